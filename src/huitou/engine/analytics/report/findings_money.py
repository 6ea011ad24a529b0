"""Findings about where the money is, and which products go with coming back."""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from huitou.engine.analytics.report.answers import Finding, ReturnProduct
from huitou.engine.analytics.report.evidence import Evidence
from huitou.engine.analytics.report.findings_people import LEAST_CUSTOMERS
from huitou.engine.analytics.report.rfm_segments import SEGMENTS
from huitou.engine.analytics.report.sentences import finding
from huitou.engine.analytics.report.shares import two_share_p

_TOP = 0.1
_REFUNDS_WORTH_SAYING, _REFUNDS_HIGH = 0.05, 0.1
_UNKNOWN_WORTH_SAYING = 0.05


def top_customers(evidence: Evidence) -> Finding | None:
    """The share of customers' net revenue that the best tenth of them brought."""
    net = np.sort(evidence.purchases.net)
    if len(net) < LEAST_CUSTOMERS or net.sum() <= 0:
        return None
    top = round(len(net) * _TOP)
    share = float(net[-top:].sum() / net.sum())
    if share > 1:
        return None
    return finding(
        "rfm",
        "neutral",
        "The top {top_share} of customers ({top}) brought {revenue_share} of the net revenue from "
        "known customers.",
        "消费最高的 {top_share} 顾客（{top} 人）贡献了已知顾客净收入的 {revenue_share}。",
        top_share=_TOP,
        top=top,
        revenue_share=share,
    )


def slipping_away(evidence: Evidence) -> Finding | None:
    """Customers who came back before and have stayed away long: at_risk and cant_lose."""
    scores, net = evidence.scores, evidence.purchases.net
    keys = [SEGMENTS.index(key) for key in ("at_risk", "cant_lose")]
    inside = np.isin(scores.segment, keys)
    people, revenue = int(inside.sum()), int(net[inside].sum())
    if len(net) < LEAST_CUSTOMERS or people < 2 or revenue <= 0:
        return None
    return finding(
        "rfm",
        "bad",
        "{people} customers who used to come back are staying away (at risk or can’t lose), half "
        "of them for {away_days} days or more; so far they have brought {revenue_minor}, "
        "{revenue_share} of the net revenue from known customers.",
        "{people} 位曾经回头的顾客很久没来（流失风险和不可失去两组），其中一半已有 {away_days} 天"
        "或更久；他们至今带来 {revenue_minor}，占已知顾客净收入的 {revenue_share}。",
        currency=evidence.overview.currency,
        people=people,
        away_days=float(np.quantile(scores.recency_days[inside], 0.5, method="lower")),
        revenue_minor=revenue,
        revenue_share=revenue / net.sum(),
    )


def returning_product(evidence: Evidence) -> Finding | None:
    """The product whose first buyers come back most surely more than others do. It must differ
    over all time and also within the window alone (or else it was only sold to older customers),
    both at 5% corrected for the number of products shown.
    """
    ahead = [p for p in evidence.products.products if p.low > evidence.products.base_share]
    limit = 0.05 / max(len(evidence.products.products), 1)
    sure = [p for p in ahead if _p_all_time(evidence, p) < limit and _p_window(evidence, p) < limit]
    if not sure:
        return None
    product = max(sure, key=lambda p: (p.low, p.first_buyers, p.product_id))
    name = _as_text(product.name)
    return finding(
        "products",
        "good",
        f"Of the {{first_buyers}} customers whose first order held “{name}”, {{back_share}} came "
        "back; of all customers, {base_share}. The two go together; that is no proof that one "
        "brings the other.",
        f"首单含「{name}」的 {{first_buyers}} 位顾客中，{{back_share}} 回头；"
        "全部顾客为 {base_share}。两者相伴出现，但不能证明是它带来了回头。",
        first_buyers=product.first_buyers,
        back_share=product.share,
        base_share=evidence.products.base_share,
    )


def refunds(evidence: Evidence) -> Finding | None:
    """Refunds as a share of sales, when they are a twentieth or more."""
    view = evidence.overview
    if view.gross <= 0 or view.refunds / view.gross < _REFUNDS_WORTH_SAYING:
        return None
    return finding(
        "overview",
        "bad" if view.refunds / view.gross >= _REFUNDS_HIGH else "neutral",
        "Refunds took back {refund_share} of sales: {refund_minor} of {gross_minor}.",
        "退款占销售额的 {refund_share}：{gross_minor} 中退回了 {refund_minor}。",
        currency=view.currency,
        refund_share=view.refunds / view.gross,
        refund_minor=view.refunds,
        gross_minor=view.gross,
    )


def unknown_buyers(evidence: Evidence) -> Finding | None:
    """Net revenue without a known customer, when it is over a twentieth of all."""
    view = evidence.overview
    if view.net <= 0 or not _UNKNOWN_WORTH_SAYING < view.net_without_customer / view.net <= 1:
        return None
    return finding(
        "overview",
        "neutral",
        "{unknown_share} of net revenue ({unknown_minor}) has no known customer behind it, so "
        "this report cannot say whether those buyers came back.",
        "净收入的 {unknown_share}（{unknown_minor}）没有对应的已知顾客，"
        "因此本报告无法判断这些买家是否回头。",
        currency=view.currency,
        unknown_share=view.net_without_customer / view.net,
        unknown_minor=view.net_without_customer,
    )


def _p_all_time(evidence: Evidence, product: ReturnProduct) -> float:
    came_back = evidence.purchases.came_back
    return two_share_p(
        product.repeat_buyers,
        product.first_buyers,
        int(came_back.sum()) - product.repeat_buyers,
        len(came_back) - product.first_buyers,
    )


def _p_window(evidence: Evidence, product: ReturnProduct) -> float:
    """1.0 also when the buyers came back less within the window."""
    lines = evidence.purchases.first_lines
    buyer = np.zeros(evidence.purchases.customers, dtype=bool)
    bought = pc.equal(lines["product_id"], product.product_id)
    buyer[lines["customer"].filter(bought).to_numpy()] = True
    watched = evidence.waiting[0] >= evidence.window
    back = evidence.returned_within(evidence.window)
    mine, rest = back[buyer & watched], back[~buyer & watched]
    if not len(mine) or not len(rest) or mine.mean() <= rest.mean():
        return 1.0
    return two_share_p(int(mine.sum()), len(mine), int(rest.sum()), len(rest))


def _as_text(name: str) -> str:
    """A name that is safe inside a template."""
    return name.replace("{", "{{").replace("}", "}}")
