"""Lists a page at a time."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client


def page(till: Client, top: int, **query: Any) -> Any:
    return till.get(f"/api/v1/numbers/{top}", query)


@pytest.mark.parametrize(("top", "limit"), [(0, 3), (1, 3), (3, 3), (4, 3), (10, 1), (250, 100)])
def test_pages_hold_everything_once(till: Client, top: int, limit: int) -> None:
    found: list[int] = []
    query: dict[str, Any] = {"limit": limit}
    for _ in range(top // limit + 1):
        said = page(till, top, **query).json()
        assert set(said) == {"items", "next"}
        assert len(said["items"]) <= limit
        found += said["items"]
        if said["next"] is None:
            break
        query["cursor"] = said["next"]
    assert found == list(range(1, top + 1))
    assert said["next"] is None


def test_a_page_has_twenty_unless_one_says_otherwise(till: Client) -> None:
    assert len(page(till, 50).json()["items"]) == 20


@pytest.mark.parametrize("limit", [0, 101, -1, "x"])
def test_a_limit_out_of_range_is_refused(till: Client, limit: Any) -> None:
    refused = page(till, 5, limit=limit)
    assert (refused.status_code, refused.json()["field"]) == (400, "limit")


def test_a_cursor_of_another_list_or_a_made_up_one_is_refused(till: Client) -> None:
    cursor = page(till, 5, limit=1).json()["next"]
    assert page(till, 5, cursor=cursor).status_code == 200
    for wrong in (page(till, 6, cursor=cursor), page(till, 5, cursor=f"{cursor}x")):
        assert (wrong.status_code, wrong.json()["code"]) == (400, "paging.bad_cursor")
    for text in ("", "x", "::", "MQ:abc", "数"):
        assert page(till, 5, cursor=text).json()["code"] == "paging.bad_cursor"
