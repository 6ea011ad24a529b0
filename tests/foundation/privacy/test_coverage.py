"""No table holds personal data that no room takes responsibility for."""

from __future__ import annotations

import pytest

from huitou.foundation import privacy
from huitou.foundation.privacy import registry
from huitou.foundation.privacy.coverage import unknown_tables


def test_every_table_with_personal_data_is_named_by_its_room() -> None:
    assert privacy.uncovered_tables() == []


def test_no_room_names_a_table_that_there_is_not() -> None:
    assert unknown_tables() == []


def test_a_table_that_no_room_names_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_registry", {})

    assert {"facts_fact", "privacy_consent", "privacy_request"} <= set(privacy.uncovered_tables())
