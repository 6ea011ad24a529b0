"""Examples of what other things stand on, and of ways to go on."""

from __future__ import annotations

from huitou.doors.design.assets import asset_address
from huitou.doors.design.components.buttons import ActionButton, Button
from huitou.doors.design.components.signs import Badge
from huitou.doors.design.components.surfaces import (
    Card,
    Dialog,
    Disclosure,
    Group,
    PageHead,
    Picture,
)
from huitou.doors.design.components.tables import Column, Facts, Pager, Row, Table
from huitou.doors.design.components.ways import (
    Breadcrumb,
    FilterChips,
    KeyHints,
    Menu,
    Step,
    StepBar,
    Tabs,
)
from huitou.doors.design.formats import money, short_day
from huitou.doors.design.gallery.samples import NOW, Example, sample, yuan
from huitou.doors.design.links import Link


def surfaces() -> tuple[Example, ...]:
    """Cards, dialogs, disclosures, pictures."""
    text = sample(
        "Of 412 people who first bought in October, 96 came back within four weeks.",
        "10 月首次购买的 412 人中，有 96 人在四周内回购。",
    )
    title = sample("Came back", "回头客")
    return (
        Example(
            sample("Cards", "卡片"),
            (
                Card(text, title=title),
                Card(
                    text,
                    title=title,
                    note=sample("As of today", "截至今天"),
                    link=Link(sample("All", "全部"), "#"),
                ),
                Card(_picture(), flush=True),
            ),
            "grid",
        ),
        Example(sample("Head of a page", "页头"), (_page_head(),), "stack"),
        Example(
            sample("Dialog", "对话框"),
            (
                Button(
                    sample("Cancel the order", "取消订单"),
                    address="#cancel",
                    kind="danger",
                    attributes={"data-dialog": "cancel"},
                ),
                _dialog("cancel", in_page=False),
                _dialog("cancel-page", in_page=True),
            ),
            "stack",
        ),
        Example(
            sample("Disclosure", "折叠"),
            (
                Disclosure(sample("How this is counted", "计算方式"), text),
                Disclosure(sample("How this is counted", "计算方式"), text, opened=True),
            ),
            "stack",
        ),
    )


def ways() -> tuple[Example, ...]:
    """Tabs, breadcrumbs, menus, chips, steps."""
    return (
        Example(
            sample("Tabs", "标签页"),
            (
                Tabs(
                    (
                        Link(sample("Timeline", "时间线"), "#", current=True),
                        Link(sample("Orders", "订单"), "#", count=12),
                        Link(sample("Messages", "消息"), "#", count=1204),
                    ),
                    sample("Views", "视图"),
                ),
            ),
            "stack",
        ),
        Example(
            sample("Breadcrumb", "面包屑"),
            (Breadcrumb((Link(sample("Orders", "订单"), "#"), Link("HT-20261125-0042", "#"))),),
            "stack",
        ),
        Example(
            sample("Menu", "菜单"),
            (
                Menu(sample("More", "更多"), _menu_items()),
                Menu(sample("Actions", "操作"), _menu_items(), icon_only=True),
            ),
        ),
        Example(sample("Filters", "筛选"), (_chips(),), "stack"),
        Example(sample("Steps", "步骤"), _step_bars(), "stack"),
        Example(
            sample("Keys", "快捷键"),
            (
                KeyHints(
                    (
                        ("/", sample("search", "搜索")),
                        ("J", sample("next", "下一个")),
                        ("?", sample("all keys", "全部快捷键")),
                    )
                ),
            ),
            "stack",
        ),
    )


def tables() -> tuple[Example, ...]:
    """Tables, facts, pagers."""
    columns = (
        Column(sample("Order", "订单"), sort_address="#"),
        Column(sample("State", "状态")),
        Column(sample("Day", "日期"), sort_address="#", sorted="descending"),
        Column(sample("Amount", "金额"), numeric=True, sort_address="#"),
    )
    caption = sample("Orders", "订单")
    orders = Table(caption, columns, _orders())
    return (
        Example(sample("Table", "表格"), (Card(orders, title=caption, flush=True),), "stack"),
        Example(
            sample("Dense", "紧凑"),
            (Card(Table(caption, columns, _orders()[:2], dense=True, as_cards=False), flush=True),),
            "stack",
        ),
        Example(
            sample("Pager", "分页"),
            (Pager("#", "#", sample("21 to 40", "第 21–40 条")), Pager(next="#")),
            "stack",
        ),
        Example(
            sample("Facts", "明细"), (Card(_facts(wide=False)), Card(_facts(wide=True))), "columns"
        ),
    )


