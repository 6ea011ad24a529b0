"""A drivers answer's definition, in words and as data."""

from __future__ import annotations

from huitou.engine.analytics.drivers.query import DriversQuery
from huitou.engine.analytics.query.definition import AsOf, QueryDefinition
from huitou.engine.analytics.query.phrases import Words, common_words, define, event_words

_ADJUST = {"holm": "Holm", "bh": "Benjamini-Hochberg"}


def definition(query: DriversQuery, as_of: AsOf) -> QueryDefinition:
    """What the query counts."""
    rules = {
        "entry": "first start event of all time, in the range",
        "censoring": "people whose outcome window has not run out are left out",
        "window": "24h from entry",
        "days": query.days,
        "outcome_days": [query.outcome_from_days, query.outcome_to_days],
        "min_people": query.min_people,
        "share_interval": "Wilson 95%",
        "difference_interval": "Newcombe hybrid score 95%",
        "ratio_interval": "Katz log 95%",
        "test": "Fisher exact if an expected count is below 5, else Pearson chi-square",
        "adjust": query.adjust,
        "significant_below": 0.05,
        "stratified": "Mantel-Haenszel over quarters by other early events, Sato variance",
        "experiment": "two-sided 5%, 80% power, Fleiss formula 4.14",
    }
    return define(
        query, as_of, rules, _people(query), _actions(query), _tests(query), common_words(query)
    )


def _people(query: DriversQuery) -> Words:
    start, back = event_words(query.start), event_words(query.returning)
    first, end = query.outcome_from_days, query.outcome_to_days
    return Words(
        f"People enter when they do {start.en} for the first time ever, if that lies in the range. "
        f"They came back if they did {back.en} from {first} × 24 hours to before {end} × 24 hours "
        "after that. People for whom that window has not run out are left out.",
        f"用户有史以来首次发生{start.zh}时开始计入，且须在范围内。此后第 {first} × 24 小时起、"
        f"第 {end} × 24 小时前发生过{back.zh}即为回来；该窗口尚未结束的用户不计。",
    )


def _actions(query: DriversQuery) -> Words:
    which = Words("The actions are given.", "所比较的行为由查询指定。")
    if not query.actions:
        which = Words(
            f"The actions are the {query.actions_limit} events that most people did then.",
            f"所比较的是做过的人最多的 {query.actions_limit} 种事件。",
        )
    hours = query.days * 24
    return Words(
        f"What happens within {hours} hours of the entry counts as early, the entry included. "
        f"{which.en} Actions that fewer than {query.min_people} people did, or did not, are not "
        "tested.",
        f"开始后 {hours} 小时内（含开始事件）的事件算早期行为。{which.zh}"
        f"做过或没做过的人少于 {query.min_people} 的行为不检验。",
    )


def _tests(query: DriversQuery) -> Words:
    name = _ADJUST[query.adjust]
    return Words(
        "Differences have 95% score intervals (Newcombe); p-values are Fisher's where an expected "
        f"count is below 5, else chi-square, and adjusted for all actions tested by {name}; below "
        "0.05 counts as significant. The adjusted difference compares people within quarters by "
        "how many other early events they had (Mantel-Haenszel). All of this is association: "
        "people chose what they did.",
        "差异附 95% 得分区间（Newcombe）；期望频数低于 5 时用 Fisher 精确检验，否则用卡方检验，"
        f"p 值按 {name} 方法对全部受检行为校正，低于 0.05 为显著。"
        "调整后的差异在其他早期事件数相近的四分位组内比较（Mantel-Haenszel）。"
        "以上均为相关：做什么是用户自己选择的。",
    )
