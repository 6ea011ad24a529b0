"""`huitou report`, run as a person runs it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

CSV = """order_id,customer,date,product,quantity,price,currency
1001,ann,2024-01-03 10:00,Tea,1,12.50,GBP
1001,ann,2024-01-03 10:00,Cup,2,4.00,GBP
1002,bob,2024-01-05 11:00,Tea,1,12.50,GBP
1003,ann,2024-02-09 12:00,Tea,1,12.50,GBP
1004,cy,2024-02-10 12:00,Tea,one,12.50,GBP
1005,,2024-02-11 12:00,Cup,1,4.00,GBP
"""


def run(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "huitou", "report", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env={key: value for key, value in os.environ.items() if key != "HUITOU_HOME"},
    )


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    path.write_text(CSV)
    return path


def reader(page: str) -> str:
    text = re.sub(r"<(style|script)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_a_file_becomes_a_page_and_three_lines(orders: Path, tmp_path: Path) -> None:
    done = run(orders, "-o", tmp_path / "out.html", "--timezone", "Europe/London", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "Customers  2",
        "Orders     4",
        "Came back  50.0%",
        (tmp_path / "out.html").as_uri(),
    ]
    assert "Meaning" in done.stderr
    assert "1 rows were refused:" in done.stderr
    text = reader((tmp_path / "out.html").read_text(encoding="utf-8"))
    assert "£50" in text  # 20.50 + 12.50 + 12.50 + 4.00, in whole pounds
    assert "£49.50" in text
    assert "orders.csv, 6 rows, 1 of them not taken" in text
    assert "Orders from 3 Jan 2024 to 11 Feb 2024" in text
    assert sorted(path.name for path in tmp_path.iterdir()) == ["orders.csv", "out.html"]


def test_language_title_label_and_mapping(orders: Path, tmp_path: Path) -> None:
    done = run(
        orders, "--language", "zh", "--title", "我的<店>", "--generated", "--map", "person=-",
        cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert '<html lang="zh-Hans">' in page
    assert "<title" in page
    assert "我的&lt;店&gt;</title>" in page
    assert "这是程序生成的示例数据" in page
    assert done.stdout.startswith("Customers  0\n")


def test_a_file_of_events_is_read_with_people_resolved(tmp_path: Path) -> None:
    def said(kind: str, number: int, **more: object) -> str:
        moment = f"2024-01-0{number}T10:00:00Z"
        return json.dumps({"type": kind, "messageId": f"m{number}", "timestamp": moment} | more)

    def order(number: int, **who: str) -> str:
        products = [{"product_id": "T", "price": 10, "quantity": 1}]
        properties = {"order_id": str(number), "currency": "EUR", "products": products}
        return said("track", number, event="Order Completed", properties=properties, **who)

    lines = [
        order(1, anonymousId="anon"),
        said("identify", 2, anonymousId="anon", userId="ann", traits={}),
        order(3, userId="ann"),
    ]
    (tmp_path / "events.jsonl").write_text("\n".join(lines) + "\n")
    done = run("events.jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[:3] == ["Customers  1", "Orders     2", "Came back  100.0%"]


def test_the_log_gives_the_same_numbers_as_the_file(orders: Path, tmp_path: Path) -> None:
    imported = subprocess.run(
        [sys.executable, "-m", "huitou", "import", orders, "--home", tmp_path / "home", "--yes"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert imported.returncode == 0, imported.stderr
    done = run("--home", tmp_path / "home", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[:3] == ["Customers  2", "Orders     4", "Came back  50.0%"]
    assert "event log, table version" in reader((tmp_path / "report.html").read_text())


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["missing.csv"], "There is no file missing.csv."),
        (["."], ". is a folder."),
        (["orders.csv", "-o", "."], ". is a folder."),
        (["orders.csv", "-o", "no/where.html"], "There is no folder"),
        (["orders.csv", "--timezone", "Mars"], "'Mars' is not a timezone."),
        (["orders.csv", "--currency", "XYZ"], "'XYZ' is not an ISO 4217 currency code."),
        (["orders.csv", "--currency", "JPY"], "No order line is in JPY."),
        (["orders.csv", "--map", "date=nothing"], "no role"),
        (["bad.csv"], "could be taken as an order"),
        ([], "There is no event log in huitou-data."),
    ],
)
def test_what_can_go_wrong_is_a_sentence(
    orders: Path, tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    (tmp_path / "bad.csv").write_text("order_id,customer,date,amount\n1,a,1970-05-01,12.50\n")
    before = sorted(tmp_path.iterdir())
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_a_sentence(orders: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    done = run(orders, "-o", locked / "report.html", cwd=tmp_path)
    assert done.returncode == 2
    assert "could not be written" in done.stderr
    assert list(locked.iterdir()) == []
