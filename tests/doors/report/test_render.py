"""The page as a file: exact values, both languages, nothing to fetch."""

from __future__ import annotations

import dataclasses
import html
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pyarrow as pa
import pytest

from huitou.doors.report import Text
from huitou.doors.report.rendering import render_empty, render_refusal
from huitou.engine.analytics import (
    CohortGrid,
    Lifecycle,
    OrderGaps,
    RepeatCurve,
    ReturnProducts,
    Rfm,
    ShopReport,
    shop_report,
)
from huitou.engine.events import ORDER_LINES_SCHEMA
from huitou.kernel import InvalidInput

PageOf = Callable[..., str]
VOID = {"meta", "link", "input", "br", "hr", "img"}


def own(page: str) -> str:
    """The page without the script that plotly brings."""
    start = page.index("<script>/**\n* plotly.js")
    return page[:start] + page[page.index("</script>", start) + len("</script>") :]


def words(page: str) -> str:
    """What a reader of the plain HTML sees, both languages."""
    text = re.sub(r"<(style|script)\b.*?</\1>", " ", own(page), flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)))


class Strict(HTMLParser):
    """Collects ids and what refers to them, and complains of tags that do not nest."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.refers: set[str] = set()
        self.headings: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if identity := given.get("id"):
            self.ids.append(identity)
        self.refers |= set((given.get("aria-labelledby") or "").split())
        if (href := given.get("href") or "").startswith("#"):
            self.refers.add(href[1:])
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        return

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_key_figures_are_exact(toy: ShopReport, page_of: PageOf) -> None:
    text = words(page_of(toy))
    assert "Customers 顾客数 253 5 orders each on average 平均每人 5 单" in text
    assert "Orders 订单数 1,402 1,265 with a known customer, 137 without" in text
    assert "Net revenue 净收入 ¥975,309 ¥987,654 sold, ¥12,345 refunded" in text
    assert "Came back 回头客占比 34.8% 88 people bought on two days or more" in text
    assert "Between orders 下单间隔 6 days 6 天 the median; nine in ten within 21 days" in text


def test_range_as_of_source_and_version(toy: ShopReport, page_of: PageOf) -> None:
    text = words(page_of(toy))
    assert "Orders from 1 Jan 2024 to 15 Mar 2024" in text
    assert "订单时间：2024年1月1日 至 2024年3月15日" in text
    assert "Data as of 15 Mar 2024, 12:30 (Asia/Shanghai)" in text
    assert "Source: \u2068orders.csv\u2069" in text
    assert "Made by huitou 9.8.7" in text
    assert "Apache-2.0" in text


def test_every_section_leads_with_its_numbers(toy: ShopReport, page_of: PageOf) -> None:
    text = words(page_of(toy))
    assert "first ordered in some month, 34.0% ordered again in the month after" in text
    assert "In Feb 2024, the last full month: 50 new, 61 returning, 7 back after a pause." in text
    assert "最近一个完整周（2024年3月4日 起）：新客 50 人" in text
    assert "34.5% of customers place a second order within 60 days" in text
    assert "41.2% will within 120 days" in text
    assert "Extrapolation: beta-geometric 0.62 + power law 0.38." in text
    assert "it missed by 1.2 share points on average" in text
    assert "Champions bring the most: 15.8% of customers and 64.3% of their net revenue." in text
    assert "贡献最大的是「核心顾客」：占顾客 15.8%，占其净收入 64.3%。" in text
    assert "within 6 days of the one before, three quarters within 11.5 days" in text
    assert "45 of its 60 first-time buyers came back (75.0%; all first orders: 34.8%)" in text


def test_tables_hold_every_number_without_script(toy: ShopReport, page_of: PageOf) -> None:
    text = words(page_of(toy))
    assert "2024-01-01 200 200 68 –" in text  # people
    assert "2024-01-01 200 ¥10,000.00 ¥2,345.67 –" in text
    assert "2024-03-01 3 −¥12.50" in text
    assert "2024-02-01 61 50 7 132 yes 是" in text
    assert "2024-03-01 20 3 1 98 not yet 尚未" in text
    assert "60 34.5% 32.0% 37.0% 120" in text
    assert "120 41.2% 36.0% 47.0%" in text
    assert "15.8% ¥600,000.00 64.3% 3 9" in text
    assert "5 20 21 22 23 24" in text  # the RFM grid
    assert "8 15 95 22.3%" in text
    assert "Jasmine tea T-12 60 45 75.0% 62.8% 84.2%" in text
    assert "S-3 S-3 31 12 38.7% 23.7% 56.2%" in text
    assert "JPY 12 ¥345,678 ¥5,000 ¥340,678" in text
    assert "CNY 137 – – ¥42,000.50" in text


def test_the_heat_grid_has_all_three_measures_and_marks_open_cells(
    toy: ShopReport, page_of: PageOf
) -> None:
    page = page_of(toy)
    known = '<td data-p="7" data-r="7" data-x="¥2,345.67"><i>34%</i><i>68</i><i>¥2.3k</i></td>'
    assert page.count(known) == 2  # month and week
    assert page.count('<td class="open">') == 4
    assert "All cohorts 全部批次 253 100% 34%" in words(page)


def test_every_definition_is_on_the_page_in_both_languages(
    toy: ShopReport, page_of: PageOf
) -> None:
    text = words(page_of(toy))
    for what in ("the overview", "cohorts by month", "cohorts by week", "lifecycle by month",
                 "lifecycle by week", "the repeat curve", "RFM", "gaps", "products"):  # fmt: skip
        assert f"How {what} is counted." in text
        assert f"{what} 的口径。" in text


def test_findings_link_to_their_chart(toy: ShopReport, page_of: PageOf) -> None:
    page = page_of(toy)
    assert '<a class="finding bad" href="#cohorts">' in page
    assert '<a class="finding good" href="#rfm">' in page
    assert "February fell to <b>12.5%</b>." in page
    assert "Needs attention 需要留意 : February fell to" in words(page)


def test_the_page_is_whole_html_and_names_no_address(toy: ShopReport, page_of: PageOf) -> None:
    page = page_of(toy, generated=True)
    mine = own(page)
    assert not re.search(r"""(?:src|href|url|@import)\s*[=(]\s*["']?(?:https?:)?//""", mine)
    assert not re.findall(r"https?://", mine)
    parser = Strict()
    parser.feed(mine)
    assert parser.open == []
    assert len(parser.ids) == len(set(parser.ids))
    assert parser.refers <= set(parser.ids)
    assert parser.headings[0] == 1
    assert set(parser.headings[1:]) == {2}


def test_the_charts_data_is_strict_json(toy: ShopReport, page_of: PageOf) -> None:
    page = page_of(toy)

    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    raw = re.search(r'id="charts">(.*?)</script>', page, re.DOTALL)
    assert raw
    charts = json.loads(raw.group(1), parse_constant=refuse)
    assert set(charts) == {"lifecycle-month", "lifecycle-week", "repeat", "rfm", "gaps", "products"}
    assert charts["lifecycle-month"]["data"][3]["y"] == [0, -132, -98]
    assert charts["lifecycle-month"]["data"][0]["name"] == {"en": "Returning", "zh": "留存"}


def test_language_title_and_banner(toy: ShopReport, page_of: PageOf) -> None:
    english, chinese = page_of(toy, title="  "), page_of(toy, language="zh", generated=True)
    assert '<html lang="en">' in english
    assert ">Who comes back</title>" in english
    assert "generated sample data" not in words(english)
    assert '<html lang="zh-Hans">' in chinese
    assert ">谁回来了</title>" in chinese
    assert "This is generated sample data." in words(chinese)
    assert "这是程序生成的示例数据" in words(chinese)
    assert ">茶铺 2024</title>" in page_of(toy, title="茶铺 2024")


def test_a_source_note_may_be_in_both_languages(toy: ShopReport, page_of: PageOf) -> None:
    text = words(page_of(toy, source_note=Text("twelve rows", "十二行")))
    assert "Source: \u2068twelve rows\u2069" in text
    assert "来源：\u2068十二行\u2069" in text
    assert "Source:" not in words(page_of(toy, source_note=" "))


def test_an_unknown_language_is_refused(toy: ShopReport, page_of: PageOf) -> None:
    with pytest.raises(InvalidInput, match="not written in 'fr'"):
        page_of(toy, language="fr")


def test_a_shop_with_nothing_to_draw_says_so(toy: ShopReport, page_of: PageOf) -> None:
    said = toy.overview.definition
    bare = dataclasses.replace(
        toy,
        overview=dataclasses.replace(
            toy.overview, customers=0, repeat_customers=0, orders=2, orders_without_customer=2,
            other_currencies=(),
        ),
        cohorts_by_month=CohortGrid("month", (), (), said),
        cohorts_by_week=CohortGrid("week", (), (), said),
        lifecycle_by_month=Lifecycle("month", (), said),
        lifecycle_by_week=Lifecycle("week", (), said),
        repeat=RepeatCurve((), (), "", None, said),
        rfm=Rfm((), tuple((0,) * 5 for _ in range(5)), said),
        gaps=OrderGaps((), 0, None, None, None, said),
        products=ReturnProducts((), 0.0, said),
        findings=(),
    )  # fmt: skip
    page = page_of(bare)
    text = words(page)
    for sentence in (
        "no one has ordered twice yet", "Nothing stands out yet.", "No full period yet.",
        "There is no second order to learn from yet.", "No customers to group yet.",
        "No customer has ordered on two days yet.", "The data names no products in first orders.",
    ):  # fmt: skip
        assert sentence in text
    assert 'data-chart="' not in page
    assert '<script type="application/json" id="charts">{}</script>' in page
    assert "Came back 回头客占比 –" in text


def test_a_large_page_stays_small_beside_the_script(
    order_lines_table: Any, page_of: PageOf
) -> None:
    report = shop_report(order_lines_table, timezone="Asia/Shanghai")
    weekly = _padded(report.cohorts_by_week, 100)
    monthly = _padded(report.cohorts_by_month, 24)
    page = page_of(dataclasses.replace(report, cohorts_by_week=weekly, cohorts_by_month=monthly))
    assert len(own(page).encode()) < 400_000


def _padded(grid: CohortGrid, count: int) -> CohortGrid:
    """`count` cohorts of plausible width, each older one a period longer."""
    row = grid.rows[0]
    rows = tuple(
        dataclasses.replace(
            row,
            size=4_321,
            active=(4_321, *(1_234,) * (count - number - 2), None)[: count - number],
            revenue=(98_765_432, *(12_345_678,) * (count - number - 2), None)[: count - number],
        )
        for number in range(count)
    )
    return dataclasses.replace(grid, rows=rows, mean=(1.0, *(0.2856,) * (count - 1)))


def test_the_empty_page_says_how_to_begin() -> None:
    page = render_empty(language="zh", version="9", address="http://127.0.0.1:8000", home="/d a/x")
    text = html.unescape(page)
    assert '<html lang="zh-Hans">' in page
    assert "还没有订单" in text
    assert "huitou import orders.csv --home '/d a/x'" in text
    assert "curl http://127.0.0.1:8000/v1/track -u YOUR_WRITE_KEY:" in text


def test_the_refusal_page_says_what_to_do() -> None:
    error = InvalidInput("'<b>' is not a timezone.", remedy="Use an IANA name.")
    page = render_refusal(error)
    assert "&#x27;&lt;b&gt;&#x27; is not a timezone." in page
    assert "Use an IANA name." in page


def _line(person: str | None, order: str, day: int, kind: str = "sale", **more: Any) -> Any:
    moment = datetime(2024, 1, 1, 9, 0, tzinfo=UTC) + timedelta(days=day)
    line = {
        "person": person, "order_id": order, "ordered_at": moment, "kind": kind,
        "product_id": None, "product_name": None, "quantity": 1.0, "amount": 1_000,
        "currency": "KWD",
    }  # fmt: skip
    return line | more


@pytest.mark.parametrize(
    "lines",
    [
        [_line("a", "1", 0)],
        [_line("a", "1", 0), _line("a", "2", 0)],
        [_line("a", "1", 0), _line("a", "2", 400)],
        [_line(None, "1", 0), _line(None, "2", 1)],
        [_line("a", "1", 0), _line("a", "1", 2, "refund")],
        [_line("a", "1", 0, "refund")],
        [_line("a", "1", 0), _line("b", "2", 0, currency="JPY", amount=7)],
        [_line("a", "1", 0, amount=0)],
    ],
)
def test_the_smallest_shops_have_a_page(lines: list[Any], page_of: PageOf) -> None:
    table = pa.Table.from_pylist(lines, schema=ORDER_LINES_SCHEMA)
    page = page_of(shop_report(table))
    parser = Strict()
    parser.feed(own(page))
    assert parser.open == []
    assert "nan" not in words(page).lower().split()
