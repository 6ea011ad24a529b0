"""The explorers over HTTP, on a shop whose week-4 retention fell."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from console_desk import SignedIn
from fallen_shop import fallen_shop
from huitou.doors.design import new_form_key

Send = Callable[..., Any]


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The events, written once."""
    folder = tmp_path_factory.mktemp("fallen-shop")
    fallen_shop(folder)
    return folder


@pytest.fixture
def shop(home: Path, written: Path) -> Path:
    """The data folder with its events."""
    shutil.copytree(written, home, dirs_exist_ok=True)
    return home


@pytest.fixture
def analyst(staff: SignedIn, shop: Path) -> Client:
    """Somebody who asks questions and keeps them."""
    return staff("analyst")


@pytest.fixture
def auditor(staff: SignedIn, shop: Path) -> Client:
    """Somebody who may look, and change nothing."""
    return staff("auditor")


@pytest.fixture
def send(analyst: Client) -> Send:
    """`send("/console/boards/", name="Monday")`: a form of the analyst's."""

    def one(address: str, **said: str) -> Any:
        return analyst.post(address, {"idempotency_key": new_form_key(), **said})

    return one
