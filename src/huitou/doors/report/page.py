"""The report page as one typed object: what the templates may show, in the order it is read."""

from __future__ import annotations

from dataclasses import dataclass

from huitou.doors.report import formats
from huitou.doors.report.chart import Chart
from huitou.doors.report.figures import cohorts, gaps, lifecycle, products, repeat, rfm
from huitou.doors.report.rest import rest_table
from huitou.doors.report.tables import Table
from huitou.doors.report.text import HTML_LANG, Text
from huitou.doors.report.texts import TEXTS, say
from huitou.engine.analytics import Definition, Finding, Overview, ShopReport
from huitou.kernel import Currency, Money

_LONG_VALUE = 11  # characters that fit a key figure's frame in large type


@dataclass(frozen=True)
class KeyFigure:
    key: str
    label: Text
    value: Text
    note: Text

    @property
    def is_long(self) -> bool:
        return max(len(self.value.en), len(self.value.zh)) > _LONG_VALUE


@dataclass(frozen=True)
class FindingCard:
    """`about` is the id of the section that the sentence comes from."""

    about: str
    tone: str
    tone_label: Text
    words: Text


@dataclass(frozen=True)
class Choice:
    value: str
    label: Text
    checked: bool


@dataclass(frozen=True)
class Switch:
    """Radio buttons; the style sheet shows what belongs to the one that is checked."""

    name: str
    legend: Text
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Panel:
    """One picture with its words and tables. `view` ties it to a choice of the section's period
    switch; "" is always shown.
    """

    id: str
    view: str
    summary: Text
    definition: Text
    tables: tuple[Table, ...]
    chart: Chart | None = None
    heat: cohorts.HeatGrid | None = None
    grid: tuple[rfm.RfmGridRow, ...] = ()
    guide: tuple[tuple[Text, Text], ...] = ()
    note: Text | None = None
    drawn: bool = True  # False: there is nothing to draw, the summary says why


@dataclass(frozen=True)
class Section:
    key: str
    nav: Text
    eyebrow: Text
    title: Text
    panels: tuple[Panel, ...]
    switches: tuple[Switch, ...] = ()


@dataclass(frozen=True)
class ReportPage:
    """`html_lang` is the language that shows first; `sections` are in reading order."""

    html_lang: str
    title: Text
    source: Text | None
    generated: bool
    version: str
    data_range: Text
    as_of: Text
    key_figures: tuple[KeyFigure, ...]
    findings: tuple[FindingCard, ...]
    sections: tuple[Section, ...]
    rest: Table
    rest_lead: Text
    notes: tuple[Text, ...]

    @property
    def initial_title(self) -> str:
        """The title in the language that shows first, for the browser's tab."""
        return self.title.en if self.html_lang == "en" else self.title.zh

    @property
    def made_by(self) -> Text:
        return say("made_by", version=self.version)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table of the page, for the CSV files."""
        panels = (panel for section in self.sections for panel in section.panels)
        return *(table for panel in panels for table in panel.tables), self.rest


def build_page(
    report: ShopReport,
    *,
    title: str,
    source_note: str | Text,
    generated: bool,
    language: str,
    version: str,
) -> ReportPage:
    """The page of a report; `title` may be empty."""
    overview = report.overview
    zone = overview.timezone
    return ReportPage(
        html_lang=HTML_LANG[language],
        title=Text.same(title.strip()) if title.strip() else TEXTS["default_title"],
        source=_source(source_note),
        generated=generated,
        version=version,
        data_range=say(
            "range",
            first=formats.local_day(overview.first_order_at, zone),
            last=formats.local_day(overview.data_as_of, zone),
        ),
        as_of=say("as_of", moment=formats.moment(overview.data_as_of, zone)),
        key_figures=_key_figures(report),
        findings=tuple(_finding(finding) for finding in report.findings),
        sections=_sections(report),
        rest=rest_table(overview),
        rest_lead=_rest_lead(overview),
        notes=(
            _text(overview.definition),
            TEXTS["general_note"],
        ),
    )


def _key_figures(report: ShopReport) -> tuple[KeyFigure, ...]:
    overview, gaps_ = report.overview, report.gaps
    known = overview.orders - overview.orders_without_customer
    per_customer = formats.number(known / overview.customers) if overview.customers else "0"
    currency = Currency.of(overview.currency)
    gross, refunds, net = (
        formats.money_whole(Money(minor, currency))
        for minor in (overview.gross, overview.refunds, overview.net)
    )
    gap_note = say("median_gap_note", p90=formats.days(gaps_.p90_days))
    return (
        _figure("customers", formats.count(overview.customers), orders=per_customer),
        _figure(
            "orders",
            formats.count(overview.orders),
            customer=formats.count(known),
            unknown=formats.count(overview.orders_without_customer),
        ),
        _figure("net", net, gross=gross, refunds=refunds),
        _figure(
            "came_back",
            formats.percent_of(overview.repeat_customers, overview.customers),
            people=formats.count(overview.repeat_customers),
        ),
        KeyFigure(
            "median_gap",
            TEXTS["median_gap"],
            formats.days(gaps_.median_days),
            TEXTS["no_gap_note"] if gaps_.median_days is None else gap_note,
        ),
    )


def _figure(key: str, value: str, **places: str) -> KeyFigure:
    return KeyFigure(key, TEXTS[key], Text.same(value), say(f"{key}_note", **places))


def _finding(finding: Finding) -> FindingCard:
    tone = finding.tone if finding.tone in ("good", "bad") else "neutral"
    return FindingCard(finding.about, tone, TEXTS[f"tone_{tone}"], Text(finding.en, finding.zh))


def _sections(report: ShopReport) -> tuple[Section, ...]:
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
                definition=_text(answer.definition),
                tables=(cohorts.people_table(answer), cohorts.revenue_table(answer, currency)),
                heat=heat,
                note=heat.trimmed,
                drawn=bool(answer.rows),
            )
        )
    measures = _switch("cohorts", "measure", "percent", "people", "revenue")
    return _section("cohorts", *panels, switches=(_periods("cohorts"), measures))


def _lifecycle(report: ShopReport) -> Section:
    answers = (report.lifecycle_by_month, report.lifecycle_by_week)
    panels = (
        Panel(
            id=f"lifecycle-{answer.period}",
            view=answer.period,
            summary=lifecycle.summary(answer),
            definition=_text(answer.definition),
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
        definition=_text(answer.definition),
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
        definition=_text(answer.definition),
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
        definition=_text(report.gaps.definition),
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
        definition=_text(answer.definition),
        tables=(products.products_table(answer),),
        chart=products.products_chart(answer),
        note=products.drawn_note(answer),
        drawn=bool(answer.products),
    )


def _periods(section: str) -> Switch:
    return _switch(section, "period", "month", "week")


def _switch(section: str, what: str, *values: str) -> Switch:
    prefix = "" if what == "period" else f"{what}_"
    choices = (Choice(v, TEXTS[f"{prefix}{v}"], v == values[0]) for v in values)
    return Switch(f"{section}-{what}", TEXTS[what], tuple(choices))


def _rest_lead(overview: Overview) -> Text:
    if not overview.other_currencies and not overview.orders_without_customer:
        return say("rest_nothing", currency=overview.currency)
    return say("rest_lead", currency=overview.currency)


def _source(note: str | Text) -> Text | None:
    text = Text.same(note.strip()) if isinstance(note, str) else note
    return say("source", source=text.isolated()) if text.en else None


def _text(definition: Definition) -> Text:
    return Text(definition.en, definition.zh)
