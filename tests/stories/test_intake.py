"""A shop's engineer starts the server, sends events, and finds them."""

from __future__ import annotations

import base64
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from huitou.engine.events import EventLog


def test_an_engineer_s_first_afternoon(serve: Any) -> None:
    # Given a machine on which huitou never ran, when it is started,
    served = serve()
    # then it says where the report is, makes a first key and shows a line to try.
    assert f"Report: {served.url}/report?key=" in served.said
    (line,) = [line.strip() for line in served.said.splitlines() if line.startswith("  curl")]

    # When the engineer pastes that line into a shell,
    done = subprocess.run(["bash", "-c", f"{line} -s"], capture_output=True, text=True, check=True)

    # then the event was accepted, and a query finds it at once, before the shipper has moved it.
    assert json.loads(done.stdout) == {
        "success": True,
        "accepted": 1,
        "quarantined": 0,
        "events": [],
    }
    rows = _events(served.home)
    assert [(row["event"], row["user_id"], row["source"]) for row in rows] == [
        ("Product Viewed", "u1", "default")
    ]

    # And when the shipper has moved it into the table, it is still one event.
    _wait_for(lambda: not list((served.home / "segments").glob("*.seg")), 60)
    assert [row["event"] for row in _events(served.home)] == ["Product Viewed"]


def test_the_key_is_shown_at_the_first_start_only(serve: Any) -> None:
    served = serve()
    key = served.key
    served.stop()

    again = serve(served.home)

    assert "write key" not in again.said
    assert key not in again.said
    assert _post(again, key, [_event("after-restart")])["accepted"] == 1


def test_ten_replays_split_and_reordered_change_nothing(serve: Any) -> None:
    served = serve()
    events = [_event(f"order-{n}") for n in range(30)]

    for replay in range(10):
        shuffled = events[replay:] + events[:replay]
        for start in range(0, 30, 7):
            _post(served, served.key, shuffled[start : start + 7])
        if replay == 5:
            _wait_for(lambda: not list((served.home / "segments").glob("*.seg")), 60)

    assert sorted(row["message_id"] for row in _events(served.home)) == sorted(
        event["messageId"] for event in events
    )


def test_two_workers_take_events_side_by_side(serve: Any) -> None:
    served = serve(None, "--workers", "2")
    for number in range(40):
        # A new connection each time, so that both workers get some.
        assert _post(served, served.key, [_event(f"two-{number}")])["accepted"] == 1

    # A segment belongs to one process.
    _wait_for(lambda: len(_events(served.home)) == 40, 5)
    assert len({row["message_id"] for row in _events(served.home)}) == 40


def test_pages_need_the_printed_address_and_health_does_not(serve: Any) -> None:
    served = serve()
    (address,) = [line.split()[1] for line in served.said.splitlines() if line.startswith("Report")]
    path = address.removeprefix(served.url)

    health = _get(served, "/healthz")
    assert (health.status, json.loads(health.body)["status"]) == (200, "ok")
    for wrong in ("/report", "/report?key=wrong"):
        refused = _get(served, wrong)
        assert refused.status == 403
        assert "huitou serve" in refused.body
        assert "set-cookie" not in refused.headers

    welcome = _get(served, path)
    assert (welcome.status, welcome.headers["location"]) == (302, "/report")
    cookie = welcome.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    page = _get(served, "/report", {"Cookie": cookie.partition(";")[0]})
    assert page.status == 200
    assert _get(served, "/report").status == 403
    assert page.headers["x-content-type-options"] == "nosniff"


def test_a_worker_that_was_killed_is_replaced_and_nothing_is_lost(serve: Any) -> None:
    served = serve(None, "--no-worker")
    _post(served, served.key, [_event("before-the-kill")])
    (worker,) = set(served.members()) - {served.process.pid, served.shipper()}
    os.kill(worker, signal.SIGKILL)

    def answers_again() -> bool:
        try:
            return bool(_post(served, served.key, [_event("after-the-kill")]))
        except OSError:
            return False

    _wait_for(answers_again, 10)
    found = {row["message_id"] for row in _events(served.home)}
    assert found == {"before-the-kill", "after-the-kill"}


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_and_takes_its_children_along(serve: Any, sent: signal.Signals) -> None:
    served = serve(None, "--workers", "2")
    _post(served, served.key, [_event("before-the-end")])
    idle = socket.create_connection(("127.0.0.1", served.port))
    members = served.members()
    assert len(members) >= 5  # the main process, two workers, the shipper, the one for jobs

    status = served.stop(sent)

    assert status == 0
    assert served.members() == []
    idle.close()
    assert [row["message_id"] for row in _events(served.home)] == ["before-the-end"]


def test_a_request_under_way_is_answered_before_the_end(serve: Any) -> None:
    served = serve()
    body = json.dumps({"batch": [_event("under-way")], "writeKey": served.key}).encode()
    connection = socket.create_connection(("127.0.0.1", served.port))
    head = f"POST /v1/batch HTTP/1.1\r\nHost: a\r\nContent-Length: {len(body)}\r\n\r\n"
    connection.sendall(head.encode() + body[:10])
    time.sleep(0.3)
    served.process.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    connection.sendall(body[10:])

    assert connection.recv(10_000).startswith(b"HTTP/1.1 200")
    assert served.process.wait(30) == 0
    assert [row["message_id"] for row in _events(served.home)] == ["under-way"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of a parent's death")
def test_no_orphan_keeps_the_port_when_the_main_process_is_killed(serve: Any) -> None:
    served = serve()
    served.process.kill()
    served.process.wait()

    _wait_for(lambda: served.members() == [], 15)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", served.port))


def test_a_busy_port_is_told_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = _serve_and_wait(tmp_path, "--port", str(port))

    assert done.returncode == 2
    assert f"Port {port} of 127.0.0.1 cannot be opened" in done.stderr
    assert f"--port {port + 1}" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "huitou.sqlite3").exists()


@pytest.mark.parametrize("host", ["no.such.host.invalid", "203.0.113.7"])
def test_an_address_that_is_not_ours_is_told_in_a_sentence(tmp_path: Path, host: str) -> None:
    done = _serve_and_wait(tmp_path, "--host", host)

    assert done.returncode == 2
    assert host in done.stderr
    assert "Traceback" not in done.stderr


def _serve_and_wait(home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "huitou", "serve", "--home", str(home), *options],
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ,
    )


def _event(message_id: str) -> dict[str, Any]:
    return {"type": "track", "event": "Tea Tasted", "userId": "u1", "messageId": message_id}


def _post(served: Any, key: str, events: list[dict[str, Any]]) -> dict[str, Any]:
    authorization = "Basic " + base64.b64encode(f"{key}:".encode()).decode()
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    body = json.dumps({"batch": events})
    connection.request("POST", "/v1/batch", body, {"Authorization": authorization})
    response = connection.getresponse()
    document: dict[str, Any] = json.loads(response.read())
    connection.close()
    assert response.status == 200, document
    return document


class _Page:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read().decode()


def _get(served: Any, path: str, headers: dict[str, str] | None = None) -> _Page:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
    connection.request("GET", path, headers=headers or {})
    page = _Page(connection.getresponse())
    connection.close()
    return page


def _events(home: Path) -> list[dict[str, Any]]:
    events = EventLog.open(home).snapshot().duckdb()
    rows: list[dict[str, Any]] = events.to_pyarrow().to_pylist()
    return rows


def _wait_for(condition: Callable[[], object], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)