def _orders() -> tuple[Row, ...]:
    paid = Badge(sample("Paid", "已付款"), "good")
    late = Badge(sample("Late", "超时"), "warn", icon="clock")
    back = Badge(sample("Returned", "已退货"), "bad")
    return tuple(
        Row((number, state, short_day(NOW), money(yuan(amount))), address="#", tone=tone)
        for number, state, amount, tone in (
            ("HT-20261125-0042", paid, "1280.00", ""),
            ("HT-20261125-0041", late, "86.50", "warn"),
            ("HT-20261124-0187", paid, "12499.00", ""),
            ("HT-20261124-0186", back, "240.00", "bad"),
        )
    )


def _facts(*, wide: bool) -> Facts:
    return Facts(
        (
            (sample("Order", "订单"), "HT-20261125-0042"),
            (sample("State", "状态"), Badge(sample("Paid", "已付款"), "good")),
            (sample("Amount", "金额"), money(yuan("1280"))),
            (
                sample("Address", "地址"),
                sample("12 Lane 5, Xuhui, Shanghai", "上海市徐汇区 5 弄 12 号"),
            ),
        ),
        wide=wide,
    )


def _page_head() -> PageHead:
    return PageHead(
        sample("Retention", "留存"),
        lead=sample("Who buys again, week by week.", "逐周查看谁会再次购买。"),
        trail=(Link(sample("Analytics", "分析"), "#"),),
        actions=(
            Button(sample("Share", "分享"), icon="share"),
            Button(sample("Save", "保存"), kind="primary"),
        ),
    )


def _picture() -> Picture:
    return Picture(
        asset_address("design/gallery/pot.svg"), sample("A teapot", "一把茶壶"), 480, 360
    )


def _dialog(name: str, *, in_page: bool) -> Dialog:
    stop = ActionButton(Button(sample("Cancel the order", "取消订单"), kind="danger"), action="#")
    return Dialog(
        name,
        sample("Cancel this order?", "取消这笔订单？"),
        Group(
            (
                sample("¥128.00 go back to where they came from.", "¥128.00 将原路退回。"),
                Group((stop,), "row"),
            )
        ),
        open_in_page=in_page,
    )


def _menu_items() -> tuple[Link | ActionButton, ...]:
    return (
        Link(sample("Edit", "编辑"), "#", icon="edit"),
        Link(sample("Export as CSV", "导出 CSV"), "#", icon="download"),
        ActionButton(Button(sample("Delete", "删除"), kind="danger", icon="trash"), action="#"),
    )


def _chips() -> FilterChips:
    return FilterChips(
        sample("Filters", "筛选"),
        (
            Link(sample("In stock", "有货"), "#", current=True),
            Link(sample("On offer", "优惠中"), "#", count=18),
            Link(sample("Green tea", "绿茶"), "#", count=42),
            Link(sample("Free delivery", "包邮"), "#", icon="truck"),
        ),
        clear="#",
    )


def _step_bars() -> tuple[StepBar, ...]:
    label = sample("The parcel", "包裹")
    return (
        StepBar(
            (
                Step(sample("Ordered", "已下单"), "done", note=short_day(NOW)),
                Step(sample("Packed", "已打包"), "done"),
                Step(
                    sample("On its way", "运输中"),
                    "current",
                    note=sample("Arrives tomorrow", "明天送达"),
                ),
                Step(sample("Arrived", "已送达"), "coming"),
            ),
            label,
        ),
        StepBar(
            (
                Step(sample("Asked for", "已申请"), "done", address="#"),
                Step(sample("Refused", "已拒绝"), "failed"),
                Step(sample("Refunded", "已退款"), "coming"),
            ),
            label,
        ),
    )
