"""The definition of a report by group, in words and as data."""

from __future__ import annotations

from huitou.engine.analytics.groups.persons import age_keys
from huitou.engine.analytics.groups.query import Dimension, GroupsQuery
from huitou.engine.analytics.query.definition import AsOf, QueryDefinition
from huitou.engine.analytics.query.phrases import Words, common_words, define

_TRAITS = {"gender": "性别", "region": "地区", "city": "城市", "city_tier": "城市级别"}
_PRODUCTS = {"category": "类目", "brand": "品牌"}
_FIXED = {
    "frequency": Words("how many purchases people made in the range", "用户在范围内的购买次数"),
    "hour": Words("the local hour", "当地钟点"),
    "weekday": Words("the local weekday", "当地星期几"),
    "channel": Words(
        "the channel (campaign source, else the property “channel”, else direct)",
        "渠道（活动来源，其次属性“channel”，否则为 direct）",
    ),
}


def definition(query: GroupsQuery, as_of: AsOf) -> QueryDefinition:
    """What the query counts."""
    rules = {
        "period": "day",
        "last_interval": "whole",
        "orders": "decision 0007",
        "came_back": "active on 2 local days or more",
        "repeat_buyer": "purchases on 2 local days or more",
        "revenue": "sales less refunds, each at its own moment; a refund in its order's group",
        "products": "an order's money split over its lines",
        "default_currency": query.default_currency or "USD",
        "min_people": query.min_people,
        "suppression": "small cells, and the smallest of the others until 2 or more are left out "
        "that have min_people people together",
    }
    parts = (_split(query), _ACTIVE, _BOUGHT, _products(query), _suppressed(query))
    return define(query, as_of, rules, *parts, common_words(query))


_ACTIVE = Words(
    "People are those with a named event in the group; they came back if they have such events on "
    "two local days or more.",
    "人数指在该组内有任意有名称事件的用户；在两个及以上当地日期有事件即为回来。",
)
_BOUGHT = Words(
    "Orders are purchases placed in the range that were not refunded in full, by known people; "
    "repeat buyers purchased on two local days or more. Revenue is sales less refunds in the "
    "range, in each currency by itself; a refund is in the group of its order.",
    "订单指已知用户在范围内下单且未全额退款的购买；在两个及以上当地日期购买的为复购者。"
    "收入为范围内销售额减退款，各币种分开；退款归入其订单所在的组。",
)


def _split(query: GroupsQuery) -> Words:
    by = [_dimension(one) for one in query.by]
    return Words(
        f"Split by {' and by '.join(one.en for one in by)}.",
        f"按{'、'.join(one.zh for one in by)}分组。",
    )


def _dimension(one: Dimension) -> Words:
    if one.by in _FIXED:
        return _FIXED[one.by]
    if one.by == "age":
        bands = ", ".join(str(key) for key in age_keys(one.bands))
        name = f"“{one.name}”" if one.name else "“birthday”, else “age”"
        name_zh = f"“{one.name}”" if one.name else "“birthday”，其次“age”"
        return Words(f"age ({bands}; trait {name})", f"年龄（{bands}；用户属性{name_zh}）")
    name = one.name or one.by
    if one.by in _PRODUCTS:
        shown = Words(
            f"{one.by} (property “{name}” of the products, else of the event)",
            f"{_PRODUCTS[one.by]}（商品的属性“{name}”，其次事件的属性）",
        )
    else:
        shown = Words(
            f"{one.by.replace('_', ' ')} (trait “{name}”)",
            f"{_TRAITS[one.by]}（用户属性“{name}”）",
        )
    return Words(
        f"{shown.en}, the {one.limit} largest, all others as one",
        f"{shown.zh}，取人数最多的 {one.limit} 个，其余合并",
    )


def _products(query: GroupsQuery) -> Words:
    if not any(one.by in _PRODUCTS for one in query.by):
        return Words("", "")
    return Words(
        "An order's money is split over its lines, and the order and its buyer count in every "
        "group that it has a line in; money that names no product goes by the order itself.",
        "订单金额按订单行拆分，订单及其买家计入其每一行所在的组；未指明商品的金额按订单本身归组。",
    )


def _suppressed(query: GroupsQuery) -> Words:
    least = query.min_people
    if least == 1:
        return Words("", "")
    return Words(
        f"Numbers of fewer than {least} people are not told; so that they cannot be found as the "
        "difference to a total, the smallest of the other groups are left out too, until two or "
        f"more are left out that have {least} people together.",
        f"不足 {least} 人的数字不显示；为避免由合计反推，还会隐去其余各组中最小的，"
        f"直到隐去至少两组且合计不少于 {least} 人。",
    )
