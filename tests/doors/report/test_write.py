"""A page is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from huitou.doors.report import checked_output, write_page
from huitou.kernel import InvalidInput, StorageRefused


def test_an_old_page_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = checked_output(tmp_path / "report.html")
    target.write_text("old")
    write_page(target, "<p>新</p>")
    assert target.read_text(encoding="utf-8") == "<p>新</p>"
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_places_where_no_file_can_be_are_refused_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="is a folder"):
        checked_output(tmp_path)
    with pytest.raises(InvalidInput, match="There is no folder"):
        checked_output(tmp_path / "a" / "b.html")
    (tmp_path / "file").write_text("")
    with pytest.raises(InvalidInput, match="There is no folder"):
        checked_output(tmp_path / "file" / "b.html")


def test_a_full_device_keeps_the_old_page(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.write_text("old")
    tmp_path.joinpath("x" * 300)
    with pytest.raises(StorageRefused, match="could not be written"):
        write_page(tmp_path / ("x" * 300), "new")
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]
