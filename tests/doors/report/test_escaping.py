"""Words that strangers wrote: in HTML, in JSON inside a script, in plotly labels, in CSV."""

from __future__ import annotations

import csv
import dataclasses
import html
import io
import json
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huitou.doors.report.chart import label, script_json
from huitou.doors.report.tables import Column, Table, csv_line
from huitou.doors.report.text import Text
from huitou.engine.analytics import ShopReport

NASTY = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "\"quoted\" & 'single' <b>bold</b>",
    "<a href='javascript:alert(1)'>x</a>",
    "שלום مرحبا \u202eevil",
    "🫖 tea 👩‍👩‍👧",
    "{{ 7 }} {% now %} %{x} {en} $latex$",
    "x" * 5_000,
    "line\nbreak\ttab\u2028sep",
    '=HYPERLINK("http://evil")',
]


@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_name_is_only_a_name(
    name: str, toy: ShopReport, page_of: Callable[..., str]
) -> None:
    first, *others = toy.products.products
    product = dataclasses.replace(first, name=name, product_id=name)
    products = dataclasses.replace(toy.products, products=(product, *others))
    finding = dataclasses.replace(toy.findings[0], en=name, zh=name)
    nasty = dataclasses.replace(toy, products=products, findings=(finding,))
    page = page_of(nasty, title=name, source_note=name)
    plain = page_of(toy)
    assert page.count("<script") == plain.count("<script")
    assert page.count("</script") == plain.count("</script")
    assert page.count("<!--") == plain.count("<!--")
    assert "alert(1)</" not in page
    assert html.escape(name.strip()) in page
    tables = json.loads(island(page, "tables"))
    rows = list(csv.reader(io.StringIO(tables["products"]["body"], newline="")))
    assert rows[0][0] in (name, f"'{name}")
    assert rows[0][2:4] == ["60", "45"]
    charts = json.loads(island(page, "charts"))
    assert charts["products"]["layout"]["annotations"][0]["fitted"] == " ".join(name.split())


def island(page: str, identity: str) -> str:
    found = re.search(rf'id="{identity}">(.*?)</script>', page, re.DOTALL)
    assert found
    return found.group(1)


@given(st.text())
def test_json_in_a_script_can_not_end_it_and_reads_back(text: str) -> None:
    written = script_json({"text": text})
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {"text": text}


def test_json_refuses_what_is_not_a_number() -> None:
    with pytest.raises(ValueError, match="Out of range float"):
        script_json([float("nan")])
    with pytest.raises(TypeError, match="no place in a figure"):
        script_json({1, 2})


@given(st.text())
def test_a_label_has_no_markup_and_keeps_its_words(text: str) -> None:
    written = label(text)
    assert isinstance(written, str)
    assert not set("<>") & set(written)
    assert html.unescape(written) == html.unescape(" ".join(text.split()).replace("&", "&amp;"))


def test_a_long_label_is_cut() -> None:
    assert label("a long name & more", 10) == "a long na…"
    assert label(Text("tea & cake", "茶"), 20) == Text("tea &amp; cake", "茶")


@given(st.lists(st.text().filter(lambda t: "\0" not in t), min_size=1))
def test_a_csv_line_reads_back(fields: list[str]) -> None:
    assert list(csv.reader(io.StringIO(csv_line(fields), newline=""))) in ([fields], [])


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_in_a_csv_is_a_formula(start: str) -> None:
    column = Column(Text("Name", "名称"), "text")
    table = Table("x", Text("X", "X"), (column,), ((f"{start}1+1",),))
    assert list(csv.reader(io.StringIO(table.csv["body"], newline=""))) == [[f"'{start}1+1"]]


@given(st.text(), st.text())
def test_text_is_escaped_in_both_languages(english: str, chinese: str) -> None:
    written = Text(english, chinese).html
    rest = re.sub(r'</span>|<span lang="(en|zh-Hans)">', "", written)
    assert "<" not in rest
    assert '"' not in rest
