"""Tables: what the page shows, and what the CSV file holds."""

from __future__ import annotations

import dataclasses
from datetime import date

from huitou.doors.report.figures import cohorts, products, repeat, rfm
from huitou.doors.report.rest import rest_table
from huitou.doors.report.tables import Column, Table
from huitou.doors.report.text import Text
from huitou.engine.analytics import CohortGrid, ShopReport
from huitou.kernel import Currency, Money

CNY = Currency.of("CNY")


def column(kind: str) -> Column:
    return Column(Text(kind, f"{kind}列"), kind)


def test_the_same_value_is_shown_to_people_and_written_for_spreadsheets() -> None:
    kinds = ("text", "date", "count", "number", "percent", "money")
    row = ("tea", date(2024, 3, 1), -1234, 2.25, 0.12345678, Money(-123_456, CNY))
    table = Table("all", Text("All", "全部"), tuple(map(column, kinds)), (row, (None,) * 6))
    assert [cell.html for cell in table.cells[0]] == [
        "tea", "2024-03-01", "−1,234", "2.2", "12.3%", "−¥1,234.56",
    ]  # fmt: skip
    assert [cell.numeric for cell in table.cells[0]] == [False, False, True, True, True, True]
    assert {cell.html for cell in table.cells[1]} == {"–"}
    assert table.csv == {
        "name": "huitou-all.csv",
        "head": {
            "en": "text,date,count,number,percent,money\r\n",
            "zh": "text列,date列,count列,number列,percent列,money列\r\n",
        },
        "body": "tea,2024-03-01,-1234,2.25,0.123457,-1234.56\r\n,,,,,\r\n",
    }


def test_cohorts_are_trimmed_on_the_page_and_whole_in_the_file(toy: ShopReport) -> None:
    row = toy.cohorts_by_month.rows[0]
    rows = tuple(
        dataclasses.replace(
            row, size=number, active=(1,) * (30 - number), revenue=(100,) * (30 - number)
        )
        for number in range(30)
    )
    grid = CohortGrid("month", rows, (1.0,) * 30, toy.overview.definition)
    people, revenue = cohorts.people_table(grid), cohorts.revenue_table(grid, CNY)
    assert [row[1] for row in people.rows] == list(range(6, 30))
    assert [len(row) for row in people.rows[:2]] == [26, 25]
    assert people.csv["body"].count("\r\n") == 30
    assert people.csv["head"]["en"].startswith("First order in,People,0,1,2,")
    assert revenue.csv["body"].splitlines()[29] == "2024-01-01,29,1.00" + "," * 29
    heat = cohorts.cohort_heat(grid, CNY)
    assert (len(heat.rows), heat.width) == (24, 24)
    assert heat.trimmed is not None
    assert heat.trimmed.en.startswith("The latest 24 of 30 cohorts and the first 24 periods")
    assert heat.total == str(sum(range(30)))


def test_heat_levels_follow_the_greatest_share_of_cohorts_that_are_large_enough(
    toy: ShopReport,
) -> None:
    row = toy.cohorts_by_month.rows[0]
    rows = (
        dataclasses.replace(row, size=100, active=(100, 40, 20, 0), revenue=(9, 8, 4, -5)),
        dataclasses.replace(row, size=5, active=(5, 5), revenue=(1, 1)),
    )
    grid = CohortGrid("month", rows, (1.0, 0.43, 0.2, 0.0), toy.overview.definition)
    heat = cohorts.cohort_heat(grid, CNY)
    assert heat.top_share == "43%"
    assert [cell.share_level for cell in heat.rows[0].cells] == [-1, 7, 4, 0]
    assert [cell.revenue_level for cell in heat.rows[0].cells] == [-1, 7, 4, 0]
    assert [cell.share_level for cell in heat.rows[1].cells] == [-1, 7]
    assert heat.mean == (("100%", -1), ("43%", 7), ("20%", 4), ("0%", 0))


def test_segments_come_by_revenue_and_shares_need_a_whole(toy: ShopReport) -> None:
    table = rfm.rfm_table(toy.rfm, CNY)
    assert [row[0].en for row in table.rows] == ["Champions", "Lost"]
    assert table.csv["body"].splitlines()[0] == (
        'Champions,"bought just now, and buy often",40,0.158103,600000.00,0.642874,3.0,9.0'
    )
    lossy = tuple(dataclasses.replace(s, revenue=-1) for s in toy.rfm.segments)
    worthless = rfm.rfm_table(dataclasses.replace(toy.rfm, segments=lossy), CNY)
    assert [row[5] for row in worthless.rows] == [None, None]
    assert rfm.summary(dataclasses.replace(toy.rfm, segments=lossy)).en == (
        "No customers to group yet."
    )


def test_the_grid_is_turned_so_that_recent_customers_are_on_top(toy: ShopReport) -> None:
    top = rfm.rfm_grid(toy.rfm)[0]
    assert top.score == 5
    assert [cell.customers for cell in top.cells] == ["20", "21", "22", "23", "24"]
    assert [cell.level for cell in top.cells] == [6, 7, 7, 7, 7]
    assert rfm.grid_table(toy.rfm).rows[0] == (5, 20, 21, 22, 23, 24)


def test_seen_and_extrapolated_points_are_two_tables(toy: ShopReport) -> None:
    seen, far = repeat.repeat_tables(toy.repeat)
    assert seen.rows == ((7, 0.101, 0.09, 0.112, 240), (60, 0.345, 0.32, 0.37, 120))
    assert far.rows == ((120, 0.412, 0.36, 0.47),)
    thin = dataclasses.replace(toy.repeat, extrapolated=(), model="", backtest_error=None)
    assert len(repeat.repeat_tables(thin)) == 1
    assert repeat.model_note(thin).en.startswith("The data is too thin")
    assert repeat.summary(thin).en == (
        "34.5% of customers place a second order within 60 days of the first."
    )
    untested = dataclasses.replace(toy.repeat, backtest_error=None)
    assert "too short to test it" in repeat.model_note(untested).en


def test_more_products_than_are_drawn_stay_in_the_table(toy: ShopReport) -> None:
    many = dataclasses.replace(toy.products, products=toy.products.products[:1] * 20)
    assert len(products.products_table(many).rows) == 20
    note = products.drawn_note(many)
    assert note is not None
    assert note.en == "The first 10 are drawn; the table holds all 20."
    assert products.drawn_note(toy.products) is None
    assert len(products.products_chart(many).spec["data"][0]["y"]) == 10


def test_currencies_are_never_added(toy: ShopReport) -> None:
    body = rest_table(toy.overview).csv["body"].splitlines()
    assert body == [
        '"CNY, all orders",CNY,1402,987654.32,12345.00,975309.32',
        "of which without a customer,CNY,137,,,42000.50",
        '"JPY, not in the charts",JPY,12,345678,5000,340678',
    ]
