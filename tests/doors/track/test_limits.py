"""Too much, too deep, too slow, broken: a clear answer, nothing half-kept, and the server lives."""

from __future__ import annotations

import contextlib
import gzip
import json
import socket
import subprocess
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

MIB = 1 << 20


def _track(message_id: str, **more: Any) -> dict[str, Any]:
    return {"type": "track", "event": "Seen", "userId": "u1", "messageId": message_id, **more}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"text"',
        b"42",
        b"\xff\xfe\x00",
        b'{"batch": 3}',
        b'{"batch": {"type": "track"}}',
        b'{"batch": [{"type": "track"}',
        b"<html></html>",
        b"data=eyJhIjoxfQ%3D%3D",
    ],
)
def test_a_body_that_is_no_batch_is_refused_whole(server: Any, body: bytes) -> None:
    answer = server.post("/v1/batch", body)

    assert answer.status == 400
    assert set(answer.document) >= {"code", "message", "remedy"}
    assert "Traceback" not in answer.body.decode()


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (b'{"type":"track","event":"E","userId":"u1","properties":{"a":NaN}}', "not_a_number"),
        (b'{"type":"track","event":"E","userId":"u1","properties":{"a":Infinity}}', "not_a_number"),
        (b'{"type":"track","event":"E","userId":"u1","x":' + b"[" * 500 + b"]" * 500 + b"}",
         "too_deep"),
        (b'{"type":"track","event":"E","userId":"u1","properties":{"a":"\xff\xfe"}}',
         "bad_encoding"),
        (b'{"type":"track","event":"E","userId":"u1","timestamp":"1970-01-01T00:00:00Z"}',
         "bad_timestamp"),
        (b'{"type":"track","event":"E","userId":"u1","timestamp":"2286-11-20T17:46:40Z"}',
         "bad_timestamp"),
        (b'{"type":"track","event":"E","userId":"u1","properties":{"a":"' + b"x" * 40_000 + b'"}}',
         "too_large"),
        (b'{"type":"dance","userId":"u1"}', "bad_type"),
        (b'{"type":"track","userId":"u1"}', "missing_event"),
        (b'{"type":"track","event":"E"}', "no_identity"),
        (b'{"type":"track","event":"Product Viewed","userId":"u1"}', "missing_property"),
        (b"7", "not_an_object"),
        (b"null", "not_an_object"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_one_bad_event_is_kept_aside_and_the_rest_goes_through(
    server: Any, request: pytest.FixtureRequest, event: bytes, reason: str
) -> None:
    good = [f"good-{n}-{request.node.callspec.id}" for n in range(2)]
    first, last = (json.dumps(_track(message_id)).encode() for message_id in good)

    answer = server.post("/v1/batch", b'{"batch":[' + first + b"," + event + b"," + last + b"]}")

    assert answer.status == 200
    document = answer.document
    assert (document["success"], document["accepted"], document["quarantined"]) == (True, 2, 1)
    (verdict,) = document["events"]
    assert (verdict["status"], verdict["reason"]) == ("quarantined", reason)
    assert verdict["message"].endswith(".")
    assert [server.event(message_id).event for message_id in good] == ["Seen", "Seen"]
    aside = server.aside(verdict["messageId"])
    assert (aside.reason, aside.source, aside.detail) == (reason, "web", verdict["message"])
    assert aside.raw == event.decode("utf-8", "backslashreplace")


def test_a_broken_single_call_is_no_4xx_either(server: Any) -> None:
    answer = server.post("/v1/track", {"userId": "u1", "messageId": "single-broken"})

    assert (answer.status, answer.document["quarantined"]) == (200, 1)
    assert server.aside("single-broken").reason == "missing_event"


@pytest.mark.parametrize("path", ["/v1/batch", "/batch/"])
def test_a_body_far_too_large_is_told_so(server: Any, path: str) -> None:
    # A client that is still sending when the server answers must hear the answer all the same:
    # a reset would make it send the same body again and again.
    answer = server.post(path, b'{"batch":[' + b" " * (12 * MIB) + b"]}")

    assert (answer.status, answer.document["code"]) == (413, "too_large")


def test_4_mib_are_taken_and_one_byte_more_is_not(server: Any) -> None:
    event = json.dumps({"batch": [_track("exactly-4-mib")]}).encode()
    body = event[:-1] + b" " * (4 * MIB - len(event)) + b"}"

    assert server.post("/v1/batch", body).status == 200
    assert server.post("/v1/batch", body + b" ").status == 413
    assert server.event("exactly-4-mib").event == "Seen"


def test_too_many_events_in_one_batch_are_refused(server: Any) -> None:
    answer = server.post("/v1/batch", b'{"batch":[' + b"{}," * 50_000 + b"{}]}")

    assert answer.status == 413
    assert "50001 events; 50000 at most" in answer.document["message"]


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_goes_off_nowhere(server: Any, encoding: str) -> None:
    packer = zlib.compressobj(9, wbits=31 if encoding == "gzip" else 15)
    bomb = b"".join(packer.compress(bytes(MIB)) for _ in range(1024)) + packer.flush()
    assert len(bomb) < 1.1 * MIB  # and a GiB when unpacked
    before = _memory(server)

    answer = server.post("/v1/batch", bomb, content_encoding=encoding)

    assert answer.status == 413
    assert _memory(server) - before < 64 * MIB


def test_nesting_that_would_break_a_parser_is_refused(server: Any) -> None:
    for body in (b"[" * 1_000_000, b'{"batch":' * 100_000, b'{"a":' * 300_000 + b"1"):
        assert server.post("/v1/batch", body).status in (400, 413)
    assert server.post("/v1/track", _track("after-nesting")).status == 200


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"content_encoding": "gzip"}, "bad_compression"),
        ({"content_encoding": "deflate"}, "bad_compression"),
        ({"content_encoding": "br"}, "unsupported_encoding"),
        ({"content_encoding": "gzip, gzip"}, "unsupported_encoding"),
        ({"content_type": "application/json; charset=klingon"}, "unsupported_charset"),
        ({"content_type": "application/json; charset=utf-16"}, "bad_charset"),
    ],
)
def test_a_body_that_is_not_what_its_headers_say(
    server: Any, headers: dict[str, str], code: str
) -> None:
    body = b"\x1f\x8b not really packed" if "content_encoding" in headers else b"\x00\xd8{"

    answer = server.post("/v1/batch", body, **headers)

    assert (answer.status, answer.document["code"]) == (400, code)


