"""A stranger's file, opened: what format it has and how it is written, before a row is read."""

from __future__ import annotations

import gzip
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from huitou.engine.files import json_lines, parquet
from huitou.engine.files.dialect import Dialect, sniff
from huitou.engine.files.encoding import as_utf8
from huitou.kernel import InvalidInput, NotFound, TooLarge

CSV, JSON_LINES, PARQUET = "csv", "jsonl", "parquet"
LARGEST_UNPACKED = 16 << 30
_HEAD = 1 << 18
_FOREIGN = {
    b"PK\x03\x04": "a zip archive or an Excel workbook",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF document",
    b"SQLite format 3": "an SQLite database",
    b"\x28\xb5\x2f\xfd": "a Zstandard archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
}


@dataclass(frozen=True)
class OpenedFile:
    """A table to be read. `columns` and `sample` (the first rows, as text) are what it shows;
    `notes` are sentences for a person. Valid inside `open_file` only: `text` may be a temporary
    file (UTF-8; for Parquet the file itself).
    """

    path: Path
    format: str
    gzipped: bool
    encoding: str | None
    dialect: Dialect | None
    columns: tuple[str, ...]
    sample: tuple[tuple[str | None, ...], ...]
    text: Path
    workspace: Path
    notes: tuple[str, ...] = field(default=())


@contextmanager
def open_file(
    path: str | Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    header: bool | None = None,
) -> Iterator[OpenedFile]:
    """Open a CSV, JSON Lines or Parquet file, the first two gzipped or not, by what is in it (its
    name does not matter). What is not stated is found out. NotFound, InvalidInput or TooLarge say
    why a file cannot be read.
    """
    path = Path(path)
    with tempfile.TemporaryDirectory(prefix="huitou-file-") as folder:
        workspace = Path(folder)
        # DuckDB reads [ and * in a name as a pattern; a name of our own has none.
        local = workspace / "input"
        local.symlink_to(_readable(path).resolve())
        gzipped = _starts(local).startswith(b"\x1f\x8b")
        if gzipped:
            local = _unpack(local, workspace / "unpacked", path)
        start = _starts(local)
        _refuse_foreign(path, start)
        if start.startswith(b"PAR1"):
            columns, sample = parquet.look(local, path)
            yield OpenedFile(path, PARQUET, gzipped, None, None, columns, sample, local, workspace)
        else:
            yield _open_text(path, local, workspace, gzipped, encoding, delimiter, header)


def _open_text(
    path: Path,
    local: Path,
    workspace: Path,
    gzipped: bool,
    encoding: str | None,
    delimiter: str | None,
    header: bool | None,
) -> OpenedFile:
    text = as_utf8(local, workspace / "text", encoding=encoding)
    notes = []
    if text.damaged:
        notes.append(f"{text.damaged} places could not be decoded and now hold �.")
    head = _head(text.path)
    first = head.lstrip("\ufeff \t\r\n")[:1]
    if first == "[":
        raise InvalidInput(
            f"{path.name} is one JSON array, not JSON Lines.",
            remedy="Write one object on each line, for example with: jq -c '.[]' FILE",
            code="files.json_array",
        )
    if first == "{" and delimiter is None:
        columns, sample = json_lines.look(text.path)
        return OpenedFile(
            path, JSON_LINES, gzipped, text.encoding, None, columns, sample, text.path, workspace,
            tuple(notes),
        )  # fmt: skip
    dialect = sniff(head, delimiter=delimiter, header=header)
    if dialect.skip:
        notes.append(f"{dialect.skip} lines before the header are not read.")
    return OpenedFile(
        path, CSV, gzipped, text.encoding, dialect, dialect.columns, dialect.sample, text.path,
        workspace, tuple(notes),
    )  # fmt: skip


def _readable(path: Path) -> Path:
    if path.is_dir():
        raise InvalidInput(
            f"{path} is a folder.", remedy="Name one file in it.", code="files.folder"
        )
    try:
        with path.open("rb") as file:
            empty = not file.read(1)
    except FileNotFoundError:
        raise NotFound(
            f"There is no file {path}.", remedy="Check the name.", code="files.not_found"
        ) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its name is not possible"
        raise InvalidInput(
            f"{path} cannot be opened: {reason}.",
            remedy="Check that you may read it.",
            code="files.unreadable",
        ) from None
    if empty:
        raise InvalidInput(
            f"{path} is empty.", remedy="Give a file with a table in it.", code="files.empty"
        )
    return path


def _starts(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(16)


def _unpack(packed: Path, unpacked: Path, path: Path) -> Path:
    try:
        with gzip.open(packed) as source, unpacked.open("wb") as out:
            while chunk := source.read(1 << 20):
                out.write(chunk)
                if out.tell() > LARGEST_UNPACKED:
                    raise TooLarge(
                        f"{path} unpacks to more than {LARGEST_UNPACKED >> 30} GiB.",
                        remedy="Split it into several files.",
                        code="files.too_large",
                    )
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise InvalidInput(
            f"{path} is a damaged gzip file, or one that was cut off.",
            remedy="Copy or export it again.",
            code="files.damaged",
        ) from None
    return unpacked


def _refuse_foreign(path: Path, start: bytes) -> None:
    for magic, what in _FOREIGN.items():
        if start.startswith(magic):
            raise InvalidInput(
                f"{path} is {what}.",
                remedy="Save it as CSV (UTF-8) and give that file.",
                code="files.foreign_format",
            )


def _head(text: Path) -> str:
    """The first whole lines, about a quarter of a mebibyte."""
    with text.open("rb") as file:
        head = file.read(_HEAD)
        cut = len(head) == _HEAD
    if cut and b"\n" in head:
        head = head[: head.rindex(b"\n") + 1]
    return head.decode("utf-8", "replace")
