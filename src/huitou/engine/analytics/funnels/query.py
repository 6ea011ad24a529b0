"""The funnel question."""

from __future__ import annotations

from typing import Literal

from huitou.engine.analytics.query.events import (
    Breakdown,
    EventFilter,
    Period,
    Query,
    Question,
    WeekStart,
)


class Exclusion(Question, frozen=True):
    """An event that voids an attempt when it happens after step `from_step` was taken and before
    step `to_step` was (steps count from 1), or before the window ends if `to_step` is not reached
    (the end included). At the very moment of either step it does not void, and if `from_step` is
    not reached it never does.

    An unordered funnel takes exclusions from the first step to the last only: after the moment
    at which the attempt opened and before the one at which all steps were served.
    """

    event: EventFilter
    from_step: int = 1
    to_step: int | None = None  # the last step


class TimeToConvert(Question, frozen=True):
    """A histogram of the seconds from `from_step` to `to_step` (null: the last step) in `bins`
    bins, from the least to the greatest time, each (greatest - least) / bins wide, rounded up to
    whole seconds (1 at least). A time counts here in whole seconds, rounded down.
    """

    from_step: int = 1
    to_step: int | None = None
    bins: int = 10


class FunnelCell(Question, frozen=True):
    """The people behind a number of an answer: those of the group `group` (or of "other") who
    reached `step`; with `dropped` those who reached the step before but not `step`. `interval`
    (from 0) asks for those who entered in that interval of the trend, with the best attempt of it.
    Of a funnel that counts sessions: the people whose sessions they are.
    """

    step: int
    group: str | None = None
    other: bool = False
    dropped: bool = False
    interval: int | None = None


class FunnelQuery(Query, frozen=True, kw_only=True):
    """How many people took each of `steps` (2 to 50) in time.

    `from_` and `to` (both whole days in `timezone`; defaults: the 30 days that end with `to`, and
    the day of the as-of moment) bound the step-1 events; later steps may follow after `to` while
    the window lasts.

    - `order` "ordered": every step-1 event in the range opens an attempt. Each next step is the
      earliest event that matches it and comes after the event of the step before, within
      `window_seconds` of step 1, limit included. A person counts with the best attempt: the one
      that reaches the most steps, the earliest of those. One event serves one step.
    - `order` "strict": as ordered, but the next step must be the very next named event of the
      person (of any kind; `where` is ignored for those in between), else the attempt ends there.
    - `order` "unordered": any event in the range that matches any step opens an attempt; reached
      is the number of distinct steps that can be served, each by an event of its own, within
      the window from that event on. The best attempt counts.
    - `reentry` "every_attempt", or "after_window": a step-1 event that comes while the window of
      the attempt before is still running opens nothing (Mixpanel's default). In unordered funnels
      this goes for every event that would open; attempts of another session, of another value
      held constant or of another value of attribution "all" are not in the way.
    - `ties` "in_order": events at one moment may follow each other, in the order (first step that
      they match, last step that they match, the list of all that they match, text of the value held
      constant, text of the property of the breakdown; events that match no step come last, no value
      after any); "strictly_later": a next step must be later. Not for unordered funnels, whose
      steps need not follow each other.
    - `exclusions`: void attempts. A person all of whose attempts are void is not in the funnel.
      They are bound by `where` and by the session, not by the value held constant.
    - Times: seconds from the step before, of the best attempt, over people who reached the step.
    - `breakdown` with `attribution`: "first_touch" takes the value of the first step-1 event of
      the best attempt (the smallest text among several at that moment; no value comes after any),
      "last_touch" that of the event of the last step reached, "step" that of step
      `attribution_step` (people who did not reach it are left out), "all": every value is a funnel
      of its own, whose events all carry it, as if there were no others. Person breakdowns ignore
      `attribution`. Unordered funnels take "first_touch", here the value of the event that opened
      the best attempt, or "all" only.
    - `trend`: per entry interval the people who entered (opened an attempt that is not void) and
      completed, a person once an interval, with the best of that interval's attempts. A group's
      trend is that of the people whom it counts.
    - `unit`: count "person"s; or "session"s: a person's named events (whatever `where` or the
      breakdown asks of them) without a pause longer than `session_seconds` between them; all steps
      must then lie in one session, and what happens in another one voids nothing.
    - `hold_constant`: a property that all steps of an attempt must share with step 1; "absent" is
      a value like others.
    """

    steps: tuple[EventFilter, ...]
    window_seconds: int = 14 * 86_400
    order: Literal["ordered", "strict", "unordered"] = "ordered"
    exclusions: tuple[Exclusion, ...] = ()
    breakdown: Breakdown | None = None
    attribution: Literal["first_touch", "last_touch", "step", "all"] = "first_touch"
    attribution_step: int = 1
    trend: Period | None = None
    time_to_convert: TimeToConvert | None = None
    reentry: Literal["every_attempt", "after_window"] = "every_attempt"
    ties: Literal["in_order", "strictly_later"] = "in_order"
    unit: Literal["person", "session"] = "person"
    session_seconds: int = 1_800
    hold_constant: str | None = None
    from_: str | None = None
    to: str | None = None
    week_start: WeekStart = "monday"
