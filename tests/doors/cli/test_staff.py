from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PASSWORD = "a long walk 2 the sea"


def staff(home: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "huitou", "staff", *command, "--home", str(home)],
        capture_output=True,
        text=True,
    )


def test_the_first_owner_is_added_and_gets_a_new_password(tmp_path: Path) -> None:
    assert "huitou staff add LOGIN" in staff(tmp_path, "list").stdout
    added = staff(tmp_path, "add", "wang", "--password", PASSWORD)
    assert added.stdout == "wang may sign in at /console/ as owner.\n"
    staff(tmp_path, "add", "li", "--role", "analyst", "--role", "support", "--password", PASSWORD)
    assert staff(tmp_path, "list").stdout == "li  analyst, support\nwang  owner\n"

    again = staff(tmp_path, "add", "wang", "--password", PASSWORD)
    assert (again.returncode, again.stdout) == (2, "")
    assert "wang" in again.stderr

    changed = staff(tmp_path, "password", "wang", "--password", PASSWORD[::-1])
    assert changed.stdout == "wang has a new password.\n"
    weak = staff(tmp_path, "password", "wang", "--password", "1234")
    assert weak.returncode == 2
    assert "too short" in weak.stderr
    unknown = staff(tmp_path, "password", "nobody", "--password", PASSWORD)
    assert "huitou staff list" in unknown.stderr
