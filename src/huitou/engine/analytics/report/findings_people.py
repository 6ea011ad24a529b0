"""Findings about who comes back and when."""

from __future__ import annotations

import numpy as np

from huitou.engine.analytics.report.answers import Finding
from huitou.engine.analytics.report.evidence import CohortReturn, Evidence
from huitou.engine.analytics.report.sentences import finding
from huitou.engine.analytics.report.shares import two_share_p

LEAST_CUSTOMERS = 20
_LEAST_RETURNS = 30
_LEAST_COHORT = 50
_LEAST_MONTHS = 4
_SPANS = (365, 180, 90, 30)


def bought_once(evidence: Evidence) -> Finding | None:
    """How many customers purchased on one day only."""
    customers, repeat = evidence.overview.customers, evidence.overview.repeat_customers
    if customers == 0:
        return None
    if customers == 1:
        return _only_customer(repeat == 1)
    once = customers - repeat
    return finding(
        "overview",
        "neutral",
        "Customers who have purchased on one day only: {once} of {customers} ({once_share}).",
        "只在一天购买过的顾客：{customers} 人中有 {once} 人（{once_share}）。",
        customers=customers,
        once=once,
        once_share=once / customers,
    )


def share_back(evidence: Evidence) -> Finding | None:
    """The share back within the longest round span that is known, by the repeat curve."""
    curve = evidence.curve
    span = next((days for days in _SPANS if days <= curve.last_day), None)
    if span is None or evidence.overview.customers < LEAST_CUSTOMERS:
        return None
    return finding(
        "repeat",
        "neutral",
        "Within {span_days} days of the first purchase, {back_share} of customers come back "
        "(likely between {low_share} and {high_share}); recent customers are counted only for as "
        "long as they have been known.",
        "首次购买后 {span_days} 天内，{back_share} 的顾客会再来"
        "（大致在 {low_share} 到 {high_share} 之间）；新近的顾客只按已知的时长计入。",
        span_days=span,
        back_share=curve.share[span],
        low_share=curve.low[span],
        high_share=curve.high[span],
    )


def time_to_return(evidence: Evidence) -> Finding | None:
    """When the second purchases come that come within the longest known span."""
    curve = evidence.curve
    span = next((days for days in _SPANS if days <= curve.last_day), None)
    if span is None or evidence.overview.repeat_customers < _LEAST_RETURNS:
        return None
    share = np.array(curve.share[: span + 1])
    half, most = (int(np.searchsorted(share, part * share[-1])) for part in (0.5, 0.75))
    return finding(
        "repeat",
        "neutral",
        "Of the customers who come back within {span_days} days, half do so by day {half_days} and "
        "{most_share} by day {most_days}: a message meant to reach them before their usual return "
        "would go out before day {half_days}.",
        "在 {span_days} 天内回头的顾客中，到第 {half_days} 天已有一半回来，"
        "到第 {most_days} 天已有 {most_share}："
        "想赶在他们通常回来之前发消息，就要早于第 {half_days} 天。",
        span_days=span,
        half_days=half,
        most_days=most,
        most_share=0.75,
    )


def newer_customers(evidence: Evidence) -> Finding | None:
    """Whether the newer half of the monthly cohorts comes back more or less than the older half."""
    cohorts = evidence.cohort_returns
    if len(cohorts) < _LEAST_MONTHS:
        return None
    middle = (len(cohorts) + 1) // 2
    older, newer = _joined(cohorts[:middle]), _joined(cohorts[middle:])
    if min(older.people, newer.people) < _LEAST_COHORT:
        return None
    if two_share_p(older.returned, older.people, newer.returned, newer.people) >= 0.01:
        return None
    more = newer.returned / newer.people > older.returned / older.people
    return finding(
        "cohorts",
        "good" if more else "bad",
        f"Newer customers come back {'more' if more else 'less'} than earlier ones did: of those "
        "who first purchased in {period} or later, {newer_share} were back within {window_days} "
        "days; of those before, {older_share}.",
        f"新客的回头率比早先的顾客{'高' if more else '低'}："
        "{period}及以后首次购买的顾客，{newer_share} 在 {window_days} 天内回头；"
        "此前的为 {older_share}。",
        year=newer.start.year,
        month=newer.start.month,
        newer_share=newer.returned / newer.people,
        older_share=older.returned / older.people,
        window_days=evidence.window,
    )


def standout_cohort(evidence: Evidence) -> Finding | None:
    """The monthly cohort that differs most surely from all others, if any does: a two-sided test
    at 1%, corrected for the number of cohorts looked at (Bonferroni).
    """
    cohorts = [c for c in evidence.cohort_returns if c.people >= _LEAST_COHORT]
    if len(cohorts) < 3:
        return None
    p_values = [_p_against(cohort, cohorts) for cohort in cohorts]
    best = int(np.argmin(p_values))
    if p_values[best] >= 0.01 / len(cohorts):
        return None
    cohort = cohorts[best]
    rest = _joined([c for c in cohorts if c is not cohort])
    more = cohort.returned / cohort.people > rest.returned / rest.people
    return finding(
        "cohorts",
        "good" if more else "bad",
        "The {people} customers who first purchased in {period} came back "
        f"{'more' if more else 'less'} than those of the other months: "
        "{cohort_share} within {window_days} days, against {rest_share}.",
        f"{{period}}首次购买的 {{people}} 位顾客回头比其他月份的顾客{'多' if more else '少'}："
        "{window_days} 天内为 {cohort_share}，其他月份为 {rest_share}。",
        people=cohort.people,
        year=cohort.start.year,
        month=cohort.start.month,
        cohort_share=cohort.returned / cohort.people,
        rest_share=rest.returned / rest.people,
        window_days=evidence.window,
    )


def last_month(evidence: Evidence) -> Finding | None:
    """Customers gone quiet against those won or won back, in the last complete month."""
    full = [period for period in evidence.lifecycle.periods if period.complete]
    if len(full) < 2 or evidence.overview.customers < LEAST_CUSTOMERS:
        return None
    last = full[-1]
    gained = last.new + last.resurrected
    if last.dormant == gained:
        tone = "neutral"
    else:
        tone = "bad" if last.dormant > gained else "good"
    return finding(
        "lifecycle",
        tone,
        "In {period}, the last complete month: gone quiet since the month before, {dormant}; "
        "first-time customers, {new}; back after a pause, {resurrected}.",
        "最近一个完整月 {period}：上月买过、本月没买的 {dormant} 人；首次购买的 {new} 人；"
        "停了一阵又回来的 {resurrected} 人。",
        year=last.start.year,
        month=last.start.month,
        dormant=last.dormant,
        new=last.new,
        resurrected=last.resurrected,
    )


def _only_customer(came_back: bool) -> Finding:
    if came_back:
        return finding(
            "overview", "neutral", "The only customer has come back.", "唯一的顾客已经回头。"
        )
    return finding(
        "overview",
        "neutral",
        "The only customer has purchased on one day only.",
        "唯一的顾客只在一天购买过。",
    )


def _joined(cohorts: list[CohortReturn] | tuple[CohortReturn, ...]) -> CohortReturn:
    """Several cohorts as one, which starts with the first."""
    return CohortReturn(
        start=cohorts[0].start,
        people=sum(cohort.people for cohort in cohorts),
        returned=sum(cohort.returned for cohort in cohorts),
    )


def _p_against(cohort: CohortReturn, cohorts: list[CohortReturn]) -> float:
    rest = _joined([other for other in cohorts if other is not cohort])
    return two_share_p(cohort.returned, cohort.people, rest.returned, rest.people)
