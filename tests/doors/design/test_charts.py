"""Charts: where things stand in them, and what they say."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huitou.doors.design import (
    Flow,
    FunnelBars,
    FunnelStep,
    HeatCell,
    Heatmap,
    HeatRow,
    Mark,
    Node,
    Series,
    bars,
    heat_level,
    histogram,
    lines,
    number,
    percent,
    sankey,
    sparkline,
)
from huitou.doors.design.charts.scale import Scale, scale_of

SVG = "{http://www.w3.org/2000/svg}"


def drawn(svg: str) -> ElementTree.Element:
    """The chart, read as XML: what is not well formed fails here."""
    return ElementTree.fromstring(svg)


def of_class(svg: str, name: str) -> list[dict[str, str]]:
    return [one.attrib for one in drawn(svg).iter() if name in one.get("class", "").split()]


def titles(svg: str) -> list[str]:
    return [one.text or "" for one in drawn(svg).iter(f"{SVG}title")]


@pytest.mark.parametrize(
    ("values", "scale"),
    [
        ([], Scale(0, 1, 0.5)),
        ([0, None], Scale(0, 1, 0.5)),
        ([3, 97], Scale(0, 100, 25)),
        ([0.31, 0.188], Scale(0, 0.4, 0.1)),
        ([-44, 112], Scale(-50, 150, 50)),
        ([-5, -1], Scale(-6, 0, 2)),
    ],
)
def test_an_axis_has_steps_that_one_can_read(values: list[float | None], scale: Scale) -> None:
    found = scale_of(values)
    said = (found.low, found.high, found.step)
    assert said == pytest.approx((scale.low, scale.high, scale.step))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=12))
def test_every_value_is_within_its_axis(values: list[float]) -> None:
    scale = scale_of(values)
    assert all(-1e-9 <= scale.place(value) <= 1 + 1e-9 for value in values)
    assert 2 <= len(scale.ticks) <= 9
    assert scale.place(scale.high) == 0
    assert scale.place(scale.low) == 1


def test_a_line_goes_through_its_values() -> None:
    one = Series("A", (0, 50, 100), 3)
    (line,) = of_class(lines(["a", "b", "c"], (one,), label="X", written=number), "line")
    assert line["d"] == "M0 1000L500 500L1000 0"
    assert line["class"] == "line stroke-3"


def test_what_is_not_over_is_dotted_and_what_is_not_known_is_a_gap() -> None:
    one = Series("A", (100, 50, None, 25, 50, 75), 1, unfinished=2)
    found = of_class(lines("abcdef", (one,), label="X", written=number), "line")
    assert [(line["class"], line["d"]) for line in found] == [
        ("line stroke-1", "M0 0L200 500"),
        ("line dotted stroke-1", "M600 750L800 500L1000 250"),
    ]


def test_a_single_value_is_a_dot_in_the_middle() -> None:
    svg = lines(["a"], (Series("A", (4,)),), label="X", written=number)
    assert of_class(svg, "line") == []
    (dot,) = of_class(svg, "dot")
    assert (dot["cx"], dot["cy"]) == ("50%", "0%")


def test_a_band_is_drawn_where_both_its_ends_are_known() -> None:
    one = Series("A", (1, 2, 3), low=(0, 1, None), high=(2, 4, 5))
    (band,) = of_class(lines("abc", (one,), label="X", written=number), "band")
    assert band["d"] == "M0 666.67L500 333.33L500 833.33L0 1000"


def test_a_slice_says_the_numbers_of_all_series_and_leads_to_the_people() -> None:
    first = Series("This <year>", (0.31, None), addresses=("/p?w=1&x", "/p?w=2"))
    svg = lines(["w1", "w2"], (first, Series("Last", (0.27, 0.25))), label="X", written=percent)
    assert titles(svg) == ["w1\nThis <year>: 31.0%\nLast: 27.0%", "w2\nLast: 25.0%"]
    assert [one.get("href") for one in drawn(svg).iter(f"{SVG}a")] == ["/p?w=1&x", "/p?w=2"]
    # A picture would hide the links in it from those who hear the page.
    assert drawn(svg).attrib["role"] == "group"


def test_a_chart_says_what_it_shows() -> None:
    root = drawn(bars(["a"], (Series("A", (1,)),), label='"Orders" & more', written=number))
    assert (root.attrib["role"], root.attrib["aria-label"]) == ("img", '"Orders" & more')


def test_bars_stand_on_each_other_and_hang_below_zero() -> None:
    series = (Series("Up", (30,), 1), Series("More", (20,), 2), Series("Down", (-50,), 8))
    found = of_class(bars(["a"], series, label="X", written=number), "bar")
    assert [(bar["y"], bar["height"], bar["class"]) for bar in found] == [
        ("20%", "30%", "bar fill-1"),
        ("0%", "20%", "bar fill-2"),
        ("50%", "50%", "bar fill-8"),
    ]


def test_bars_stand_side_by_side() -> None:
    series = (Series("A", (2,), 1), Series("B", (4,), 2))
    found = of_class(bars(["a"], series, label="X", written=number, stacked=False), "bar")
    assert [bar["height"] for bar in found] == ["50%", "100%"]
    left, right = (float(bar["x"].rstrip("%")) for bar in found)
    assert right - left == pytest.approx(36)


def test_a_bar_of_nothing_is_not_drawn() -> None:
    series = (Series("A", (0, None, 3), unfinished=1),)
    (bar,) = of_class(bars("abc", series, label="X", written=number), "bar")
    assert bar["class"] == "bar fill-1 unfinished"


def test_a_histogram_stands_between_its_edges() -> None:
    svg = histogram(
        ["0", "7", "14"], (3, 6), label="Days", written=number, marks=(Mark(0.25, "Median"),)
    )
    assert [bar["height"] for bar in of_class(svg, "bar")] == ["50%", "100%"]
    assert titles(svg) == ["0 – 7\nDays: 3", "7 – 14\nDays: 6"]
    (mark,) = of_class(svg, "mark-line")
    assert mark["x1"] == "25%"
    with pytest.raises(ValueError, match="one edge more"):
        histogram(["0"], (3, 6), label="Days", written=number)


@pytest.mark.parametrize(
    ("share", "level"), [(0, 0), (0.001, 1), (0.5, 4), (0.99, 7), (1, 7), (2, 7)]
)
def test_the_more_the_deeper(share: float, level: int) -> None:
    assert heat_level(share, 1) == level


def test_a_heatmap_is_a_table() -> None:
    cells = (HeatCell("100%", 1.0), HeatCell("20%", 0.2, "4 of 20", "/p"), None)
    newest = (HeatCell("100%", 1.0), HeatCell("10%", 0.1, unfinished=True), None)
    rows = (HeatRow("2 Sep", cells, "20", "/w"), HeatRow("9 Sep", newest, "30", is_mean=True))
    html = str(Heatmap("Retention", "Week", "People", ("0", "1", "2"), rows, skip=1))
    assert '<th scope="row"><a href="/w">2 Sep</a></th><td class="heat-size">20</td>' in html
    # The first column is left out: the deepest is the greatest of the others.
    assert '<td class="heat-7 heat-high" title="4 of 20"><a href="/p">20%</a></td>' in html
    assert '<td class="heat-4 unfinished">10%</td>' in html
    assert html.count('<td class="heat-none"></td>') == 2
    assert '<tr class="heat-mean">' in html


def test_a_funnel_is_a_list_with_bars() -> None:
    steps = (
        FunnelStep("Looked", "100", 1.0, "100%", address="/p"),
        FunnelStep("Paid", "25", 0.25, "25%", from_last="25%", lost="75", lost_address="/lost"),
    )
    html = str(FunnelBars(steps, "Buying"))
    assert '<a href="/p">100</a>' in html
    assert '<rect width="25%" height="100%" rx="4" class="fill-1"/>' in html
    assert '<a href="/lost">75 did not</a>' in html


def test_streams_are_as_thick_as_what_flows() -> None:
    nodes = (Node("a", "A", 0), Node("b", "B", 1), Node("c", "C", 1))
    flows = (Flow("a", "b", 75, "/ab"), Flow("a", "c", 25))
    svg = sankey(nodes, flows, label="Ways", written=number)
    heights = [float(one["height"].rstrip("%")) for one in of_class(svg, "fill-2") if "y" in one]
    assert heights == pytest.approx([82, 61.5, 20.5])
    first, second = of_class(svg, "stream")
    assert first["d"].startswith("M12.0 0.0C")
    assert second["d"].startswith("M12.0 615.0C")
    assert titles(svg)[:2] == ["A → B: 75", "A → C: 25"]
    assert [one.get("href") for one in drawn(svg).iter(f"{SVG}a")] == ["/ab"]


def test_a_small_line_is_heard_only_with_words() -> None:
    assert sparkline([1]) == ""
    quiet = drawn(sparkline([1, 3, 2]))
    assert (quiet.get("aria-hidden"), quiet.get("role")) == ("true", None)
    told = drawn(sparkline([1, 3, 2], label="Up, then down"))
    assert (told.get("role"), told.get("aria-label")) == ("img", "Up, then down")
    assert 'd="M0 1000L500 0L1000 500"' in sparkline([1, 3, 2])
    assert 'd="M0 500L1000 500"' in sparkline([2, 2])


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.one_of(st.none(), st.floats(-1e9, 1e9)), min_size=1, max_size=20),
    st.integers(0, 3),
    st.text(max_size=8),
)
def test_no_chart_has_styles_or_scripts_or_breaks(
    values: list[float | None], unfinished: int, words: str
) -> None:
    words = re.sub(r"[\x00-\x08\x0b-\x1f\ud800-\udfff￾￿]", "", words)
    labels = [f"{words}{place}" for place in range(len(values))]
    series = (Series(words, values, 1, unfinished), Series("B", values, 2))
    for svg in (
        lines(labels, series, label=words, written=number, filled=True),
        bars(labels, series, label=words, written=number),
        bars(labels, series, label=words, written=number, stacked=False),
    ):
        drawn(svg)
        assert "style=" not in svg
        assert "<script" not in svg
        assert "nan" not in svg
