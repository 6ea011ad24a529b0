"""Examples of what tells how things stand: signs, numbers, people, prices."""

from __future__ import annotations

from datetime import timedelta

from huitou.doors.design.components.buttons import Button
from huitou.doors.design.components.figures import Stat, Trend
from huitou.doors.design.components.money import Price, PriceReason
from huitou.doors.design.components.people import Entry, PeopleList, Person, Timeline
from huitou.doors.design.components.signs import (
    Alert,
    Badge,
    EmptyState,
    Progress,
    Skeleton,
    Toast,
)
from huitou.doors.design.components.surfaces import Card
from huitou.doors.design.formats import money
from huitou.doors.design.gallery.samples import NOW, Example, sample, yuan
from huitou.doors.design.links import Link
from huitou.doors.design.words import Tone

_TONES: tuple[Tone, ...] = ("plain", "accent", "good", "warn", "bad", "info")


def signs() -> tuple[Example, ...]:
    """Badges, alerts, toasts, empty states, skeletons, progress."""
    again = Button(sample("Try again", "重试"), small=True)
    lost = sample(
        "The connection was lost. What you filled in is still here.", "网络已断开，填写的内容仍在。"
    )
    return (
        Example(
            sample("Badges", "徽标"),
            (
                *(Badge(sample("Returned", "回头客"), tone) for tone in _TONES),
                Badge(sample("Vetted", "已审核"), "good", icon="check"),
            ),
        ),
        Example(
            sample("Alerts", "提示"),
            (
                *(Alert(lost, tone=tone) for tone in _TONES),
                Alert(
                    lost, title=sample("Not sent yet", "尚未提交"), tone="warn", actions=(again,)
                ),
            ),
            "stack",
        ),
        Example(
            sample("Toasts", "轻提示"),
            (
                Toast(sample("Added to the basket.", "已加入购物车。"), "good"),
                Toast(sample("The address was not saved.", "地址未保存。"), "bad"),
            ),
            "stack",
        ),
        Example(sample("Empty", "空状态"), (Card(_empty()),), "stack"),
        Example(
            sample("Skeletons", "骨架屏"),
            (Skeleton("text"), Skeleton("rows"), Skeleton("cards", 4), Skeleton("chart", 1)),
            "columns",
        ),
        Example(
            sample("Progress", "进度"),
            (
                Progress(sample("Imported", "已导入"), 0.62, note="62%"),
                Progress(sample("Counting", "计算中"), None),
            ),
            "columns",
        ),
    )


def figures() -> tuple[Example, ...]:
    """Single numbers."""
    week = sample("than last week", "较上周")
    definition = sample(
        "People with a purchase today who had bought before, on an earlier day.",
        "今天有购买、且更早日期也有过购买的人。",
    )
    people = Link(sample("94 people", "94 人"), "#")
    return (
        Example(
            sample("Stats", "指标"),
            (
                Stat(
                    sample("Came back", "回头客"),
                    "94",
                    (Trend("+12.0%", "up", week, good=True),),
                    definition,
                    people,
                ),
                Stat(
                    sample("Lost", "流失"),
                    "31",
                    (Trend("+8.0%", "up", week, good=False),),
                    definition,
                    people,
                ),
                Stat(
                    sample("Net revenue", "净收入"),
                    money(yuan("48210.50")),
                    (Trend("−3.1%", "down", week, good=False),),
                ),
                Stat(
                    sample("Orders", "订单"),
                    "212",
                    (Trend("0.0%", "flat", week),),
                    note=sample("Until 14:05", "截至 14:05"),
                ),
            ),
            "grid",
        ),
        Example(
            sample("Large", "大号"),
            (Stat(sample("Came back", "回头客"), "1,204", large=True),),
            "grid",
        ),
    )


def people() -> tuple[Example, ...]:
    """People and what happened."""
    listed = PeopleList(
        (
            Person(
                sample("Li Wei", "李薇"),
                "#",
                sample("5 orders, last 2 days ago", "5 笔订单，最近 2 天前"),
                money(yuan("1280")),
                (Badge(sample("Gold", "金卡"), "warn"),),
            ),
            Person(
                sample("Chen Jing", "陈静"),
                "#",
                sample("2 orders, last 40 days ago", "2 笔订单，最近 40 天前"),
                money(yuan("86.5")),
            ),
            Person(
                "138****2046", "#", sample("Guest, 1 order", "游客，1 笔订单"), money(yuan("240"))
            ),
        )
    )
    entries = (
        Entry(sample("Order delivered", "订单已送达"), NOW, icon="check", tone="good", address="#"),
        Entry(
            sample("Handed to the courier", "已交给快递"),
            NOW - timedelta(hours=20),
            sample("SF Express 1042 7788", "顺丰 1042 7788"),
            icon="truck",
        ),
        Entry(
            sample("Refund asked for", "申请退款"),
            NOW - timedelta(days=1),
            icon="return",
            tone="warn",
            who="li.wei",
        ),
        Entry(sample("Order placed", "已下单"), NOW - timedelta(days=2)),
    )
    return (
        Example(sample("People", "人群"), (Card(listed),), "stack"),
        Example(sample("Timeline", "时间线"), (Card(Timeline(entries)),), "stack"),
    )


def prices() -> tuple[Example, ...]:
    """Prices."""
    reasons = (
        PriceReason(sample("Price", "标价"), yuan("159")),
        PriceReason(sample("Member price", "会员价"), yuan("-21")),
        PriceReason(sample("Autumn coupon", "秋季优惠券"), yuan("-10")),
    )
    return (
        Example(
            sample("Prices", "价格"),
            (
                Price(yuan("128")),
                Price(yuan("128"), before=yuan("159")),
                Price(yuan("128"), up_to=yuan("399")),
                Price(
                    yuan("128"),
                    before=yuan("159"),
                    lowest=yuan("119"),
                    reasons=reasons,
                    size="large",
                ),
                Price(yuan("128"), size="small"),
            ),
            "grid",
        ),
    )


def _empty() -> EmptyState:
    return EmptyState(
        sample("Nobody has come back yet", "还没有回头客"),
        sample(
            "The first who buys a second time stands here.", "第一位再次购买的顾客会出现在这里。"
        ),
        icon="users",
        actions=(
            Button(sample("Import orders", "导入订单"), address="#", kind="primary"),
            Button(sample("Show sample data", "查看示例数据"), address="#", kind="quiet"),
        ),
    )
