import subprocess
import sys
from pathlib import Path


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "huitou", "sample", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_writes_orders_and_says_that_they_are_generated(tmp_path: Path) -> None:
    output = tmp_path / "orders.csv"
    done = run("-o", str(output), "--customers", "20", "--days", "30", "--seed", "3")
    assert done.returncode == 0, done.stderr
    count = len(output.read_text(encoding="utf-8").splitlines()) - 1
    assert done.stdout.startswith(f"Wrote {count} order lines to {output}: generated data, ")
    assert done.stdout.endswith(" orders from 2025-01-01 to 2025-01-30.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["orders.csv"]


def test_it_writes_events_in_chinese(tmp_path: Path) -> None:
    output = tmp_path / "events.jsonl"
    done = run("-o", str(output), "--customers", "5", "--kind", "events", "--language", "zh")
    assert done.returncode == 0, done.stderr
    lines = output.read_text(encoding="utf-8").splitlines()
    assert done.stdout.startswith(f"Wrote {len(lines):,} events to ")
    assert "生成的示例店铺" in lines[0]


def test_a_missing_folder_is_refused_in_words(tmp_path: Path) -> None:
    output = tmp_path / "nowhere" / "orders.csv"
    done = run("-o", str(output))
    assert done.returncode == 2
    assert f"there is no folder {output.parent}" in done.stderr
    assert "Traceback" not in done.stderr
    assert not output.parent.exists()


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    done = run("-o", str(tmp_path))
    assert done.returncode == 2
    assert "it is a folder" in done.stderr


def test_a_number_out_of_range_is_refused_and_leaves_no_file(tmp_path: Path) -> None:
    done = run("-o", str(tmp_path / "orders.csv"), "--customers", "0")
    assert done.returncode == 2
    assert "customers is 0" in done.stderr
    assert list(tmp_path.iterdir()) == []
