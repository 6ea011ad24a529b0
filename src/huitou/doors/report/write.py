"""A page as a file: whole or not at all."""

from __future__ import annotations

import tempfile
from pathlib import Path

from huitou.kernel import InvalidInput, StorageRefused


def checked_output(path: Path) -> Path:
    """`path` made absolute; InvalidInput when no file can be written there, before any work."""
    target = path.resolve()
    if target.is_dir():
        raise _bad_output(f"{path} is a folder.", "Name a file in it, such as report.html.")
    if not target.parent.is_dir():
        raise _bad_output(f"There is no folder {target.parent}.", "Make it, or name another.")
    return target


def write_page(target: Path, html: str) -> None:
    """Write beside `target`, then put it in place: a reader sees the old page or the new one."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=target.parent, prefix=f".{target.name}.", delete=False
        ) as file:
            part = Path(file.name)
            try:
                file.write(html)
                file.close()
                part.chmod(0o644)
                part.replace(target)
            finally:
                part.unlink(missing_ok=True)
    except OSError as error:
        raise StorageRefused(
            f"{target} could not be written: {error.strerror or error}.",
            remedy="Free some space, or name a file that this user may write.",
            code="report.not_written",
        ) from None


def _bad_output(message: str, remedy: str) -> InvalidInput:
    return InvalidInput(message, remedy=remedy, code="report.bad_output", field="output")
