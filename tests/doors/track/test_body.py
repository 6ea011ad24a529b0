"""Reading bodies piece by piece, with hypothesis for the packing."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import time
import zlib
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huitou.doors.track.body import ClientGone, as_utf8, read_body, unpack_body
from huitou.doors.track.limits import Budget, Limits
from huitou.kernel import InvalidInput, Overloaded, TooLarge

LIMITS = Limits(held=1000, body_seconds=0.2, drained=500)


class Sender:
    """What a server hands over of one request: its chunks, then, unless it hangs, the end."""

    def __init__(self, *chunks: bytes, ends: bool = True, leaves: bool = False) -> None:
        self.messages: list[Mapping[str, Any]] = [
            {"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks
        ]
        if leaves:
            self.messages.append({"type": "http.disconnect"})
        elif ends:
            self.messages.append({"type": "http.request", "body": b"", "more_body": False})

    async def __call__(self) -> Mapping[str, Any]:
        if not self.messages:
            await asyncio.sleep(60)
        return self.messages.pop(0)


def _read(sender: Sender, limit: int = 100, budget: Budget | None = None) -> bytes:
    async def read() -> bytes:
        with (budget or Budget(LIMITS)).hold() as hold:
            return await read_body(sender, limit, LIMITS, hold)

    return asyncio.run(read())


def test_a_body_is_the_sum_of_its_chunks() -> None:
    assert _read(Sender()) == b""
    assert _read(Sender(b"ab", b"", b"c" * 98)) == b"ab" + b"c" * 98


def test_one_byte_over_the_limit_is_too_large() -> None:
    with pytest.raises(TooLarge, match="larger than 100 bytes"):
        _read(Sender(b"a" * 100, b"b"))


def test_the_rest_of_a_large_body_is_thrown_away_up_to_a_point() -> None:
    sender = Sender(*[b"a" * 100] * 20)

    with pytest.raises(TooLarge):
        _read(sender)

    # 200 bytes until it was too much, 600 until even throwing away went too far.
    assert len(sender.messages) == 21 - 2 - 6


def test_a_body_that_stops_coming_is_given_up() -> None:
    with pytest.raises(Overloaded) as caught:
        _read(Sender(b"a", ends=False))

    assert caught.value.code == "too_slow"
    assert caught.value.retry_after == 1


def test_a_client_that_leaves_is_not_answered() -> None:
    with pytest.raises(ClientGone):
        _read(Sender(b"a", leaves=True))


def test_what_all_requests_hold_together_has_a_limit_and_is_given_back() -> None:
    budget = Budget(LIMITS)

    with budget.hold() as other:
        other.take(950)
        with pytest.raises(Overloaded, match="already holds"):
            _read(Sender(b"a" * 30, b"b" * 30), budget=budget)
        assert budget.held == 950
    assert budget.held == 0
    assert _read(Sender(b"a" * 60), budget=budget) == b"a" * 60
    assert budget.held == 0


@given(st.binary(max_size=300))
def test_what_was_packed_comes_out_the_same(data: bytes) -> None:
    assert unpack_body(gzip.compress(data), "gzip", 300) == data
    assert unpack_body(zlib.compress(data), "deflate", 300) == data
    assert unpack_body(zlib.compress(data, wbits=-15), "deflate", 300) == data
    assert unpack_body(data, "", 300) is data


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate"]))
def test_bytes_that_are_not_packed_never_do_worse_than_a_sentence(data: bytes, how: str) -> None:
    with contextlib.suppress(InvalidInput, TooLarge):
        assert len(unpack_body(data, how, 1000)) <= 1000


@given(st.binary(min_size=1, max_size=300), st.data())
def test_a_packed_body_that_was_cut_is_refused(data: bytes, draw: st.DataObject) -> None:
    packed = gzip.compress(data)
    cut = draw.draw(st.integers(1, len(packed) - 1))

    with pytest.raises(InvalidInput, match="not whole gzip data"):
        unpack_body(packed[:cut], "gzip", 300)


@pytest.mark.parametrize(("encoding", "wbits"), [("gzip", 31), ("deflate", 15), ("deflate", -15)])
def test_a_bomb_is_cut_at_the_limit(encoding: str, wbits: int) -> None:
    packer = zlib.compressobj(9, wbits=wbits)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(512)) + packer.flush()
    started = time.process_time()

    with pytest.raises(TooLarge, match="larger than 4194304 bytes"):
        unpack_body(bomb, encoding, 4 << 20)

    # 512 MiB would take about a second; the 4 that are looked at take a hundredth.
    assert time.process_time() - started < 0.2


def test_exactly_the_limit_is_allowed() -> None:
    assert unpack_body(gzip.compress(bytes(1000)), "gzip", 1000) == bytes(1000)
    with pytest.raises(TooLarge):
        unpack_body(gzip.compress(bytes(1001)), "gzip", 1000)
    with pytest.raises(TooLarge):
        unpack_body(gzip.compress(bytes(600)) * 2, "gzip", 1000)


def test_thousands_of_empty_members_do_not_cost_minutes() -> None:
    started = time.process_time()

    with pytest.raises(InvalidInput):
        unpack_body(gzip.compress(b"") * 200_000, "gzip", 4 << 20)

    assert time.process_time() - started < 0.5


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "lz64", "x" * 1000])
def test_an_unknown_packing_is_told(encoding: str) -> None:
    with pytest.raises(InvalidInput, match="is not known here") as caught:
        unpack_body(b"data", encoding, 100)

    assert caught.value.code == "unsupported_encoding"
    assert len(caught.value.message) < 100


@pytest.mark.parametrize("charset", ["idna", "punycode", "hex", "rot13", "utf-7", "a\x00", "", '"'])
def test_only_charsets_of_text_are_taken(charset: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        as_utf8(b"{}", f"text/plain; charset={charset or 'none-at-all'}")

    assert caught.value.code == "unsupported_charset"


def test_text_that_is_not_in_its_charset_is_told() -> None:
    with pytest.raises(InvalidInput, match="not text in gbk"):
        as_utf8(b"\xff\xff", "application/json; charset=gbk")


def test_a_plain_type_changes_nothing() -> None:
    data = "杭州".encode()
    assert as_utf8(data, "application/json") is data
    assert as_utf8(data, "") is data
    assert as_utf8(data, "application/json; charset=utf-8") is data
