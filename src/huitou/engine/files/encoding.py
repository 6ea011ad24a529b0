"""Which encoding a text file has, and its text as UTF-8.

Tried in this order: a byte order mark; UTF-16 by its zero bytes; UTF-8, strictly, over the whole
file; then, around the first byte that is not UTF-8, UTF-8 with damaged places, if most of what is
not ASCII is sound; GB18030 (what Excel writes in China; GBK and GB2312 are parts of it), if most of
its double bytes are common Chinese; and Windows-1252.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from huitou.kernel import InvalidInput

_CHUNK = 1 << 22
_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with a byte order mark",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 (little endian)",
    "utf-16-be": "UTF-16 (big endian)",
    "gb18030": "GB18030",
    "cp1252": "Windows-1252",
}


@dataclass(frozen=True)
class Text:
    """A file as UTF-8: `path` (the file itself if it was UTF-8), its former `encoding` in words,
    and how many places could not be decoded and stand as U+FFFD now.
    """

    path: Path
    encoding: str
    damaged: int


def as_utf8(path: Path, rewritten: Path, *, encoding: str | None = None) -> Text:
    """The text of `path`, written to `rewritten` if it is not UTF-8 already. `encoding` is what a
    person stated; InvalidInput if there is no such encoding.
    """
    codec = _known(encoding) if encoding else detect(path)
    if codec in ("utf-8", "utf-8-sig") and _first_bad_byte(path) is None:
        return Text(path, _NAMES[codec], 0)
    damaged = _rewrite(path, rewritten, codec)
    return Text(rewritten, _NAMES.get(codec, codec), damaged)


def detect(path: Path) -> str:
    """The Python name of the encoding of the file at `path`."""
    with path.open("rb") as file:
        head = file.read(4096)
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return codec
    if len(head) >= 4 and head.count(0) > len(head) // 5:
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    bad = _first_bad_byte(path)
    return "utf-8" if bad is None else _among_the_others(path, bad)


def _known(name: str) -> str:
    try:
        codec = codecs.lookup(name).name
        "".encode(codec)
    except (LookupError, ValueError):
        raise InvalidInput(
            f"There is no encoding {name!r}.",
            remedy="Use a name such as utf-8, gb18030, big5 or windows-1252.",
            code="files.unknown_encoding",
            field="encoding",
        ) from None
    return codec


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _first_bad_byte(path: Path) -> int | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    before = 0
    for chunk in _chunks(path):
        try:
            pending = len(decoder.getstate()[0])
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            return max(0, before - pending + error.start)
        before += len(chunk)
    pending = len(decoder.getstate()[0])
    return before - pending if pending else None


def _among_the_others(path: Path, bad: int) -> str:
    before = max(0, bad - 4096)
    with path.open("rb") as file:
        file.seek(before)
        near = file.read(1 << 20)
    decoded = near.decode("utf-8", "replace")
    damaged = decoded.count("\ufffd")
    sound = sum(1 for letter in decoded if letter > "\x7f") - damaged
    if sound > 3 * damaged:  # no other text happens to hold whole characters of UTF-8
        return "utf-8"
    line = near.rfind(b"\n", 0, bad - before) + 1
    return "gb18030" if _is_chinese(near[line:]) else "cp1252"


def _is_chinese(near: bytes) -> bool:
    """Whether the bytes are GB18030 and at least 7 of 10 of its double bytes are those of GB2312
    (both bytes from A1), where all common characters are; accented Latin letters, read as GB18030,
    swallow the plain letter behind them instead.
    """
    decoder = codecs.getincrementaldecoder("gb18030")()
    try:
        letters = [letter for letter in decoder.decode(near) if letter > "\x7f"]
    except UnicodeDecodeError:
        return False
    pairs = [letter.encode("gb18030") for letter in letters[:10_000]]
    common = sum(1 for pair in pairs if len(pair) == 2 and pair[1] >= 0xA1)
    return common >= 0.7 * len(pairs) > 0


def _rewrite(path: Path, rewritten: Path, codec: str) -> int:
    decoder = codecs.getincrementaldecoder(codec)("replace")
    damaged = 0
    with rewritten.open("wb") as out:
        for chunk in chain(_chunks(path), [b""]):
            text = decoder.decode(chunk, final=not chunk)
            damaged += text.count("\ufffd")
            out.write(text.encode("utf-8", "replace"))
    return damaged
