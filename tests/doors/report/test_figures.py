"""The charts as plain data, before plotly sees them."""

from __future__ import annotations

import dataclasses

from huitou.doors.report.chart import Token
from huitou.doors.report.figures.gaps import gaps_chart
from huitou.doors.report.figures.lifecycle import lifecycle_chart
from huitou.doors.report.figures.products import products_chart
from huitou.doors.report.figures.repeat import repeat_chart
from huitou.doors.report.figures.rfm import rfm_chart
from huitou.engine.analytics import OrderGaps, ShopReport


def test_dormant_people_stand_below_the_line_and_the_open_period_is_striped(
    toy: ShopReport,
) -> None:
    chart = lifecycle_chart(toy.lifecycle_by_month)
    by_colour = {trace["marker"]["color"]: trace for trace in chart.spec["data"]}
    assert by_colour[Token("new")]["y"] == [200, 50, 3]
    assert by_colour[Token("returning")]["y"] == [0, 61, 20]
    assert by_colour[Token("resurrected")]["y"] == [0, 7, 1]
    assert by_colour[Token("dormant")]["y"] == [0, -132, -98]
    assert by_colour[Token("dormant")]["customdata"] == ["0", "132", "98"]
    assert by_colour[Token("new")]["marker"]["pattern"]["shape"] == ["", "", "/"]
    assert [item.style for item in chart.legend] == ["fill"] * 4 + ["stripe"]


def test_the_dashed_line_begins_where_the_data_ends(toy: ShopReport) -> None:
    chart = repeat_chart(toy.repeat)
    lines = [trace for trace in chart.spec["data"] if trace["line"]["width"]]
    assert [(line["x"], line["line"]["dash"]) for line in lines] == [
        ([7, 60], "solid"),
        ([60, 120], "dash"),
    ]
    assert lines[1]["y"] == [0.345, 0.412]
    assert lines[1]["customdata"] == ["34.5% (32.0% – 37.0%)", "41.2% (36.0% – 47.0%)"]
    bands = [trace["y"] for trace in chart.spec["data"] if not trace["line"]["width"]]
    assert bands == [[0.09, 0.32], [0.112, 0.37], [0.32, 0.36], [0.37, 0.47]]
    assert chart.spec["layout"]["shapes"][0]["x0"] == 60
    thin = dataclasses.replace(toy.repeat, extrapolated=())
    assert len(repeat_chart(thin).spec["data"]) == 3
    assert "shapes" not in repeat_chart(thin).spec["layout"]


def test_segments_are_drawn_as_shares(toy: ShopReport) -> None:
    revenue, customers = rfm_chart(toy.rfm).spec["data"]
    assert revenue["text"] == ["64.3%", "35.7%"]
    assert customers["x"] == [40 / 253, 213 / 253]


def test_the_last_gap_bin_is_drawn_no_wider_than_the_others(toy: ShopReport) -> None:
    chart = gaps_chart(toy.gaps)
    bars = chart.spec["data"][0]
    assert bars["x"] == [4.5, 11.5, 18.5]
    assert len(set(bars["width"])) == 1
    assert bars["marker"]["color"] == [Token("returning"), Token("returning"), Token("dormant")]
    assert [text.en for text in bars["text"]] == [
        "1 to 7 days",
        "8 to 14 days",
        "15 days and longer",
    ]
    flags = chart.spec["layout"]["annotations"]
    assert [flag["text"].en for flag in flags] == [
        "median: 6 days", "75% within 11.5 days", "90% within 21 days",
    ]  # fmt: skip
    assert [line["x0"] for line in chart.spec["layout"]["shapes"]] == [6.0, 11.5, 21.0]
    assert chart.legend[1].label.zh == "15 天及以上"


def test_single_days_and_no_gaps(toy: ShopReport) -> None:
    one_day = dataclasses.replace(toy.gaps.bins[0], from_day=3, to_day=4)
    chart = gaps_chart(dataclasses.replace(toy.gaps, bins=(one_day,)))
    assert chart.spec["data"][0]["text"][0].en == "3 days"
    none = OrderGaps((), 0, None, None, None, toy.gaps.definition)
    assert gaps_chart(none).spec["layout"]["annotations"] == []


def test_products_carry_their_interval(toy: ShopReport) -> None:
    chart = products_chart(toy.products)
    bar = chart.spec["data"][0]
    assert bar["x"] == [0.75, 0.387]
    assert [round(v, 3) for v in bar["error_x"]["array"]] == [0.092, 0.175]
    assert [round(v, 3) for v in bar["error_x"]["arrayminus"]] == [0.122, 0.15]
    names = [a["fitted"] for a in chart.spec["layout"]["annotations"] if "fitted" in a]
    assert names == ["Jasmine tea", "S-3"]
    assert chart.spec["layout"]["shapes"][0]["x0"] == 0.348
    assert chart.legend[2].label.zh == "全部首单：34.8%"
