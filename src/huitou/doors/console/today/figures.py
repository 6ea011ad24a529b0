"""The six numbers of the day, and the revenue of the last days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huitou.doors.console.today.counted import AWAY_DAYS, Moment
from huitou.doors.design import (
    ChartFrame,
    Column,
    Component,
    Link,
    Row,
    Series,
    Skeleton,
    Stat,
    Table,
    Trend,
    bars,
    change,
    compact,
    currency_sign,
    day,
    money,
    money_whole,
    number,
    short_day,
    sparkline,
)
from huitou.engine.analytics import DayCounts, Glance
from huitou.kernel import Currency, Money

PEOPLE = "/console/today/people"


@dataclass(frozen=True)
class Figures(Component):
    """The numbers with the chart; or `wait`, the address to ask again while they are counted."""

    stats: Sequence[Stat] = ()
    chart: ChartFrame | None = None
    said: str = ""
    note: str = ""
    wait: str = ""
    template: ClassVar[str] = "console/today/figures.html"

    @property
    def skeleton(self) -> Skeleton:
        """The outline of what comes."""
        return Skeleton("cards", 6)


@dataclass(frozen=True)
class _Number:
    """One of the six. `more_is_good` None: neither."""

    label: str
    definition: str
    of: Callable[[DayCounts], int]
    written: Callable[[int], str]
    who: str
    link: Callable[[int], str]
    more_is_good: bool | None = True


def figures(found: Glance, moment: Moment) -> Figures:
    """What was counted, as it is seen."""
    currency = Currency.of(found.currency or "CNY")
    return Figures(
        stats=[_stat(found, moment, one) for one in _numbers(currency)],
        chart=_revenue(found, currency),
        said=_said(moment),
        note=_note(found),
    )


def _numbers(currency: Currency) -> tuple[_Number, ...]:
    def in_money(minor: int) -> str:
        return money_whole(Money(minor, currency))

    away = {"days": AWAY_DAYS}
    return (
        _Number(
            _("Revenue"),
            _(
                "What was sold today less what was given back today, each at its own moment, in "
                "%(currency)s. Orders of the shop and of every other source count."
            )
            % {"currency": currency.code},
            lambda counts: counts.revenue,
            in_money,
            "buyers",
            _buyers,
        ),
        _Number(
            _("Orders"),
            _("Orders that were paid today and not given back in full."),
            lambda counts: counts.orders,
            number,
            "buyers",
            _buyers,
        ),
        _Number(
            _("Active"),
            _("People who did anything that was told to the event log today."),
            lambda counts: counts.active,
            number,
            "active",
            _people,
        ),
        _Number(
            _("New"),
            _("Active people of whom nothing was known before today."),
            lambda counts: counts.new,
            number,
            "new",
            _people,
        ),
        _Number(
            _("Came back"),
            _("Active people who were known and had not been seen for %(days)s days.") % away,
            lambda counts: counts.returned,
            number,
            "returned",
            _people,
        ),
        _Number(
            _("Lost"),
            _(
                "People who were last seen %(days)s days ago: today their time ran out. Whoever "
                "comes back counts as such."
            )
            % away,
            lambda counts: counts.lost,
            number,
            "lost",
            _people,
            more_is_good=False,
        ),
    )


def _people(n: int) -> str:
    return ngettext("See this person", "See these people", n)


def _buyers(n: int) -> str:
    return ngettext("See the buyer", "See the buyers", n)


def _stat(found: Glance, moment: Moment, one: _Number) -> Stat:
    value = one.of(found.now)
    series = [one.of(counts) for counts in found.days]
    return Stat(
        one.label,
        one.written(value),
        trends=(
            _trend(value, one.of(found.day_before), _("than yesterday"), one.more_is_good),
            _trend(value, one.of(found.week_before), _against(found), one.more_is_good),
        ),
        definition=one.definition,
        people=_link(one, value, moment),
        sparkline=sparkline(
            series[:-1], label=_("%(what)s, the last 30 days") % {"what": one.label}
        ),
    )


def _link(one: _Number, value: int, moment: Moment) -> Link | None:
    if not value:
        return None
    until = "" if moment.until is None else f"&until={int(moment.until.total_seconds())}"
    return Link(one.link(value), f"{PEOPLE}/{one.who}?day={moment.day.isoformat()}{until}")


def _trend(value: int, before: int, against: str, more_is_good: bool | None) -> Trend:
    """As a share; where there was nothing before, as a difference."""
    if value == before:
        return Trend("±0", "flat", against)
    up = value > before
    text = change((value - before) / abs(before)) if before else f"+{number(value)}" if up else "−"
    good = None if more_is_good is None else up == more_is_good
    return Trend(text, "up" if up else "down", against, good)


def _against(found: Glance) -> str:
    """The weekday of a week ago, which is a phrase of its own in every language."""
    return (
        _("than last Monday"),
        _("than last Tuesday"),
        _("than last Wednesday"),
        _("than last Thursday"),
        _("than last Friday"),
        _("than last Saturday"),
        _("than last Sunday"),
    )[found.week_before.day.weekday()]


def _revenue(found: Glance, currency: Currency) -> ChartFrame:
    values = [Money(counts.revenue, currency) for counts in found.days]
    labels = [short_day(counts.day) for counts in found.days]
    series = Series(
        _("Revenue"),
        [float(value.decimal()) for value in values],
        unfinished=1,
        addresses=[f"{PEOPLE}/buyers?day={counts.day.isoformat()}" for counts in found.days],
    )
    total = Money(sum(value.minor for value in values), currency)
    return ChartFrame(
        title=_("Revenue, the last 30 days"),
        lead=_("%(total)s in all, less what was given back.") % {"total": money(total)},
        chart=bars(
            labels,
            (series,),
            label=_("Revenue by day"),
            written=lambda value: f"{currency_sign(currency.code)}{compact(value)}",
        ),
        table=Table(
            _("Revenue by day"),
            (
                Column(_("Date")),
                Column(_("Revenue"), numeric=True),
                Column(_("Orders"), numeric=True),
                Column(_("Active"), numeric=True),
            ),
            [
                Row((day(c.day), money(value), number(c.orders), number(c.active)))
                for c, value in zip(reversed(found.days), reversed(values), strict=True)
            ],
            dense=True,
        ),
        png="revenue",
    )


def _said(moment: Moment) -> str:
    return _("Until %(time)s, compared with the same time of yesterday and of a week ago.") % {
        "time": f"{moment.at:%H:%M}" if moment.at else "24:00"
    }


def _note(found: Glance) -> str:
    said = _("Days of %(timezone)s. As of version %(version)s of the log.") % {
        "timezone": found.timezone,
        "version": found.as_of.version,
    }
    if found.other_currencies:
        others = ", ".join(found.other_currencies)
        said += " " + _("Not in it: orders in %(currencies)s.") % {"currencies": others}
    return said
