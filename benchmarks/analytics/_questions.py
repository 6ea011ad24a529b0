"""What every engine is asked, and the form of an answer: rows of whole numbers, in order.

A person is `coalesce(people.person_id, user_id, anonymous_id)`, the people looked up by
`coalesce(user_id, anonymous_id)`; asked without people, it is the raw id. A "named event" has an
event name. Periods count from 0, the first of the span; days and weeks (from Monday) are UTC.

Retention answers (start, k, persons) for every cell with somebody in it, start + k inside the span:
for k = 0 the persons of the cohort, for k > 0 those of them with the returning event k periods
later. Recurring: a person is in the cohort of every period with the starting event; first-time:
only in that of their first one ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

Rows = list[tuple[int, ...]]
_MICROSECOND = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Span:
    """`count` periods of `length`, the first from `begin`."""

    begin: datetime
    length: timedelta
    count: int

    @property
    def end(self) -> datetime:
        return self.begin + self.count * self.length

    @property
    def step(self) -> int:
        """The length in microseconds."""
        return self.length // _MICROSECOND

    @property
    def offset(self) -> int:
        """Microseconds from 1970 to the earliest period that could be counted from."""
        return (self.begin - _EPOCH) // _MICROSECOND % self.step

    @property
    def base(self) -> int:
        """How many periods lie between that and the first."""
        return (self.begin - _EPOCH) // self.length


DAY, WEEK = timedelta(days=1), timedelta(days=7)
MONTH = Span(datetime(2026, 5, 31, tzinfo=UTC), DAY, 30)
HALF_YEAR = Span(datetime(2026, 1, 1, tzinfo=UTC), DAY, 180)
WEEKS = Span(datetime(2025, 12, 29, tzinfo=UTC), WEEK, 26)

FIRST, RETURN = "Signed In", "Order Completed"
VIEWED, CATEGORY = "Product Viewed", "tea"
WINDOW = WEEK // _MICROSECOND
FUNNEL_3 = ("Product Viewed", "Product Added", "Order Completed")
FUNNEL_12 = (
    "Post Viewed",
    "Product Viewed",
    "Product Shared",
    "Signed In",
    "Product Added",
    "Cart Viewed",
    "Coupon Applied",
    "Checkout Started",
    "Payment Info Entered",
    "Order Completed",
    "Product Reviewed",
    "Comment Created",
)

QUESTIONS = {
    "daily_retention": "recurring, any named event, 30 days",
    "weekly_retention": "recurring, any named event, 26 weeks",
    "first_time_retention": "first Signed In ever, then Order Completed, 30 days",
    "filtered_retention": "recurring, Product Viewed of the category tea, 26 weeks",
    "stickiness_30": "(active days, persons) with a named event, 30 days",
    "stickiness_180": "(active days, persons) with a named event, 180 days",
    "lifecycle": "(week, new, returning, resurrected, dormant), 26 weeks",
    "funnel_3": "(step, persons), 3 steps within 7 days, the whole log",
    "funnel_12": "(step, persons), 12 steps within 7 days, the whole log",
}
