"""The server's own secret: it signs cookies and the address of the report."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from huitou.kernel import StorageRefused

_BYTES = 48


def new_secret() -> str:
    """A secret that signs."""
    return secrets.token_urlsafe(_BYTES)


def read_or_make_secret(path: Path, make: Callable[[], str] = new_secret) -> str:
    """The secret kept at `path`, made on the first call and readable by the owner alone.

    Several processes may call this at once; all get the same one. StorageRefused if the folder
    cannot be written.
    """
    try:
        if not path.exists():
            _keep(path, make())
        return path.read_text().strip()
    except OSError as error:
        raise StorageRefused(
            f"{path} cannot be read or made: {error.strerror}.",
            remedy="Name a folder that this user may write with --home or HUITOU_HOME.",
            code="secret.refused",
        ) from error


def replace_secret(path: Path, text: str) -> None:
    """Put another secret in its place, in one step. StorageRefused if that cannot be."""
    try:
        draft = _draft(path, text)
        draft.rename(path)
    except OSError as error:
        raise StorageRefused(
            f"{path} cannot be replaced: {error.strerror}.",
            remedy="Check the free space and the permissions of the folder.",
            code="secret.refused",
        ) from error


def _keep(path: Path, secret: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = _draft(path, secret)
    try:
        os.link(draft, path)  # unlike a rename, never replaces another process's secret
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _draft(path: Path, secret: str) -> Path:
    """A file beside `path`, whole and on the disk."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    fd = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(fd, "w") as file:
            file.write(secret + "\n")
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return draft
