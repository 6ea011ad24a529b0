"""Findings say what their numbers say, speak when something is there, and are silent on chance."""

import calendar
import random
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from huitou.engine.analytics.report import findings, prepare
from huitou.engine.analytics.report.evidence import Evidence
from huitou.engine.analytics.report.findings import RULES
from huitou.engine.analytics.report.sentences import finding

NAMES = {rule.__name__ for rule in RULES}
START = datetime(2023, 1, 1, 12, tzinfo=UTC)


def made_shop(shop, seed, *, planted):
    """900 customers over a year. Planted: whoever begins with a kettle, or in the first half year,
    is likelier to return; a tenth of sales is taken back; some orders have no known buyer.
    """
    dice, rows = random.Random(seed), []
    for i in range(900):
        first = dice.randrange(360)
        product = dice.choice(["kettle", "cup", "tea"])
        chance = 0.45
        if planted:
            chance += (0.2 if product == "kettle" else -0.1) + (0.1 if first < 180 else -0.15)
        days = [first]
        while days[-1] < 360 and dice.random() < chance:
            days.append(days[-1] + dice.randint(5, 60))
        for n, day in enumerate(day for day in days if day < 365):
            at = START + timedelta(days=day)
            amount = round(dice.lognormvariate(8, 1)) + 1
            person = None if planted and n == 0 and dice.random() < 0.15 else f"p{i}"
            rows.append(shop.line(person, f"o{i}-{n}", at, amount, product=product, name=product))
            if planted and dice.random() < 0.12:
                rows.append(shop.line(person, f"C{i}-{n}", at, amount, kind="refund"))
    return rows


def told_by(purchases):
    evidence = Evidence(purchases)
    return {rule.__name__: told for rule in RULES if (told := rule(evidence)) is not None}


def written(name, value, language):
    """How a number must stand in the sentence, written here a second time."""
    if name.endswith("_share"):
        return f"{Decimal(str(value)) * 100:.1f}".removesuffix(".0") + "%"
    if name.endswith("_minor"):
        return f"{value // 100:,}" if value >= 100_000 else f"{Decimal(value) / 100:,.2f}"
    if name == "month" and language == "en":
        return calendar.month_name[value]
    return str(value) if name == "year" else f"{value:,}"


def numbers_of(sentence):
    """Every number and month name in a sentence, names of goods in quotation marks left out."""
    bare = re.sub("“.*?”|「.*?」", "", sentence)
    months = "|".join(calendar.month_name[1:])
    return set(re.findall(rf"\d+(?:,\d{{3}})*(?:\.\d+)?%?|{months}", bare))


@pytest.fixture(scope="module")
def planted(shop):
    return prepare(shop.table(made_shop(shop, 7, planted=True)))


def test_every_rule_speaks_where_there_is_something_to_say(planted):
    told = told_by(planted)
    assert NAMES - set(told) <= {"standout_cohort"}
    assert {name: (told[name].about, told[name].tone) for name in told} == {
        "bought_once": ("overview", "neutral"),
        "share_back": ("repeat", "neutral"),
        "newer_customers": ("cohorts", "bad"),
        "time_to_return": ("repeat", "neutral"),
        "slipping_away": ("rfm", "bad"),
        "top_customers": ("rfm", "neutral"),
        "last_month": ("lifecycle", "bad"),
        "returning_product": ("products", "good"),
        "unknown_buyers": ("overview", "neutral"),
        "refunds": ("overview", "bad"),
    }
    assert len(findings(planted)) == 9
    assert findings(planted) == tuple(told.values())[:9]


def test_sentences_hold_exactly_their_numbers(planted):
    for told in findings(planted):
        for language, sentence in (("en", told.en), ("zh", told.zh)):
            expected = {written(name, value, language) for name, value in told.numbers.items()}
            assert numbers_of(sentence) == expected, sentence
            assert "{" not in sentence


def test_numbers_are_those_of_the_shop(planted, shop):
    told = told_by(planted)
    expected = shop.reference(made_shop(shop, 7, planted=True))
    view = expected.overview()
    once = view["customers"] - view["repeat_customers"]
    assert told["bought_once"].numbers == {
        "customers": view["customers"],
        "once": once,
        "once_share": round(once / view["customers"], 3),
    }
    assert told["share_back"].numbers["span_days"] == 180
    assert told["share_back"].numbers["back_share"] == round(float(expected.curve(180)), 3)
    assert told["refunds"].numbers["refund_share"] == round(view["refunds"] / view["gross"], 3)
    unknown = view["net_without_customer"] / view["net"]
    assert told["unknown_buyers"].numbers["unknown_share"] == round(unknown, 3)

    net = sorted(expected.net.values())
    top = told["top_customers"].numbers
    assert top["top"] == round(len(net) / 10)
    assert top["revenue_share"] == round(sum(net[-top["top"] :]) / sum(net), 3)

    month = [row for row in expected.lifecycle("month") if row[-1]][-1]
    assert told["last_month"].numbers == {
        "year": month[0].year, "month": month[0].month, "dormant": month[4], "new": month[1],
        "resurrected": month[3],
    }  # fmt: skip

    kettle = next(p for p in expected.products(10) if p[0] == "kettle")
    assert told["returning_product"].numbers["first_buyers"] == kettle[1]
    assert told["returning_product"].numbers["back_share"] == round(kettle[2] / kettle[1], 3)
    assert "“kettle”" in told["returning_product"].en


