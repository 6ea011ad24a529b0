from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest


def _keys(home: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "huitou", "keys", *command, "--home", str(home)],
        capture_output=True,
        text=True,
    )


def test_a_key_is_issued_listed_and_revoked(tmp_path: Path) -> None:
    issued = _keys(tmp_path, "issue", "web-shop")
    key = issued.stdout.strip()

    assert issued.returncode == 0
    assert re.fullmatch(r"[A-Za-z0-9]{32}", key)
    assert "not shown again; it is number 1" in issued.stderr

    listed = _keys(tmp_path, "list").stdout
    assert re.search(rf"1  web-shop  …{key[-4:]}\s+20\d\d-\d\d-\d\d  in use", listed)
    assert key not in listed

    revoked = _keys(tmp_path, "revoke", key[-4:])
    assert revoked.returncode == 0
    assert revoked.stdout.startswith(f"Key 1 of web-shop (…{key[-4:]}) is revoked 20")
    assert "in use" not in _keys(tmp_path, "list").stdout


def test_the_key_is_nowhere_in_the_folder(tmp_path: Path) -> None:
    key = _keys(tmp_path, "issue", "web").stdout.strip()

    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert key.encode() not in file.read_bytes()


def test_an_empty_list_says_what_to_do(tmp_path: Path) -> None:
    assert "huitou keys issue SOURCE" in _keys(tmp_path, "list").stdout


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (("issue", "网店"), "cannot be the name of a source"),
        (("issue", "two words"), "cannot be the name of a source"),
        (("revoke", "zzzz"), "There is no write key 'zzzz'."),
    ],
)
def test_a_mistake_is_told_in_a_sentence(
    tmp_path: Path, command: tuple[str, ...], sentence: str
) -> None:
    done = _keys(tmp_path, *command)

    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "a-file"
    file.touch()

    done = _keys(file, "list")

    assert done.returncode == 2
    assert "Name a folder that this user may write" in done.stderr
    assert "Traceback" not in done.stderr


def test_commands_that_start_at_once_do_not_trip_over_each_other(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "huitou", "keys", "issue", "web", "--home", str(tmp_path)]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(6)
    ]
    answers = [child.communicate(timeout=60) for child in running]

    assert [child.returncode for child in running] == [0] * 6, [error for _, error in answers]
    assert len({key for key, _ in answers}) == 6
    assert _keys(tmp_path, "list").stdout.count("in use") == 6
