"""Reports of a shop with four people."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from huitou.engine.analytics.groups.ask import groups_people, report_by_group
from huitou.engine.analytics.groups.query import Dimension, GroupsCell, GroupsQuery
from huitou.kernel import InvalidInput
from toy_events import happened

AS_OF = datetime(2026, 2, 1, tzinfo=UTC)


def order(number, *products, **more):
    """The properties of an order in yuan."""
    return {"order_id": f"o{number}", "currency": "CNY", "products": list(products), **more}


TEA = {"product_id": "t", "category": "tea", "brand": "Lu", "price": 20, "quantity": 2}
CUP = {"product_id": "c", "category": "cups", "price": 10}

LIVES = (
    ("ann", "Page Viewed", "2026-01-05T09:30"),  # a Monday
    ("ann", "Order Completed", "2026-01-05T10:00", order(1, TEA, CUP)),
    ("ann", "Order Completed", "2026-01-07T10:00", order(2, CUP)),
    ("bob", "Order Completed", "2026-01-06T21:00", order(3, TEA, revenue=30)),
    ("bob", "Order Refunded", "2026-01-08T08:00", order(3)),
    ("cid", "Page Viewed", "2026-01-06T21:30", {"category": "tea", "channel": "wechat"}),
    ("dan", "Order Completed", "2026-01-06T22:00", order(4, CUP, currency="USD")),
)
TRAITS = {
    "ann": {"city": "Lijiang", "birthday": "1990-02-01", "gender": "f"},
    "bob": {"city": "Chengdu", "age": 40, "gender": "m"},
    "cid": {"city": "Lijiang", "birthday": "2020", "gender": "f"},
}


def shop(*lives, traits=None, **more):
    """The events, and one that tells the traits of each person."""
    said = [(who, None, "2026-01-01") for who in (traits or {})]
    kinds = ["identify"] * len(said) + ["track"] * len(lives)
    texts = [json.dumps(told) for told in (traits or {}).values()] + [None] * len(lives)
    return happened(*said, *lives, as_of=AS_OF, type=kinds, traits=texts, **more)


def asked(*by, **query):
    """The rows of a report of the small shop by their keys, and the answer."""
    dimensions = tuple(Dimension(by=one) if isinstance(one, str) else one for one in by)
    given = {"from_": "2026-01-05", "to": "2026-01-11", "min_people": 1, **query}
    answer = report_by_group(shop(*LIVES, traits=TRAITS), GroupsQuery(by=dimensions, **given))
    rows = {row.keys[0] if len(by) == 1 else row.keys: row for row in answer.rows}
    return rows, answer


def active(row):
    return row.people, row.events, row.came_back


def bought(row):
    return row.orders, row.buyers, row.repeat_buyers


def net(row):
    return {one.currency: (one.net, one.per_buyer) for one in row.revenue}


def test_the_total():
    _, answer = asked("city")
    assert active(answer.total) == (4, 7, 2)
    assert answer.total.came_back_percent == 50.0
    # Bob's order came back whole. Ann bought on the 5th and on the 7th.
    assert bought(answer.total) == (3, 2, 1)
    assert answer.total.repeat_percent == 50.0
    assert net(answer.total) == {"CNY": (6_000, 6_000), "USD": (1_000, 1_000)}


def test_by_city():
    rows, answer = asked("city")
    assert list(rows) == ["Lijiang", "Chengdu", None]
    assert active(rows["Lijiang"]) == (2, 4, 1)
    assert bought(rows["Lijiang"]) == (2, 1, 1)
    assert net(rows["Lijiang"]) == {"CNY": (6_000, 6_000)}
    assert active(rows["Chengdu"]) == (1, 2, 1)
    assert bought(rows["Chengdu"]) == (0, 0, 0)
    assert net(rows["Chengdu"]) == {"CNY": (0, None)}
    assert rows["Chengdu"].repeat_percent is None
    assert net(rows[None]) == {"USD": (1_000, 1_000)}
    assert not any(row.suppressed or row.buying_suppressed for row in answer.rows)


def test_the_largest_values_and_all_others():
    rows, answer = asked(Dimension(by="city", limit=1))
    assert [(row.keys, row.other) for row in answer.rows] == [
        (("Lijiang",), (False,)),
        ((None,), (True,)),
    ]
    assert active(rows[None]) == (2, 3, 1)


def test_another_trait_and_no_such_trait():
    rows, _ = asked(Dimension(by="region", name="gender"))
    assert [(key, row.people) for key, row in rows.items()] == [("f", 2), ("m", 1), (None, 1)]
    rows, _ = asked("region")
    assert [(key, row.people) for key, row in rows.items()] == [(None, 4)]


def test_by_age_from_birthday_or_age():
    rows, _ = asked("age")
    # Ann turns 36 on the day of the as-of moment; "2020" is no date and no age.
    assert [(key, row.people) for key, row in rows.items()] == [("35-44", 2), (None, 2)]
    rows, _ = asked(Dimension(by="age", bands=(36, 37, 50)))
    assert [(key, row.people) for key, row in rows.items()] == [("36", 1), ("37-49", 1), (None, 2)]
    rows, _ = asked("age", timezone="America/New_York", to="2026-01-10")
    assert list(rows) == ["35-44", None]
    rows, _ = asked(Dimension(by="age", name="age", bands=(18,)))
    assert [(key, row.people) for key, row in rows.items()] == [("18+", 1), (None, 3)]


def test_the_age_is_that_of_the_local_day():
    rows, _ = asked(Dimension(by="age", name="birthday", bands=(36,)))
    assert list(rows) == ["36+", None]
    rows, _ = asked(Dimension(by="age", name="birthday", bands=(36,)), timezone="America/New_York")
    assert list(rows) == ["<36", None]  # still the 31st of January there


def test_by_frequency():
    rows, _ = asked("frequency")
    assert [(key, row.people) for key, row in rows.items()] == [("0", 2), ("1", 1), ("2", 1)]
    assert bought(rows["2"]) == (2, 1, 1)
    assert net(rows["0"]) == {"CNY": (0, None)}  # Bob, whose money went there and back


def test_by_hour_and_weekday_of_the_timezone():
    rows, _ = asked("hour")
    assert [(key, row.people, row.orders) for key, row in rows.items()] == [
        ("08", 1, 0),
        ("09", 1, 0),
        ("10", 1, 2),
        ("21", 2, 0),
        ("22", 1, 1),
    ]
    assert net(rows["21"]) == {"CNY": (0, None)}  # a refund is in the hour of its order
    assert net(rows["08"]) == {}
    rows, _ = asked("weekday", timezone="Asia/Shanghai")
    assert [(key, row.people) for key, row in rows.items()] == [
        ("monday", 1),
        ("wednesday", 4),  # 21:00 is 5 in the morning there
        ("thursday", 1),
    ]


def test_by_hour_over_a_change_of_clocks():
    lives = [("ann", "Page Viewed", f"2026-03-{day}T11:30") for day in ("07", "09")]
    query = GroupsQuery(
        by=(Dimension(by="hour"),),
        from_="2026-03-07",
        to="2026-03-09",
        timezone="America/New_York",
        min_people=1,
    )
    assert [row.keys for row in report_by_group(shop(*lives), query).rows] == [("06",), ("07",)]


def test_by_category_money_is_split_by_line():
    rows, answer = asked("category")
    assert list(rows) == ["tea", "cups", None]
    assert active(rows["tea"]) == (3, 3, 0)
    assert bought(rows["tea"]) == (1, 1, 0)
    assert net(rows["tea"]) == {"CNY": (4_000, 4_000)}
    assert active(rows["cups"]) == (2, 3, 1)
    assert bought(rows["cups"]) == (3, 2, 1)
    assert net(rows["cups"]) == {"CNY": (2_000, 2_000), "USD": (1_000, 1_000)}
    assert active(rows[None]) == (2, 2, 0)  # Ann's page, and the refund that names no product
    assert sum(net(row).get("CNY", (0,))[0] for row in answer.rows) == 6_000


def test_a_discount_is_shared_out_and_postage_has_no_category():
    lives = (
        ("ann", "Order Completed", "2026-01-05", order(1, TEA, CUP, revenue=25)),
        ("bob", "Order Completed", "2026-01-05", order(2, {"product_id": "x"}, revenue=7)),
    )
    query = GroupsQuery(by=(Dimension(by="category"),), from_="2026-01-05", min_people=1)
    rows = {row.keys[0]: net(row) for row in report_by_group(shop(*lives), query).rows}
    assert rows == {
        "tea": {"CNY": (2_000, 2_000)},
        "cups": {"CNY": (500, 500)},
        None: {"CNY": (700, 700)},
    }


def test_a_refund_of_one_product_is_in_its_group():
    back = {"order_id": "o1", "currency": "CNY", "products": [{"product_id": "c", "price": 10}]}
    lives = (
        ("ann", "Order Completed", "2026-01-05", order(1, TEA, CUP)),
        ("ann", "Order Refunded", "2026-01-09", back),
    )
    query = GroupsQuery(by=(Dimension(by="category"),), from_="2026-01-05", min_people=1)
    rows = {row.keys[0]: row for row in report_by_group(shop(*lives), query).rows}
    assert net(rows["cups"]) == {"CNY": (0, 0)}
    assert net(rows["tea"]) == {"CNY": (4_000, 4_000)}
    assert bought(rows["cups"]) == (1, 1, 0)  # it is still an order, with a line in cups


def test_money_moves_when_it_moved():
    lives = (
        ("ann", "Order Completed", "2026-01-05", order(1, TEA)),
        ("ann", "Order Refunded", "2026-01-20", order(1, total=15)),
    )

    def total(first, last):
        query = GroupsQuery(by=(Dimension(by="hour"),), from_=first, to=last, min_people=1)
        return report_by_group(shop(*lives), query).total

    assert net(total("2026-01-05", "2026-01-06")) == {"CNY": (4_000, 4_000)}
    assert net(total("2026-01-20", "2026-01-21")) == {"CNY": (-1_500, None)}
    assert bought(total("2026-01-20", "2026-01-21")) == (0, 0, 0)


def test_the_category_of_an_event_stands_in_for_its_products():
    lives = (
        (
            "ann",
            "Product List Viewed",
            "2026-01-05",
            {"category": "tea", "products": [{"sku": "1"}]},
        ),
        ("bob", "Product List Viewed", "2026-01-05", {"category": "tea", "products": [CUP, CUP]}),
        ("cid", "Order Completed", "2026-01-05", order(1, category="tea", total=3)),
        ("dan", "Page Viewed", "2026-01-05", {"category": 7, "products": "none"}),
    )
    query = GroupsQuery(by=(Dimension(by="category"),), from_="2026-01-05", min_people=1)
    rows = {row.keys[0]: row for row in report_by_group(shop(*lives), query).rows}
    assert {key: active(row) for key, row in rows.items()} == {
        "tea": (2, 2, 0),
        "7": (1, 1, 0),
        "cups": (1, 1, 0),
    }
    assert net(rows["tea"]) == {"CNY": (300, 300)}


def test_two_dimensions_of_one_product_belong_together():
    rows, _ = asked("category", "brand")
    assert {key: bought(row) for key, row in rows.items()} == {
        ("tea", "Lu"): (1, 1, 0),
        ("tea", None): (0, 0, 0),
        ("cups", None): (3, 2, 1),
        (None, None): (0, 0, 0),
    }


def test_two_dimensions_of_different_kinds():
    rows, _ = asked("gender", "weekday")
    assert {key: active(row) for key, row in rows.items()} == {
        ("f", "monday"): (1, 2, 0),
        ("f", "tuesday"): (1, 1, 0),
        ("f", "wednesday"): (1, 1, 0),
        ("m", "tuesday"): (1, 1, 0),
        ("m", "thursday"): (1, 1, 0),
        (None, "tuesday"): (1, 1, 0),
    }
    assert bought(rows["f", "wednesday"]) == (1, 1, 0)


def test_by_channel():
    lives = (*LIVES, ("eve", "Order Completed", "2026-01-05", order(9, CUP)))
    campaign = json.dumps({"campaign": {"source": "douyin"}})
    events = shop(*lives, context=[*[None] * len(LIVES), campaign])
    query = GroupsQuery(by=(Dimension(by="channel"),), from_="2026-01-05", min_people=1)
    rows = {row.keys[0]: row for row in report_by_group(events, query).rows}
    assert {key: row.people for key, row in rows.items()} == {"direct": 3, "douyin": 1, "wechat": 1}
    assert net(rows["douyin"]) == {"CNY": (1_000, 1_000)}
    assert net(rows["direct"])["CNY"] == (6_000, 6_000)


def test_an_order_without_a_currency():
    lives = (("ann", "Order Completed", "2026-01-05", {"order_id": "1", "total": 1_000}),)

    def revenue(**query):
        asked_for = GroupsQuery(
            by=(Dimension(by="hour"),), from_="2026-01-05", min_people=1, **query
        )
        return net(report_by_group(shop(*lives), asked_for).total)

    assert revenue() == {"USD": (100_000, 100_000)}
    assert revenue(default_currency="JPY") == {"JPY": (1_000, 1_000)}


def test_where_is_asked_of_every_event():
    lives = tuple((*life, {**(life[3] if len(life) > 3 else {}), "app": 1}) for life in LIVES[:3])
    lives = tuple(life[:3] + life[-1:] for life in lives)
    query = GroupsQuery(
        by=(Dimension(by="city"),), from_="2026-01-05", min_people=1, where={"app": 1}
    )
    total = report_by_group(shop(*lives, *LIVES[3:]), query).total
    assert (active(total), bought(total)) == ((1, 3, 1), (2, 1, 1))


def test_the_people_of_a_row():
    events = shop(*LIVES, traits=TRAITS)
    query = GroupsQuery(
        by=(Dimension(by="category"),), from_="2026-01-05", to="2026-01-11", min_people=1
    )

    def people(*keys, of="people"):
        return groups_people(events, query, GroupsCell(keys=keys, of=of)).to_pylist()

    assert people("tea") == ["ann", "bob", "cid"]
    assert people("cups", of="came_back") == ["ann"]
    assert people("cups", of="buyers") == ["ann", "dan"]
    assert people("cups", of="repeat_buyers") == ["ann"]
    assert people(None) == ["ann", "bob"]
    assert people() == ["ann", "bob", "cid", "dan"]
    assert people(of="came_back") == ["ann", "bob"]
    assert people(of="buyers") == ["ann", "dan"]


def test_people_of_no_row():
    query = GroupsQuery(by=(Dimension(by="city"),), from_="2026-01-05", min_people=1)
    with pytest.raises(InvalidInput) as refused:
        groups_people(shop(*LIVES), query, GroupsCell(keys=("Atlantis",)))
    assert refused.value.field == "cell.keys"


def test_nobody_and_nothing_bought():
    query = GroupsQuery(by=(Dimension(by="city"), Dimension(by="category")), from_="2026-01-05")
    answer = report_by_group(shop(), query)
    assert (answer.rows, active(answer.total), answer.total.revenue) == ((), (0, 0, 0), ())
    assert [note.code for note in answer.notes] == ["groups.no_people"]
    answer = report_by_group(shop(("ann", "Page Viewed", "2026-01-06")), query)
    assert [note.code for note in answer.notes] == ["groups.no_purchases"]


def test_the_definition_says_what_was_counted():
    _, answer = asked("age", "brand", min_people=5)
    definition = answer.definition
    assert "age (<18, 18-24" in definition.en
    assert "不足 5 人" in definition.zh
    assert "split over its lines" in definition.en
    assert definition.rules["min_people"] == 5
    assert list(definition.query["by"]) == [{"by": "age"}, {"by": "brand"}]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"by": ()}, "by"),
        ({"by": (Dimension(by="age"), Dimension(by="hour"), Dimension(by="city"))}, "by"),
        ({"by": (Dimension(by="age"), Dimension(by="age"))}, "by[1].by"),
        ({"by": (Dimension(by="hour", name="x"),)}, "by[0].name"),
        ({"by": (Dimension(by="city", limit=0),)}, "by[0].limit"),
        ({"by": (Dimension(by="age", bands=(30, 20)),)}, "by[0].bands"),
        ({"by": (Dimension(by="age", bands=()),)}, "by[0].bands"),
        ({"min_people": 0}, "min_people"),
        ({"default_currency": "ABC"}, "default_currency"),
        ({"to": "2025-01-01"}, "to"),
    ],
)
def test_impossible_queries_name_the_field(query, field):
    given = {"by": (Dimension(by="city"),), "from_": "2026-01-05", **query}
    with pytest.raises(InvalidInput) as refused:
        report_by_group(shop(*LIVES), GroupsQuery(**given))
    assert refused.value.field == field
