"""Examples of charts."""

from __future__ import annotations

from datetime import timedelta

from huitou.doors.design.charts.bars import bars, histogram
from huitou.doors.design.charts.funnel import FunnelBars, FunnelStep
from huitou.doors.design.charts.heatmap import HeatCell, Heatmap, HeatRow
from huitou.doors.design.charts.lines import lines
from huitou.doors.design.charts.sankey import Flow, Node, sankey
from huitou.doors.design.charts.series import Mark, Series
from huitou.doors.design.charts.sparkline import sparkline
from huitou.doors.design.components.figures import ChartFrame, LegendItem, Stat, Trend
from huitou.doors.design.components.tables import Column, Row, Table
from huitou.doors.design.formats import number, percent, short_day
from huitou.doors.design.gallery.samples import NOW, Example, sample

_WEEKS = 12
_RATES = (0.31, 0.285, 0.262, 0.247, 0.239, 0.226, 0.22, 0.231, 0.218, 0.205, 0.196, 0.188)
_BEFORE = (0.27, 0.255, 0.249, 0.231, 0.222, 0.214, 0.209, 0.203, 0.199, 0.194, 0.191, 0.187)


def charts() -> tuple[Example, ...]:
    """Every chart."""
    return (
        Example(sample("Lines", "折线"), (_lines(), _band()), "columns"),
        Example(sample("Bars", "柱形"), (_diverging(), _grouped()), "columns"),
        Example(sample("Histogram", "直方图"), (_histogram(),), "columns"),
        Example(sample("Heatmap", "热力图"), (_heatmap(),), "stack"),
        Example(sample("Funnel", "漏斗"), (_funnel(),), "columns"),
        Example(sample("Paths", "路径"), (_sankey(),), "stack"),
        Example(sample("Sparklines", "迷你图"), _sparklines(), "grid"),
    )


def _days() -> list[str]:
    return [short_day(NOW - timedelta(weeks=_WEEKS - week)) for week in range(_WEEKS)]


def _lines() -> ChartFrame:
    now, before = sample("This year", "今年"), sample("Last year", "去年")
    title = sample("Came back within four weeks", "四周内回购率")
    series = (
        Series(now, _RATES, 1, unfinished=2, addresses=["#"] * _WEEKS),
        Series(before, _BEFORE, 8),
    )
    table = Table(
        title,
        (Column(sample("Week", "周")), Column(now, numeric=True), Column(before, numeric=True)),
        [
            Row((day, percent(this), percent(last)))
            for day, this, last in zip(_days(), _RATES, _BEFORE, strict=True)
        ],
        dense=True,
    )
    return ChartFrame(
        title,
        lines(_days(), series, label=title, written=lambda v: percent(v, 0)),
        table,
        lead=sample("Down by 4.1 points since August.", "8 月以来下降 4.1 个百分点。"),
        definition=sample(
            "Of the people who first bought in a week, the share with a purchase on a later day "
            "within 28 days. The dotted part is not over yet.",
            "某周首次购买的人中，28 天内在更晚日期再次购买的比例。虚线部分尚未结束。",
        ),
        legend=(LegendItem(now, 1), LegendItem(before, 8)),
        csv="#",
        png="retention",
    )


def _band() -> ChartFrame:
    title = sample("Repeat purchase curve", "复购曲线")
    values = [1 - 0.86**place * 0.9 for place in range(_WEEKS)]
    one = Series(
        title,
        [value * 0.5 for value in values],
        2,
        low=[value * 0.47 for value in values],
        high=[value * 0.53 for value in values],
    )
    drawn = lines(
        [str(place) for place in range(_WEEKS)],
        (one,),
        label=title,
        written=lambda v: percent(v, 0),
        filled=True,
    )
    return ChartFrame(title, drawn)


def _diverging() -> ChartFrame:
    title = sample("Lifecycle", "生命周期")
    names = (
        (sample("Returning", "留存"), 3, (80, 84, 90, 91, 97, 99, 104, 101, 110, 112, 109, 61)),
        (sample("New", "新客"), 2, (60, 52, 66, 71, 54, 49, 62, 70, 66, 58, 61, 30)),
        (sample("Resurrected", "回流"), 4, (12, 15, 9, 18, 14, 12, 16, 19, 15, 13, 17, 8)),
        (
            sample("Dormant", "沉睡"),
            8,
            (-40, -44, -52, -49, -58, -61, -57, -66, -64, -70, -69, -21),
        ),
    )
    series = tuple(Series(name, values, colour, unfinished=1) for name, colour, values in names)
    legend = tuple(LegendItem(name, colour) for name, colour, _ in names)
    return ChartFrame(
        title, bars(_days(), series, label=title, written=number), legend=legend, png="lifecycle"
    )


