"""`huitou demo` runs the main job from end to end, and the log tells what the file tells."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

COMMAND = [sys.executable, "-m", "huitou"]


def figures(page: str) -> list[str]:
    return re.findall(r'class="value[^"]*">(.*?)</', page)


def test_demo_writes_a_page_that_says_it_is_generated(tmp_path: Path) -> None:
    ran = subprocess.run([*COMMAND, "demo", "d"], cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    page = tmp_path / "d" / "report.html"
    assert f"Open {page.as_uri()}" in ran.stdout
    html = page.read_text(encoding="utf-8")
    assert "No real shop or shopper is behind these numbers" in html
    again = subprocess.run([*COMMAND, "demo", "d"], cwd=tmp_path, capture_output=True, text=True)
    assert "0 new events in the log, 20,675 were known already" in again.stdout


def test_the_file_and_the_log_give_the_same_report(tmp_path: Path) -> None:
    subprocess.run([*COMMAND, "demo", "d"], cwd=tmp_path, capture_output=True, check=True)
    from_file = [*COMMAND, "report", "d/generated-shop-year.csv", "-o", "file.html"]
    from_file += ["--timezone", "Asia/Shanghai"]
    subprocess.run(from_file, cwd=tmp_path, capture_output=True, check=True)
    of_log = figures((tmp_path / "d" / "report.html").read_text(encoding="utf-8"))
    assert len(of_log) >= 5
    assert figures((tmp_path / "file.html").read_text(encoding="utf-8")) == of_log
