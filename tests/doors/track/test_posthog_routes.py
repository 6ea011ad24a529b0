"""The addresses that PostHog's clients know."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from huitou.kernel import to_micros

POSTHOG_PATHS = ["/batch/", "/batch", "/capture/", "/e/", "/i/v0/e/", "/i/v0/ai/batch/"]


@pytest.mark.parametrize("path", POSTHOG_PATHS)
def test_posthog_sends_to_its_own_addresses(server: Any, path: str) -> None:
    message_id = f"0197f9a0-0000-7000-8000-{POSTHOG_PATHS.index(path):012d}"
    event = {
        "event": "Reached The Door",
        "uuid": message_id,
        "distinct_id": "u9",
        "timestamp": "2026-07-01T10:00:00+00:00",
        "properties": {"price": 3},
    }

    answer = server.post(path, {"api_key": server.key, "batch": [event]}, authorization="")

    assert answer.status == 200
    assert answer.document["accepted"] == 1
    row = server.event(message_id)
    assert (row.type, row.event, row.user_id) == ("track", "Reached The Door", "u9")
    assert row.timestamp == to_micros(datetime(2026, 7, 1, 10, tzinfo=UTC))


@pytest.mark.parametrize("query", ["?compression=gzip", "?ip=1&compression=gzip-js&ver=1"])
def test_posthog_names_the_packing_in_the_query(server: Any, query: str) -> None:
    message_id = f"posthog-query-{len(query)}"
    event = {"event": "Seen", "uuid": message_id, "distinct_id": "u9"}
    body = gzip.compress(json.dumps({"api_key": server.key, "batch": [event]}).encode())

    answer = server.post(f"/batch/{query}", body, authorization="", content_type="text/plain")

    assert answer.status == 200
    assert server.event(message_id).event == "Seen"


def test_posthog_is_told_that_there_are_no_flags(server: Any) -> None:
    for path in ("/flags/?v=2", "/decide/?v=3"):
        answer = server.post(path, {"api_key": server.key, "distinct_id": "u1"}, authorization="")
        assert answer.status == 200
        assert answer.document["featureFlags"] == {}
        assert answer.document["errorsWhileComputingFlags"] is False
