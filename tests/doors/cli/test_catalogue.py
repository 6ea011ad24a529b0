"""`huitou catalogue`, the real command against a real shop."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PRODUCTS = "product,sku,category,names:en,price\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def huitou(home: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "huitou", "catalogue", *map(str, arguments), "--home", str(home)],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def test_a_file_goes_in_and_out(home: Path, tmp_path: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-c", _MAKE_A_CATEGORY, str(home)], capture_output=True, text=True
    )
    assert made.returncode == 0, made.stderr
    file = tmp_path / "products.csv"
    file.write_text(PRODUCTS + "p1,s1,tea,Oolong,88\np2,s2,tea,Sencha,9.50\n")
    tried = huitou(home, "import", file, "--dry-run")
    assert tried.stdout.endswith("Dry run: nothing was written.\n")
    taken = huitou(home, "import", file)
    assert (taken.returncode, taken.stdout) == (
        0,
        "2 lines read. Products: 2 new, 0 changed. Variants: 2 new, 0 changed. Prices set: 2.\n",
    )
    out = tmp_path / "out.jsonl"
    written = huitou(home, "export", out)
    assert written.stdout == f"2 variants written to {out}.\n"
    assert '"price":"88.00"' in out.read_text()
    again = huitou(home, "import", out)
    assert "0 new, 0 changed" in again.stdout


def test_bad_lines_are_named_and_nothing_is_left_behind(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "products.csv"
    file.write_text(PRODUCTS + "p1,s1,shoes,Boot,88\n")
    refused = huitou(home, "import", file)
    assert refused.returncode == 2
    assert "line 2: category 'shoes' is not known" in refused.stderr
    out = tmp_path / "out.csv"
    assert huitou(home, "export", out).stdout == f"0 variants written to {out}.\n"


def test_the_name_of_a_file_says_its_format(home: Path, tmp_path: Path) -> None:
    refused = huitou(home, "export", tmp_path / "out.xlsx")
    assert (refused.returncode, "neither .csv nor .jsonl" in refused.stderr) == (2, True)
    absent = huitou(home, "import", tmp_path / "absent.csv")
    assert (absent.returncode, "No such file" in absent.stderr) == (2, True)


_MAKE_A_CATEGORY = """
import sys
from pathlib import Path
from huitou.foundation.startup import prepare, start_django
start_django(Path(sys.argv[1]))
prepare()
from huitou.commerce import catalogue
from huitou.foundation.actors import SYSTEM
from huitou.kernel import SystemClock
catalogue.create_category(names={"en": "Tea"}, actor=SYSTEM, clock=SystemClock())
"""
