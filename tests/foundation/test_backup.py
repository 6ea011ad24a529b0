"""Backups: everything in one file, and back, on the database that the tests run on."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections, transaction

from huitou.engine.analytics import rebuild_index
from huitou.foundation import backup, facts, vault
from huitou.foundation.backup import make_backup
from huitou.foundation.database import database_settings
from huitou.foundation.event_log import open_log
from huitou.foundation.restore import restore_backup
from huitou.foundation.webhooks.models import Endpoint
from huitou.kernel import Conflict, FakeClock, HuitouError, InvalidInput, StorageRefused
from own_database import new_database, on_postgresql

NINE = datetime(2026, 7, 1, 9, tzinfo=UTC)
CLOCK = FakeClock(NINE)


@pytest.fixture
def url() -> str | None:
    """Where a backup is brought back to."""
    return new_database() if on_postgresql() else None


@pytest.fixture
def home(committed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder with a key, an event in the log and a segment, and rows in the database."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setattr(settings, "HOME", home)
    with transaction.atomic():
        facts.say_fact("Cart Viewed", {}, clock=CLOCK, member_id="ann")
        Endpoint.objects.create(id="e", url="https://example.com", secret="s", created_at=NINE)
    facts.ship_facts(clock=CLOCK)
    (home / "segments").mkdir(exist_ok=True)
    (home / "segments" / "1.seg").write_bytes(b"huitou segment 1\n")
    yield home
    vault.forget_keys()


def rows(url: str | None, home: Path, table: str) -> list[tuple[object, ...]]:
    """Read through a connection of its own."""
    connections.databases["restored"] = connections["default"].settings_dict | database_settings(
        url, home
    )
    try:
        with connections["restored"].cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            return [tuple(row) for row in cursor.fetchall()]
    finally:
        connections["restored"].close()
        del connections["restored"]
        del connections.databases["restored"]


def here(table: str) -> list[tuple[object, ...]]:
    with connections["default"].cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
        return [tuple(row) for row in cursor.fetchall()]


def save(home: Path, target: Path) -> backup.BackedUp:
    return make_backup(home, settings.DATABASES["default"], target, clock=CLOCK)


def test_what_was_saved_comes_back(home: Path, tmp_path: Path, url: str | None) -> None:
    file, other = tmp_path / "b.tar", tmp_path / "new" / "home"
    done = save(home, file)
    made = restore_backup(file, other, url)

    assert (made.made_at, file.stat().st_mode & 0o777) == (NINE, 0o600)
    last = backup.last_backup(home)
    assert last is not None
    assert (last.made_at, last.file, last.bytes) == (NINE, str(file.resolve()), done.bytes)
    assert done.bytes == file.stat().st_size
    for table in ("facts_fact", "webhooks_endpoint", "django_migrations"):
        assert rows(url, other, table) == here(table)
    for name in ("vault.key", "segments/1.seg"):
        assert (other / name).read_bytes() == (home / name).read_bytes()
    log = open_log(other)
    assert (log.verify().events, log.verify().sound) == (1, True)
    assert rebuild_index(log, "UTC").people == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.tar", "home", "new"]
    assert [path.name for path in other.parent.iterdir()] == ["home"]


def test_what_was_written_after_is_not_in_it_and_the_same_facts_ship_once(
    home: Path, tmp_path: Path, url: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, other = tmp_path / "b.tar", tmp_path / "other"
    with transaction.atomic():
        facts.say_fact("Cart Viewed", {}, clock=CLOCK, member_id="bob", key="late")
    copied = backup.copy_out

    def ship_after_the_copy(*given: object) -> None:
        copied(*given)  # type: ignore[arg-type]
        facts.ship_facts(clock=CLOCK)

    monkeypatch.setattr(backup, "copy_out", ship_after_the_copy)
    save(home, file)
    restore_backup(file, other, url)

    names = [row[2:5] for row in rows(url, other, "facts_fact")]
    assert len(names) == 2
    assert open_log(other).verify().events == 2


def test_a_folder_that_is_not_empty_is_left_alone(
    home: Path, tmp_path: Path, url: str | None
) -> None:
    file = tmp_path / "b.tar"
    save(home, file)
    with pytest.raises(Conflict) as refused:
        restore_backup(file, home, url)
    assert refused.value.code == "backup.home_not_empty"
    with pytest.raises(Conflict):
        save(home, file)

    empty = tmp_path / "empty"
    empty.mkdir()
    restore_backup(file, empty, url)
    assert (empty / "vault.key").exists()


def test_a_backup_may_lie_in_the_data_folder(home: Path, tmp_path: Path) -> None:
    save(home, home / "b.tar")
    with tarfile.open(home / "b.tar") as tar:
        names = tar.getnames()

    assert not [name for name in names if "b.tar" in name or ".lock" in name]
    assert "home/vault.key" in names
    assert [path.name for path in home.iterdir() if path.name.startswith(".")] == []


def archive(path: Path, **files: bytes) -> Path:
    with tarfile.open(path, "w") as tar:
        for name, text in files.items():
            member = tarfile.TarInfo(name.replace("_", ".").replace("up", ".."))
            member.size = len(text)
            tar.addfile(member, BytesIO(text))
    return path


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"manifest_json": b"{}"},
        {"manifest_json": b'{"format":9,"database":"sqlite","made_at":"2026-07-01T09:00:00Z"}'},
        {"up/outside": b"x"},
    ],
)
def test_a_file_that_is_no_backup_leaves_nothing_behind(
    tmp_path: Path, files: dict[str, bytes]
) -> None:
    with pytest.raises(InvalidInput):
        restore_backup(archive(tmp_path / "b.tar", **files), tmp_path / "home", None)
    assert [path.name for path in tmp_path.iterdir()] == ["b.tar"]


def test_a_damaged_file_leaves_nothing_behind(home: Path, tmp_path: Path, url: str | None) -> None:
    file, other = tmp_path / "b.tar", tmp_path / "other"
    save(home, file)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(HuitouError):
        restore_backup(file, other, url)
    assert not other.exists()


def test_the_other_kind_of_database_is_told(home: Path, tmp_path: Path, url: str | None) -> None:
    file = tmp_path / "b.tar"
    save(home, file)
    wrong = None if url else "postgresql://nobody@127.0.0.1:1/none"
    with pytest.raises(InvalidInput) as refused:
        restore_backup(file, tmp_path / "other", wrong)
    assert refused.value.code == "backup.other_database"


@pytest.mark.skipif(not on_postgresql(), reason="PostgreSQL's own programs")
def test_postgresqls_programs_are_asked_for_and_heard(
    home: Path, tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "b.tar"
    save(home, file)
    restore_backup(file, tmp_path / "one", url)
    with pytest.raises(Conflict) as full:
        restore_backup(file, tmp_path / "two", url)
    assert full.value.code == "backup.database_not_empty"
    with pytest.raises(StorageRefused):
        restore_backup(file, tmp_path / "two", "postgresql://nobody@127.0.0.1:1/none")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Conflict) as absent:
        save(home, tmp_path / "c.tar")
    assert "pg_dump is not installed" in absent.value.message
    assert not (tmp_path / "c.tar").exists()
