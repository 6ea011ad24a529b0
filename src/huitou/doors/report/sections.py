"""From a ShopReport to the page's six sections, one a chart."""

from __future__ import annotations

from huitou.doors.report.figures import cohorts, gaps, lifecycle, products, repeat, rfm
from huitou.doors.report.page import Choice, Panel, Section, Switch
from huitou.doors.report.text import Text
from huitou.doors.report.texts import TEXTS
from huitou.engine.analytics import Definition, ShopReport
from huitou.kernel import Currency


def sections_of(report: ShopReport) -> tuple[Section, ...]:
    return (
        _cohorts(report),
        _lifecycle(report),
        _section("repeat", _repeat(report)),
        _section("rfm", _rfm(report)),
        _section("gaps", _gaps(report)),
        _section("products", _products(report)),
    )


def _section(key: str, *panels: Panel, switches: tuple[Switch, ...] = ()) -> Section:
    return Section(key, TEXTS[f"{key}_nav"], TEXTS[key], TEXTS[f"{key}_title"], panels, switches)


def _cohorts(report: ShopReport) -> Section:
    currency = Currency.of(report.overview.currency)
    panels = []
    for answer in (report.cohorts_by_month, report.cohorts_by_week):
        heat = cohorts.cohort_heat(answer, currency)
        panels.append(
            Panel(
                id=heat.key,
                view=answer.period,
                summary=heat.summary,
                definition=defined(answer.definition),
                tables=(cohorts.people_table(answer), cohorts.revenue_table(answer, currency)),
                heat=heat,
                note=heat.trimmed,
                drawn=bool(answer.rows),
            )
        )
    measures = {key: TEXTS[f"measure_{key}"] for key in ("percent", "people", "revenue")}
    measure = _switch("cohorts", "measure", measures)
    return _section("cohorts", *panels, switches=(_periods("cohorts"), measure))


def _lifecycle(report: ShopReport) -> Section:
    answers = (report.lifecycle_by_month, report.lifecycle_by_week)
    panels = (
        Panel(
            id=f"lifecycle-{answer.period}",
            view=answer.period,
            summary=lifecycle.summary(answer),
            definition=defined(answer.definition),
            tables=(lifecycle.lifecycle_table(answer),),
            chart=lifecycle.lifecycle_chart(answer),
            drawn=bool(answer.periods),
        )
        for answer in answers
    )
    return _section("lifecycle", *panels, switches=(_periods("lifecycle"),))


def _repeat(report: ShopReport) -> Panel:
    answer = report.repeat
    return Panel(
        id="repeat",
        view="",
        summary=repeat.summary(answer),
        definition=defined(answer.definition),
        tables=repeat.repeat_tables(answer),
        chart=repeat.repeat_chart(answer),
        note=repeat.model_note(answer),
        drawn=bool(answer.observed),
    )


def _rfm(report: ShopReport) -> Panel:
    answer = report.rfm
    return Panel(
        id="rfm",
        view="",
        summary=rfm.summary(answer),
        definition=defined(answer.definition),
        tables=(
            rfm.rfm_table(answer, Currency.of(report.overview.currency)),
            rfm.grid_table(answer),
        ),
        chart=rfm.rfm_chart(answer),
        grid=rfm.rfm_grid(answer),
        guide=rfm.segment_guide(answer),
        drawn=bool(answer.segments),
    )


def _gaps(report: ShopReport) -> Panel:
    return Panel(
        id="gaps",
        view="",
        summary=gaps.summary(report.gaps),
        definition=defined(report.gaps.definition),
        tables=(gaps.gaps_table(report.gaps),),
        chart=gaps.gaps_chart(report.gaps),
        drawn=bool(report.gaps.bins),
    )


def _products(report: ShopReport) -> Panel:
    answer = report.products
    return Panel(
        id="products",
        view="",
        summary=products.summary(answer),
        definition=defined(answer.definition),
        tables=(products.products_table(answer),),
        chart=products.products_chart(answer),
        note=products.drawn_note(answer),
        drawn=bool(answer.products),
    )


def _periods(section: str) -> Switch:
    return _switch(section, "period", {"month": TEXTS["month"], "week": TEXTS["week"]})


def _switch(section: str, what: str, labels: dict[str, Text]) -> Switch:
    first = next(iter(labels))
    choices = (Choice(value, label, value == first) for value, label in labels.items())
    return Switch(f"{section}-{what}", TEXTS[what], tuple(choices))


def defined(definition: Definition) -> Text:
    """An answer's definition in words, as the page carries texts."""
    return Text(definition.en, definition.zh)
