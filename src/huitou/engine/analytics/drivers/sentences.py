"""What a driver says in a sentence: always as something that goes together, never as a cause."""

from __future__ import annotations

from huitou.engine.analytics.drivers.answer import Interval
from huitou.engine.analytics.drivers.query import DriversQuery
from huitou.engine.analytics.query.events import EventFilter
from huitou.engine.analytics.query.phrases import Words, event_words


def sentence(
    query: DriversQuery,
    action: EventFilter,
    sides: tuple[int, int, int, int],
    apart: Interval,
    equally_active: Interval | None,
    needed: int | None,
    *,
    significant: bool,
) -> Words:
    """The finding, how it holds among equally active people, and the experiment it suggests."""
    parts = [_finding(query, action, sides, apart)]
    if not significant:
        parts.append(_CHANCE)
    else:
        parts += [_among_equals(apart, equally_active), _experiment(action, apart, needed)]
    return Words(" ".join(part.en for part in parts), "".join(part.zh for part in parts))


_CHANCE = Words("Such a difference may well be chance.", "这样的差异很可能只是偶然。")
_NO = Words("", "")
_ACTIVE_ANYWAY = Words(
    ", so that it may be nothing but being active anyway", "，因此可能只反映了本来就活跃"
)
_ALONE = Words(
    "Nobody who did it was about as active otherwise as someone who did not.",
    "做过与没做过的人中，没有其他方面活跃程度相近者可比。",
)


def _finding(
    query: DriversQuery, action: EventFilter, sides: tuple[int, int, int, int], apart: Interval
) -> Words:
    (a, n, c, m), did = sides, event_words(action)
    first, end, days = query.outcome_from_days, query.outcome_to_days, query.days
    higher = "higher" if apart.value >= 0 else "lower"
    points = _points(apart, flipped=apart.value < 0)
    return Words(
        f"Of the {n:,} people who did {did.en} in their first {_days(days)}, {_percent(a, n)} came "
        f"back {first} to {end} days after they started; of the {m:,} who did not, "
        f"{_percent(c, m)}. The first is {points.en} {higher}.",
        f"开始后 {days} 天内做过{did.zh}的 {n:,} 人中，"
        f"{_percent(a, n)} 在第 {first} 至 {end} 天内回来；"
        f"没做过的 {m:,} 人中为 {_percent(c, m)}；"
        f"前者{'高' if apart.value >= 0 else '低'} {points.zh}。",
    )


def _among_equals(apart: Interval, equally_active: Interval | None) -> Words:
    if equally_active is None:
        return _ALONE
    lower = equally_active.value < 0
    points = _points(equally_active, flipped=lower)
    bound = equally_active.low if apart.value > 0 else -equally_active.high
    caveat = _ACTIVE_ANYWAY if bound <= 0 else _NO
    return Words(
        f"Among people who were about equally active otherwise it is {points.en} "
        f"{'lower' if lower else 'higher'}{caveat.en}.",
        f"在其他方面活跃程度相近的人之间，前者{'低' if lower else '高'} {points.zh}{caveat.zh}。",
    )


def _experiment(action: EventFilter, apart: Interval, needed: int | None) -> Words:
    did = event_words(action)
    invite = Words(
        f"invite a random half of newcomers to do {did.en}", f"随机邀请一半新人做{did.zh}"
    )
    if apart.value < 0:
        invite = Words(f"spare a random half of newcomers {did.en}", f"随机让一半新人避免{did.zh}")
    return Words(
        "The two go together; whether one brings the other about is not known. To find out, "
        f"{invite.en} and compare the halves: if that alone made the whole difference, it would "
        f"show with {needed:,} people in each half (80% power at 5%); as it will make less, plan "
        "for more.",
        f"两者相伴出现，谁影响谁并不清楚。要弄清楚，可{invite.zh}，再比较两半："
        f"即使全部差异都由此而来，每半也需要 {needed:,} 人（5% 显著性水平、80% 功效）；"
        "实际作用会更小，应准备更多人。",
    )


def _points(apart: Interval, *, flipped: bool) -> Words:
    """A difference of two shares in percentage points, with its interval; `flipped`: the other way
    round.
    """
    ends = (apart.value, apart.low, apart.high)
    if flipped:
        ends = (-apart.value, -apart.high, -apart.low)
    value, low, high = (_signed(100 * one) for one in ends)
    return Words(
        f"{value} percentage points (95% interval {low} to {high})",
        f"{value} 个百分点（95% 区间 {low} 至 {high}）",
    )


def _signed(points: float) -> str:
    """With one decimal and a true minus sign; never "−0.0"."""
    return f"{points:z.1f}".replace("-", "−")


def _percent(part: int, people: int) -> str:
    return f"{100 * part / people:.1f}%"


def _days(days: int) -> str:
    return "day" if days == 1 else f"{days} days"
