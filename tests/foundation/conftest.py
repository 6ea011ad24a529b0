"""Django over a folder of its own; each test's rows are gone after it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator

import pytest
from django.db import transaction

from huitou.foundation.startup import prepare, start_django

# Before any test file is read: one that imports tables needs Django started.
_HOME = tempfile.TemporaryDirectory(prefix="huitou-tests-")
with pytest.MonkeyPatch.context() as environment:
    environment.setenv("HUITOU_HOME", _HOME.name)
    start_django()


@pytest.fixture(scope="session")
def database() -> None:
    prepare()


@pytest.fixture
def tables(database: None) -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
