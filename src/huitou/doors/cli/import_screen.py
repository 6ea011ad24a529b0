"""What `huitou import` shows: the file as it was understood, its notes, and what was refused."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.csv
from rich.console import Console
from rich.table import Table
from rich.text import Text

from huitou.engine.files import DELIMITERS, Mapping, OpenedFile, by_reason
from huitou.kernel import InvalidInput, StorageRefused

_FORMATS = {"csv": "A table of text", "jsonl": "JSON Lines", "parquet": "Parquet"}


def show_file(console: Console, opened: OpenedFile, mapping: Mapping) -> None:
    """The format of the file, and its columns with their meaning and an example each."""
    console.print(_plain(f"{opened.path}: {mapping.kind}"), style="bold", soft_wrap=True)
    console.print(_plain(_written(opened)), soft_wrap=True)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Meaning", "Column", "Example", "Because"):
        table.add_column(heading, overflow="fold")
    for choice in mapping.choices:
        example = _example(opened, choice.column)
        table.add_row(*map(_plain, (choice.role, choice.column, example, choice.why)))
    console.print(table)
    used = {choice.column for choice in mapping.choices}
    unread = [column for column in opened.columns if column not in used]
    if unread and mapping.kind == "orders":
        console.print(_plain(f"Not read: {', '.join(unread)}"), style="dim", soft_wrap=True)
    console.print(_plain(f'The same, stated: --map "{mapping.as_option()}"'), style="dim",
                  soft_wrap=True)  # fmt: skip


def show_notes(console: Console, notes: tuple[str, ...]) -> None:
    """Sentences to check, one a line."""
    for note in notes:
        console.print(_plain(f"• {note}"), soft_wrap=True)


def show_refused(console: Console, refused: pa.Table) -> None:
    """The refused rows by reason, with the first lines and what to do."""
    if not refused.num_rows:
        return
    console.print(f"{refused.num_rows:,} rows were refused:", style="bold")
    for group in by_reason(refused):
        lines = ", ".join(f"{line:,}" for line in group.first_lines)
        more = ", …" if group.rows > len(group.first_lines) else ""
        example = f" For example {group.example}" if group.example else ""
        console.print(_plain(f"{group.rows:>9,}  {group.meaning}{example}"), soft_wrap=True)
        console.print(_plain(f"           line {lines}{more}. {group.remedy}"), soft_wrap=True)


def checked_refused_path(path: Path | None) -> None:
    """InvalidInput if the report of refused rows cannot be written there."""
    if path is not None and (path.is_dir() or not path.parent.is_dir()):
        raise InvalidInput(
            f"{path} cannot be written.",
            remedy="Name a file in a folder that exists.",
            code="import.bad_refused_path",
            field="refused",
        )


def write_refused(path: Path, refused: pa.Table) -> None:
    """All refused rows as CSV: line, reason, field, detail, and what to do."""
    remedies = {group.reason: group.remedy for group in by_reason(refused)}
    column = pa.array([remedies[reason] for reason in refused["reason"].to_pylist()], pa.string())
    try:
        pyarrow.csv.write_csv(refused.append_column("what_to_do", column), path)
    except OSError as error:
        raise StorageRefused(
            f"{path} could not be written: {error.strerror or error}.",
            remedy="Free some space or name another file with --refused.",
            code="import.refused_not_written",
        ) from None


def _written(opened: OpenedFile) -> str:
    parts = [_FORMATS[opened.format] + (", gzipped" if opened.gzipped else "")]
    if opened.encoding:
        parts.append(opened.encoding)
    if opened.dialect is not None:
        name = DELIMITERS.get(opened.dialect.delimiter, repr(opened.dialect.delimiter))
        parts.append(f"separated by {name}")
        parts.append("with a header" if opened.dialect.header else "without a header")
    return ", ".join(parts) + "."


def _example(opened: OpenedFile, column: str) -> str:
    place = opened.columns.index(column)
    cells = (row[place] for row in opened.sample if place < len(row))
    found = next((cell.strip() for cell in cells if cell and cell.strip()), "")
    return found if len(found) <= 40 else found[:39] + "…"


def _plain(text: str) -> Text:
    """Text as it stands: no markup, and no control characters, which could drive the terminal."""
    return Text("".join(letter if letter.isprintable() else "·" for letter in text))