def test_a_revoked_key_is_out_within_two_seconds(server: Any) -> None:
    key = server.keys("issue", "old-app").strip()
    document = {"batch": [_track("from-the-old-app")], "writeKey": key}
    _wait_for(lambda: server.post("/v1/batch", document, authorization="").status == 200, 10.0)
    assert server.event("from-the-old-app").source == "old-app"

    server.keys("revoke", key)
    started = time.monotonic()
    statuses = set()
    while time.monotonic() - started < 2.0:
        statuses = {server.post("/v1/batch", document, authorization="").status}
        time.sleep(0.05)

    assert statuses == {401}
    assert server.post("/v1/track", _track("another-key-still-works")).status == 200


@pytest.fixture(scope="module")
def small(start_server: Any) -> Any:
    server = start_server("small_limits_app:app")
    server.key = "the-key"
    return server


def test_429_with_retry_after_while_the_memory_is_full(small: Any) -> None:
    body = json.dumps(_track("pressed", properties={"x": "y" * 20_000})).encode()
    with contextlib.ExitStack() as others:
        for _ in range(5):
            others.enter_context(_half_sent(small, 99_000))
        time.sleep(0.2)
        refused = small.post("/v1/track", body)

        assert refused.status == 429
        assert refused.headers["retry-after"] == "7"
        assert refused.document["code"] == "overloaded"

    time.sleep(0.1)
    assert small.post("/v1/track", body).status == 200
    assert [row.message_id for row in small.kept().events].count("pressed") == 1


def test_a_body_that_does_not_end_is_given_up(small: Any) -> None:
    with _half_sent(small, 100) as connection:
        connection.settimeout(25)  # less than the limit of a server that was told nothing
        answer = connection.recv(10_000)

    assert answer.startswith(b"HTTP/1.1 429")
    assert b"too_slow" in answer


def test_a_request_that_was_given_up_holds_nothing(small: Any) -> None:
    for _ in range(20):
        with _half_sent(small, 90_000):
            pass

    time.sleep(0.1)
    assert small.post("/v1/track", _track("after-many-left")).status == 200


def test_posthog_may_send_larger_bodies(small: Any) -> None:
    events = [
        {"event": "E", "uuid": f"large-{n}", "distinct_id": "u1", "properties": {"x": "y" * 1000}}
        for n in range(110)
    ]
    body = gzip.compress(json.dumps({"api_key": "the-key", "batch": events}).encode())

    # 120 kB when unpacked, which is what counts.
    assert len(body) < 10_000
    assert small.post("/v1/batch", body, content_encoding="gzip").status == 413
    assert small.post("/batch/", body, content_encoding="gzip").document["accepted"] == 110


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A data folder whose segments lie on a disk of 512 KiB."""
    folder = tmp_path / "home" / "segments"
    folder.mkdir(parents=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)],
        capture_output=True,
        text=True,
    )
    if done.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_503_when_the_disk_refuses_and_200_when_it_takes_again(
    full_disk: Path, start_server: Any
) -> None:
    server = start_server(home=full_disk.parent)
    ballast = full_disk / "ballast"
    ballast.write_bytes(bytes(400_000))
    batch = [_track(f"full-{n}", properties={"x": "y" * 1500}) for n in range(100)]

    assert server.post("/v1/track", _track("before-full")).status == 200
    refused = [server.post("/v1/batch", {"batch": batch}) for _ in range(3)]

    for answer in refused:
        assert answer.status == 503
        assert answer.document["code"] == "storage_refused"
        assert int(answer.headers["retry-after"]) > 0
    assert [row.message_id for row in server.kept().events] == ["before-full"]

    ballast.unlink()
    assert server.post("/v1/batch", {"batch": batch}).document["accepted"] == 100
    kept = [row.message_id for row in server.kept().events]
    assert kept == ["before-full", *(f"full-{n}" for n in range(100))]
    server.stop()


@contextlib.contextmanager
def _half_sent(server: Any, size: int) -> Iterator[socket.socket]:
    """A request of which all but the last byte was sent."""
    head = (
        f"POST /v1/track HTTP/1.1\r\nHost: a\r\nAuthorization: {server.basic}\r\n"
        f"Content-Length: {size}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(head.encode() + b" " * (size - 1))
        yield connection


def _memory(server: Any) -> int:
    """Resident bytes of the server's processes."""
    total = 0
    for pid in (server.process.pid, *_children(server.process.pid)):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                total += int(line.split()[1]) * 1024
    return total


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _wait_for(condition: Any, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)
