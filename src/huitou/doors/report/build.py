"""From a ShopReport to the page: title, key figures, findings, and what the charts leave out."""

from __future__ import annotations

from huitou.doors.report import formats
from huitou.doors.report.page import FindingCard, KeyFigure, ReportPage
from huitou.doors.report.rest import rest_table
from huitou.doors.report.sections import defined, sections_of
from huitou.doors.report.text import HTML_LANG, Text
from huitou.doors.report.texts import TEXTS, say
from huitou.engine.analytics import Finding, Overview, ShopReport
from huitou.kernel import Currency, Money


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
        sections=sections_of(report),
        rest=rest_table(overview),
        rest_lead=_rest_lead(overview),
        notes=(
            defined(overview.definition),
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


def _rest_lead(overview: Overview) -> Text:
    if not overview.other_currencies and not overview.orders_without_customer:
        return say("rest_nothing", currency=overview.currency)
    return say("rest_lead", currency=overview.currency)


def _source(note: str | Text) -> Text | None:
    text = Text.same(note.strip()) if isinstance(note, str) else note
    return say("source", source=text.isolated()) if text.en else None
