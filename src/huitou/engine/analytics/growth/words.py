"""A growth answer's definition, in words and as data; what each K counts; why one is missing."""

from __future__ import annotations

from typing import Any

from huitou.engine.analytics.growth.frame import Frame
from huitou.engine.analytics.growth.query import GrowthQuery
from huitou.engine.analytics.query.definition import AsOf, Note, QueryDefinition
from huitou.engine.analytics.query.events import EventFilter
from huitou.engine.analytics.query.phrases import Words, common_words, define, event_words
from huitou.engine.analytics.report.definitions import PURCHASE_EN, PURCHASE_ZH

K_RAW = Words(
    "All links in the windows of their inviters, per user.",
    "观察窗口内的全部邀请关系，除以用户数。",
)
K_WITHOUT_FLAGGED = Words(
    "The same without flagged people, their invitations, and links from or to them.",
    "同上，去掉被标记的人、他们的邀请，以及与他们有关的邀请关系。",
)
K_INCREMENTAL = Words(
    "K of the people who could invite, less K of the people who were held out of inviting: what "
    "came through the latter would have come anyway. Both without flagged people.",
    "可以邀请的人的 K 减去对照组（不能邀请的人）的 K：经后者而来的人本来也会来。"
    "两者都去掉被标记的人。",
)

NO_FLAGGED = Note(
    "growth.no_flagged",
    "The query does not say who is flagged, so there is no K without them.",
    "查询没有说明谁被标记，因此没有去除他们的 K。",
)
NO_HELD_OUT = Note(
    "growth.no_held_out",
    "The query names nobody who was held out of inviting, so there is no incremental K.",
    "查询没有指明不能邀请的对照组，因此没有增量 K。",
)
NO_HELD_OUT_USERS = Note(
    "growth.no_held_out_users",
    "Nobody whose window has run out was held out of inviting, or everybody was, so there is no "
    "incremental K.",
    "窗口已结束的用户中没有人在对照组里，或全部都在，因此没有增量 K。",
)

_RULES = {
    "unit": "distinct people",
    "joined": "first joined event of all time",
    "link": "one inviter a person: the first joined event that names one; ties by message id",
    "circles": "of every circle the latest link is reported and not counted; ties by id",
    "generation": "links below a root; a root has no link in the range",
    "k": "links per user in the windows of users whose window has run out",
    "interval": "95%: Wilson for shares; 1,000 samples of users for K and conversion",
    "later than as-of": "not counted",
}
_LINKS = Words(
    "A link binds a person to one inviter, the first one that their joining events name (by "
    "inviter_id, else as who shared the share_id); people who name themselves and links that would "
    "close a circle are reported and not counted. The spread tree holds the links of the range: "
    "generation n is n links below a root.",
    "每人只绑定一位邀请人，由其首个指明邀请人的上述事件决定（inviter_id，否则为分享该 share_id "
    "的人）；邀请自己的和会形成环的关系单独列出，不计入。裂变树由范围内的邀请关系组成，"
    "第 n 代距树根 n 级。",
)
_GROUPS = Words(
    "A person counts in every campaign or channel in which they have the stage's event; joined, "
    "qualified and retained by their first joining. Share rate is of exposed people, participation "
    "(shared or joined) of everybody reached.",
    "一个人在其有该阶段事件的每个活动或渠道各计一次；加入、达标与留存按首次加入归属。"
    "分享率以看到的人为基数，参与率（分享或加入）以触达的人为基数。",
)
_INTERVALS = Words(
    "Intervals are of 95%: Wilson's for shares, from samples of users for K and conversion.",
    "区间为 95%：比例用 Wilson 区间，K 与转化率由用户重抽样得到。",
)


def definition(query: GrowthQuery, frame: Frame, as_of: AsOf) -> QueryDefinition:
    """What the query counts."""
    return define(
        query,
        as_of,
        _rules(query, frame),
        _stage_words(query, frame),
        _outcome_words(query),
        _LINKS,
        _k_words(query),
        _wait_words(query),
        _GROUPS,
        _INTERVALS,
        common_words(query),
        _where_words(query),
    )


