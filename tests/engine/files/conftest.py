"""Files as strangers write them."""

from __future__ import annotations

import csv
import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from huitou.engine.files import OrdersFile, read_orders

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write text (UTF-8 unless stated) or bytes to a file and give its path."""

    def to_file(content: str | bytes, name: str = "file.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return to_file


@pytest.fixture
def orders_of(write: Write) -> Callable[..., OrdersFile]:
    """Read text or bytes as a file of orders."""

    def read(content: str | bytes, name: str = "file.csv", **rules: object) -> OrdersFile:
        return read_orders(write(content, name), **rules)  # type: ignore[arg-type]

    return read


@pytest.fixture(scope="session")
def shared_data() -> Path:
    beside = Path(__file__).parents[4] / "shared" / "data"
    folder = Path(os.environ.get("HUITOU_SHARED_DATA", beside))
    if not folder.is_dir():
        pytest.skip(f"real data is not at {folder}; set HUITOU_SHARED_DATA")
    return folder


@pytest.fixture(scope="session")
def online_retail(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Online Retail II as one file: year 1 up to 2010-12-01, year 2, and the returns of year 2,
    which have neither invoice nor stock code.
    """
    folder = shared_data / "online_retail_ii"
    path = tmp_path_factory.mktemp("online-retail") / "online_retail_ii.csv"
    names = ["Invoice", "StockCode", "Description", "Quantity", "InvoiceDate", "Price"]
    names += ["CustomerID", "Country"]
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, names, restval="", extrasaction="ignore")
        writer.writeheader()
        for name in ("year1_2009-12_2010-12", "year2_2010-12_2011-12", "year2_returns"):
            with gzip.open(folder / f"{name}.csv.gz", "rt", encoding="utf-8") as file:
                for row in csv.DictReader(file):
                    if not name.startswith("year1") or row["InvoiceDate"] < "2010-12-01":
                        writer.writerow(row)
    return path
