"""All charts and findings of a shop in one answer."""

from __future__ import annotations

from datetime import datetime

import pyarrow as pa

from huitou.engine.analytics.periods import MONTH, WEEK
from huitou.engine.analytics.report.answers import ShopReport
from huitou.engine.analytics.report.cohorts import cohort_grid
from huitou.engine.analytics.report.evidence import Evidence
from huitou.engine.analytics.report.findings import told
from huitou.engine.analytics.report.gaps import order_gaps
from huitou.engine.analytics.report.lifecycle import lifecycle
from huitou.engine.analytics.report.prepare import prepare
from huitou.engine.analytics.report.repeat import repeat_curve
from huitou.engine.analytics.report.rfm import grouped


def shop_report(
    lines: pa.Table,
    *,
    timezone: str = "UTC",
    currency: str | None = None,
    as_of: datetime | None = None,
) -> ShopReport:
    """The whole report from order lines (ORDER_LINES_SCHEMA); arguments and errors of `prepare`."""
    purchases = prepare(lines, timezone=timezone, currency=currency, as_of=as_of)
    evidence = Evidence(purchases)  # what findings and charts share is counted once
    return ShopReport(
        overview=evidence.overview,
        cohorts_by_month=cohort_grid(purchases, MONTH),
        cohorts_by_week=cohort_grid(purchases, WEEK),
        lifecycle_by_month=evidence.lifecycle,
        lifecycle_by_week=lifecycle(purchases, WEEK),
        repeat=repeat_curve(purchases),
        rfm=grouped(purchases, evidence.scores),
        gaps=order_gaps(purchases),
        products=evidence.products,
        findings=told(evidence),
    )