def _rules(query: GrowthQuery, frame: Frame) -> dict[str, Any]:
    return {
        "from": frame.days.start(0).isoformat(),
        "before": frame.days.start(len(frame.days)).isoformat(),
        "qualify_hours": [0, 24 * query.qualify_days],
        "retain_hours": [24 * query.retain_from_days, 24 * query.retain_to_days],
        "cycle_hours": 24 * query.cycle_days,
        "seed": query.seed,
        **_RULES,
    }


def _stage_words(query: GrowthQuery, frame: Frame) -> Words:
    first, last = (frame.days.start(at).date() for at in (0, len(frame.days) - 1))
    exposed, shared, clicked, joined = (
        _any_of(one) for one in (query.exposed, query.shared, query.clicked, query.joined)
    )
    return Words(
        f"Distinct people from {first} to {last}. Exposed: with {exposed.en}. Shared: with "
        f"{shared.en}, each of which is an invitation. Clicked: with {clicked.en}. Joined: with "
        f"{joined.en} for the first time ever.",
        f"统计 {first} 至 {last} 的人数（去重）。看到：有{exposed.zh}。分享：有{shared.zh}，"
        f"每次即一次邀请。点击：有{clicked.zh}。加入：有史以来首次有{joined.zh}，且落在范围内。",
    )


def _outcome_words(query: GrowthQuery) -> Words:
    did = _any_of(query.qualified) if query.qualified else Words("a purchase", "购买")
    active = _any_of(query.retained or (EventFilter(),))
    purchase = Words("", "") if query.qualified else Words(f" {PURCHASE_EN}", PURCHASE_ZH)
    since, until = query.retain_from_days, query.retain_to_days
    return Words(
        f"Of these, qualified: with {did.en} within {query.qualify_days} × 24 hours; retained: "
        f"with {active.en} from {since} × 24 to before {until} × 24 hours after joining. Their "
        f"rates are of people whose window has run out.{purchase.en}",
        f"其中达标指加入后 {query.qualify_days} × 24 小时内有{did.zh}，留存指加入后 "
        f"{since} × 24 小时起、{until} × 24 小时前有{active.zh}；"
        f"比率只计窗口已结束的人。{purchase.zh}",
    )


def _k_words(query: GrowthQuery) -> Words:
    users = _any_of(query.users or (EventFilter(),))
    return Words(
        f"K: users have {users.en} in the range, each observed for {query.cycle_days} × 24 hours "
        "from the first on; those whose window has not run out are left out. K = invitations per "
        "user × links per invitation = links per user.",
        f"K：用户指范围内有{users.zh}的人，各从首次起观察 {query.cycle_days} × 24 小时，"
        "窗口尚未结束的不计。K = 人均邀请数 × 每次邀请带来的邀请关系 = 人均邀请关系。",
    )


def _wait_words(query: GrowthQuery) -> Words:
    return Words(
        f"Waits are observed for up to {query.cycle_days} × 24 hours; who is still waiting counts "
        "as long as they have been observed (Kaplan-Meier).",
        f"等待时间最多观察 {query.cycle_days} × 24 小时；仍在等待的按已观察的时长计入"
        "（Kaplan-Meier）。",
    )


def _where_words(query: GrowthQuery) -> Words:
    if not query.where:
        return Words("", "")
    return Words(
        "That is asked of the events of users, exposed, shared, clicked and joined, not of what "
        "comes after joining.",
        "该条件用于用户、看到、分享、点击和加入的事件，不用于加入之后的事件。",
    )


def _any_of(filters: tuple[EventFilter, ...]) -> Words:
    each = [event_words(one) for one in filters]
    return Words(" or ".join(one.en for one in each), "或".join(one.zh for one in each))
