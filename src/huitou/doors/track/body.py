"""Reading a request body: never more of it in memory than the limit, whatever was sent."""

from __future__ import annotations

import asyncio
import codecs
import zlib
from collections.abc import Awaitable, Callable, Iterator, Mapping
from email.message import Message
from typing import Any

from huitou.doors.track.limits import Hold, Limits
from huitou.kernel import InvalidInput, Overloaded, TooLarge

Receive = Callable[[], Awaitable[Mapping[str, Any]]]

# zlib's window parameter: 16 + 15 wants the gzip header, 15 the zlib one, -15 none.
_GZIP, _ZLIB, _RAW_DEFLATE = 31, 15, -15
# Each member copies the rest of the body: thousands of empty ones would cost minutes.
_MOST_MEMBERS = 16

# Codecs that carry text and run in time linear to it; JSON itself knows only UTF-8 (RFC 8259).
_CHARSETS = frozenset(
    codecs.lookup(name).name
    for name in (
        *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "ascii", "latin-1", "cp1252"),
        *("gbk", "gb2312", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr"),
    )
)


class ClientGone(Exception):
    """The client closed the connection; there is nobody to answer."""


async def read_body(receive: Receive, limit: int, limits: Limits, hold: Hold) -> bytes:
    """The whole body as it came, at most `limit` bytes.

    Raises TooLarge; Overloaded when the budget is used up or the body comes too slowly (a status
    that every client answers by sending again); ClientGone.
    """
    try:
        async with asyncio.timeout(limits.body_seconds):
            chunks: list[bytes] = []
            left = limit
            async for chunk in _chunks(receive):
                left -= len(chunk)
                if left < 0:
                    await _drain(receive, limits.drained)
                    raise _too_large(limit)
                hold.take(len(chunk))
                chunks.append(chunk)
            return b"".join(chunks)
    except TimeoutError:
        raise Overloaded(
            f"The body did not arrive within {limits.body_seconds:.0f} seconds.",
            remedy="Send it again, in smaller batches if the connection is slow.",
            code="too_slow",
            retry_after=limits.retry_after_seconds,
        ) from None


def unpack_body(data: bytes, encoding: str, limit: int) -> bytes:
    """Undo a Content-Encoding; stops at `limit` bytes without inflating more.

    Raises TooLarge, and InvalidInput for damaged data or an encoding that is not known here.
    """
    if encoding in ("", "identity"):
        return data
    if encoding in ("gzip", "x-gzip"):
        return _inflate(data, _GZIP, limit, encoding)
    if encoding == "deflate":
        # RFC 9110 means zlib's wrapping by this word; some senders leave the wrapping out.
        wrapped = len(data) > 1 and data[0] & 15 == 8 and (data[0] << 8 | data[1]) % 31 == 0
        return _inflate(data, _ZLIB if wrapped else _RAW_DEFLATE, limit, encoding)
    raise InvalidInput(
        f"The Content-Encoding {encoding[:40]!r} is not known here.",
        remedy="Send the body as gzip, deflate, or plain.",
        code="unsupported_encoding",
        field="Content-Encoding",
    )


def as_utf8(data: bytes, content_type: str) -> bytes:
    """The body in UTF-8, which JSON wants, from the charset that the Content-Type names."""
    return _recoded(data, content_type) if "charset" in content_type.lower() else data


def _recoded(data: bytes, content_type: str) -> bytes:
    header = Message()
    header["content-type"] = content_type
    charset = str(header.get_content_charset() or "utf-8")
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        name = ""
    if name not in _CHARSETS:
        raise InvalidInput(
            f"The charset {charset[:40]!r} is not known here.",
            remedy="Send JSON in UTF-8.",
            code="unsupported_charset",
            field="Content-Type",
        )
    if name in ("utf-8", "ascii"):
        return data
    try:
        return data.decode(name).encode("utf-8")
    except UnicodeError:
        raise InvalidInput(
            f"The body is not text in {charset}, which its Content-Type names.",
            remedy="Send JSON in UTF-8.",
            code="bad_charset",
            field="Content-Type",
        ) from None


def _inflate(data: bytes, window: int, limit: int, encoding: str) -> bytes:
    try:
        parts = list(_members(data, window, limit))
    except zlib.error:
        raise _damaged(encoding) from None
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _members(data: bytes, window: int, limit: int) -> Iterator[bytes]:
    """The unpacked members one after the other; a gzip body may have several (RFC 1952)."""
    left = limit
    for _ in range(_MOST_MEMBERS):
        member = zlib.decompressobj(window)
        part = member.decompress(data, left + 1)
        left -= len(part)
        if left < 0:
            raise _too_large(limit)
        if not member.eof:
            raise zlib.error("the stream stops before its end")
        yield part
        data = member.unused_data
        if window != _GZIP or not data:
            return
    raise zlib.error("more members than any client sends")


def _damaged(encoding: str) -> InvalidInput:
    return InvalidInput(
        f"The body is not whole {encoding} data.",
        remedy="Compress the JSON once and send all of it, or send it plain.",
        code="bad_compression",
        field="Content-Encoding",
    )


def _too_large(limit: int) -> TooLarge:
    return TooLarge(
        f"The body is larger than {limit} bytes.",
        remedy="Split it into smaller batches; nothing of this one was kept.",
    )


async def _drain(receive: Receive, most: int) -> None:
    """Throw away what still comes. A socket closed on unread data is reset, and a client that
    sees a reset instead of the 413 would send the same batch again and again.
    """
    async for chunk in _chunks(receive):
        most -= len(chunk)
        if most < 0:
            return


async def _chunks(receive: Receive) -> Any:
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        if chunk := message.get("body", b""):
            yield chunk
        if not message.get("more_body", False):
            return
