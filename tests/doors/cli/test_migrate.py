from __future__ import annotations

from pathlib import Path

from shop_folder import huitou


def test_the_tables_are_made_once(tmp_path: Path) -> None:
    before = huitou(tmp_path, "migrate", "--check")
    assert (before.returncode, "facts.0001_initial" in before.stdout) == (1, True)

    done = huitou(tmp_path, "migrate")
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("migrations applied; the tables are up to date.\n")

    after = huitou(tmp_path, "migrate", "--check")
    assert (after.returncode, after.stdout) == (0, "")