def _grouped() -> ChartFrame:
    title = sample("Orders by channel", "各渠道订单")
    labels = [sample("Search", "搜索"), sample("Friends", "好友"), sample("Live", "直播")]
    first, again = sample("First orders", "首单"), sample("Repeat orders", "复购单")
    series = (Series(first, (120, 64, 88), 2), Series(again, (48, 71, 22), 1))
    legend = (LegendItem(first, 2), LegendItem(again, 1))
    drawn = bars(labels, series, label=title, written=number, stacked=False)
    return ChartFrame(title, drawn, legend=legend)


def _histogram() -> ChartFrame:
    title = sample("Days between two orders", "两次下单间隔天数")
    edges = [str(7 * place) for place in range(11)]
    counts = (42, 96, 131, 118, 84, 61, 40, 27, 15, 9)
    median = Mark(0.31, sample("Median 22 days", "中位数 22 天"))
    drawn = histogram(
        edges, counts, label=title, written=number, colour=2, marks=(median,), addresses=["#"] * 10
    )
    return ChartFrame(title, drawn)


def _heatmap() -> ChartFrame:
    title = sample("Retention by week of the first order", "按首单周的留存")
    rows = []
    for place in range(8):
        size = 400 - 17 * place
        cells: list[HeatCell | None] = [HeatCell("100%", 1.0, address="#")]
        for week in range(1, 9):
            share = _RATES[place] * 0.84 ** (week - 1)
            last = week == 8 - place
            said = sample(
                f"{size * share:.0f} of {size} people", f"{size} 人中的 {size * share:.0f} 人"
            )
            done = week <= 8 - place
            cell = HeatCell(percent(share), share, said, "#", unfinished=last) if done else None
            cells.append(cell)
        rows.append(HeatRow(_days()[place], cells, number(size), "#"))
    columns = [sample(f"Week {week}", f"第 {week} 周") for week in range(9)]
    corner, size_label = sample("First order", "首单周"), sample("People", "人数")
    return ChartFrame(title, Heatmap(title, corner, size_label, columns, rows, skip=1), csv="#")


def _funnel() -> ChartFrame:
    title = sample("From looking to buying", "从浏览到购买")
    steps = (
        FunnelStep(sample("Looked at a product", "浏览商品"), "8,412", 1.0, "100%", address="#"),
        FunnelStep(
            sample("Put it into the basket", "加入购物车"),
            "2,310",
            0.275,
            "27.5%",
            from_last="27.5%",
            lost="6,102",
            address="#",
            lost_address="#",
        ),
        FunnelStep(
            sample("Paid", "完成付款"),
            "1,204",
            0.143,
            "14.3%",
            from_last="52.1%",
            lost="1,106",
            address="#",
            lost_address="#",
            note=sample("in 6 minutes", "用时 6 分钟"),
        ),
    )
    return ChartFrame(title, FunnelBars(steps, title), csv="#")


def _sankey() -> ChartFrame:
    title = sample("What people do after the first order", "首单之后的行为路径")
    nodes = (
        Node("start", sample("First order", "首单"), 0, 1, "#"),
        Node("look", sample("Looked again", "再次浏览"), 1, 2, "#"),
        Node("message", sample("Opened a message", "打开消息"), 1, 4, "#"),
        Node("gone", sample("Nothing", "无行为"), 1, 8, "#"),
        Node("again", sample("Second order", "第二单"), 2, 3, "#"),
        Node("left", sample("Left", "离开"), 2, 8, "#"),
    )
    flows = (
        Flow("start", "look", 420, "#"),
        Flow("start", "message", 210, "#"),
        Flow("start", "gone", 370, "#"),
        Flow("look", "again", 190, "#"),
        Flow("look", "left", 230, "#"),
        Flow("message", "again", 120, "#"),
        Flow("message", "left", 90, "#"),
    )
    return ChartFrame(title, sankey(nodes, flows, label=title, written=number), png="paths")


def _sparklines() -> tuple[Stat, ...]:
    label = sample("Came back", "回头客")
    trend = Trend("+12.0%", "up", sample("than last week", "较上周"), good=True)
    return (
        Stat(label, "94", (trend,), sparkline=sparkline(_RATES)),
        Stat(label, "31", sparkline=sparkline(_BEFORE, colour=2)),
    )
