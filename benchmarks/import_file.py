"""About a million order lines in one CSV: `huitou import` into a new log, the same import again,
and `huitou report` of the file. The bars: import under 10 s, report under 5 s, each under 1 GB.

The file is Online Retail II where its data is present (HUITOU_SHARED_DATA, or shared/data beside
the repository), else a generated one of the same size and shape.

    python benchmarks/import_file.py
"""

from __future__ import annotations

import csv
import gzip
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

LINES = 1_044_844
_NAMES = "Invoice StockCode Description Quantity InvoiceDate Price CustomerID Country"
NAMES = _NAMES.split()
_BESIDE = Path(__file__).parents[2] / "shared" / "data"
RETAIL = Path(os.environ.get("HUITOU_SHARED_DATA", _BESIDE)) / "online_retail_ii"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file, home = Path(folder) / "orders.csv", Path(folder) / "home"
        if RETAIL.is_dir():
            join_online_retail(file)
        else:
            generate(file)
        size = file.stat().st_size / 1e6
        what = "Online Retail II" if RETAIL.is_dir() else "generated"
        print(f"{what}, {size:.0f} MB, {os.cpu_count()} cores, {sys.version.split()[0]}")
        measure("import, new log", 10, "import", file, "--home", home, "--currency", "GBP")
        measure("import, again", 10, "import", file, "--home", home, "--currency", "GBP")
        measure("report", 5, "report", file, "-o", Path(folder) / "r.html", "--currency", "GBP")


def measure(what: str, bar: float, *arguments: str | Path) -> None:
    """Run the real command; print its seconds and its peak of resident memory."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "huitou", *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    kept = "ok" if seconds < bar and used.ru_maxrss < 1e6 and status == 0 else "MISSED"
    print(
        f"{what:16} {seconds:6.2f} s (bar {bar} s)  {used.ru_utime + used.ru_stime:6.2f} s of CPU"
        f"  {used.ru_maxrss / 1e3:5.0f} MB peak (bar 1000)  exit {process.returncode}  {kept}"
    )


def join_online_retail(file: Path) -> None:
    """Year 1 up to 2010-12-01, year 2 and its returns, with descriptions, as one table."""
    with gzip.open(RETAIL / "stock_descriptions.csv.gz", "rt", encoding="utf-8") as names:
        described = {row["StockCode"]: row["Description"] for row in csv.DictReader(names)}
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, NAMES, restval="")
        writer.writeheader()
        for year in ("year1_2009-12_2010-12", "year2_2010-12_2011-12", "year2_returns"):
            with gzip.open(RETAIL / f"{year}.csv.gz", "rt", encoding="utf-8") as rows:
                for row in csv.DictReader(rows):
                    if not year.startswith("year1") or row["InvoiceDate"] < "2010-12-01":
                        row.setdefault("Description", described.get(row.get("StockCode", ""), ""))
                        writer.writerow(row)


def generate(file: Path) -> None:
    """Orders of 23 lines on average, by 5,900 customers over two years; no real shop's."""
    chance = random.Random(7)
    products = [(f"P{i:05}", f"Generated product number {i}", i % 900 + 50) for i in range(4_000)]
    moment, written = datetime(2024, 1, 1), 0  # noqa: DTZ001  a file names no zone
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(NAMES)
        for order in range(100_000, 10**9):
            moment += timedelta(minutes=chance.randrange(46))
            customer = chance.randrange(10_000, 15_900)
            for code, name, pence in chance.sample(products, chance.randrange(1, 46)):
                quantity = chance.randrange(1, 13)
                price = f"{pence / 100:.2f}"
                when = f"{moment:%Y-%m-%d %H:%M}"
                writer.writerow([order, code, name, quantity, when, price, customer, "Nowhere"])
                written += 1
                if written == LINES:
                    return


if __name__ == "__main__":
    main()