def test_newer_customers_are_compared_within_a_window_that_all_have_lived(planted, shop):
    expected = shop.reference(made_shop(shop, 7, planted=True))
    numbers = told_by(planted)["newer_customers"].numbers
    split, last = shop.date(numbers["year"], numbers["month"], 1), shop.date(2023, 10, 1)
    newer, older = [], []
    for days in expected.days.values():
        back = len(days) > 1 and (days[1] - days[0]).days <= 90
        if days[0] < last:  # all of a month's people known for 90 days
            (newer if days[0] >= split else older).append(back)
    assert split == shop.date(2023, 6, 1), "of nine months, the later four"
    assert numbers["newer_share"] == round(sum(newer) / len(newer), 3)
    assert numbers["older_share"] == round(sum(older) / len(older), 3)


def test_half_come_back_by_the_day_that_is_said(planted, shop):
    expected = shop.reference(made_shop(shop, 7, planted=True))
    numbers = told_by(planted)["time_to_return"].numbers
    whole = expected.curve(numbers["span_days"])
    for day, part in ((numbers["half_days"], 0.5), (numbers["most_days"], 0.75)):
        assert expected.curve(day - 1) < part * whole <= expected.curve(day)


def test_chance_is_not_told(shop):
    """Forty shops without any effect. The tests allow for chance in 1 of 100, 1 of 100 and less
    than 1 of 20 shops.
    """
    told = Counter()
    for seed in range(40):
        told.update(list(told_by(prepare(shop.table(made_shop(shop, seed, planted=False))))))
    assert told["newer_customers"] + told["standout_cohort"] + told["returning_product"] <= 2
    assert told["refunds"] == told["unknown_buyers"] == 0


def test_a_month_that_stands_out_is_named(shop):
    rows = []
    for month in range(1, 10):
        for i in range(60):
            person = f"p{month}-{i}"
            rows.append(shop.line(person, f"{person}-a", f"2023-{month:02}-05", 1000))
            if i < (50 if month == 4 else 20):
                rows.append(shop.line(person, f"{person}-b", f"2023-{month:02}-25", 1000))
    rows.append(shop.line("late", "late", "2023-12-31", 1000))
    told = told_by(prepare(shop.table(rows)))["standout_cohort"]
    assert told.en == (
        "The 60 customers who first purchased in April 2023 came back more than those of the other "
        "months: 83.3% within 90 days, against 33.3%."
    )
    assert told.zh == (
        "2023 年 4 月首次购买的 60 位顾客回头比其他月份的顾客多："
        "90 天内为 83.3%，其他月份为 33.3%。"
    )
    assert told.tone == "good"


def test_a_product_sold_only_to_older_customers_is_not_praised(shop):
    """Everyone returns after 200 days; the kettle was sold in the first month alone."""
    rows = []
    for i in range(200):
        early = i < 100
        product, day = ("kettle", "2023-01-05") if early else ("cup", "2023-07-05")
        rows.append(shop.line(f"p{i}", f"a{i}", day, 1000, product=product))
        if early:
            rows.append(shop.line(f"p{i}", f"b{i}", "2023-07-24", 1000, product="cup"))
    rows.append(shop.line("p150", "b150", "2023-07-06", 1000))
    rows.append(shop.line("late", "late", "2023-12-31", 1000))
    purchases = prepare(shop.table(rows))
    (kettle,) = [p for p in Evidence(purchases).products.products if p.product_id == "kettle"]
    assert kettle.low > Evidence(purchases).products.base_share
    assert "returning_product" not in told_by(purchases)


def test_a_name_with_braces_is_only_a_name(shop):
    rows = []
    for i in range(120):
        product = "{x} {back_share}" if i % 2 else "cup"
        rows.append(shop.line(f"p{i}", f"a{i}", "2023-01-05", 1000, product=product))
        if i % 2:
            rows.append(shop.line(f"p{i}", f"b{i}", "2023-02-05", 1000))
    rows.append(shop.line("late", "late", "2023-12-31", 1000))
    told = told_by(prepare(shop.table(rows)))["returning_product"]
    assert "“{x} {back_share}”" in told.en
    assert "「{x} {back_share}」" in told.zh


def test_money_is_said_in_whole_units_when_large_and_kept_as_said():
    for minor, kept, text in ((99_999, 99_999, "999.99 GBP"), (123_456, 123_500, "1,235 GBP")):
        told = finding("rfm", "bad", "{sum_minor}", "{sum_minor}", currency="GBP", sum_minor=minor)
        assert (told.en, told.zh, told.numbers) == (text, text, {"sum_minor": kept})
    yen = finding("rfm", "bad", "{sum_minor}", "", currency="JPY", sum_minor=123_456)
    assert (yen.en, yen.numbers) == ("123,456 JPY", {"sum_minor": 123_456})
