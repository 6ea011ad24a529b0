"""The key of a form."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from huitou.doors.design import form_key, new_form_key
from huitou.kernel import InvalidInput


def test_a_key_comes_back_with_its_form(ask: RequestFactory) -> None:
    key = new_form_key()
    assert form_key(ask.post("/", {"idempotency_key": key})) == key
    assert new_form_key() != key


@pytest.mark.parametrize("key", [None, "", "1", "x" * 19, "x" * 65, "钥" * 20, "x" * 20 + "\n"])
def test_a_key_that_could_be_guessed_is_none(ask: RequestFactory, key: str | None) -> None:
    with pytest.raises(InvalidInput) as refused:
        form_key(ask.post("/", {} if key is None else {"idempotency_key": key}))
    assert refused.value.code == "form.no_key"
