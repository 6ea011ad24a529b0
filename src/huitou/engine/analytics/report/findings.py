"""Plain sentences of what stands out, chosen by rules; each says only what its numbers carry."""

from __future__ import annotations

from huitou.engine.analytics.report.answers import Finding
from huitou.engine.analytics.report.evidence import Evidence
from huitou.engine.analytics.report.findings_money import (
    refunds,
    returning_product,
    slipping_away,
    top_customers,
    unknown_buyers,
)
from huitou.engine.analytics.report.findings_people import (
    bought_once,
    last_month,
    newer_customers,
    share_back,
    standout_cohort,
    time_to_return,
)
from huitou.engine.analytics.report.purchases import Purchases

_MOST = 9

# In the order in which they are told; when more than nine have something to say, the last wait.
RULES = (
    bought_once,
    share_back,
    newer_customers,
    time_to_return,
    slipping_away,
    top_customers,
    last_month,
    returning_product,
    unknown_buyers,
    refunds,
    standout_cohort,
)


def findings(purchases: Purchases) -> tuple[Finding, ...]:
    """At most nine findings, the most general first. A rule is silent when the data is too thin
    for it or the difference could be chance.
    """
    return told(Evidence(purchases))


def told(evidence: Evidence) -> tuple[Finding, ...]:
    """The findings from evidence that may have been counted already."""
    sentences = (rule(evidence) for rule in RULES)
    return tuple(finding for finding in sentences if finding is not None)[:_MOST]
