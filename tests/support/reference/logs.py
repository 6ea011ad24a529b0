"""Cases that go through an event log: people with several ids, messages that come twice or late.

Who an event is of is plain here: a browser belongs to the user who identified or aliased it, at
whatever time that was said, and to nobody else; if nobody did, it is a person of its own.
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from reference.calendar import micros_of
from reference.events import Event
from reference.strategies import Case

BROWSERS = ("web", "app")


@st.composite
def said(draw: st.DrawFn, case: Case) -> tuple[list[Event], list[list[Event]]]:
    """The events of the case with ids instead of people: as they are to be counted, each once and
    with its person, and as they are said to the log, in two goes.
    """
    links, owner = [], {}
    for user in sorted({one.person or "" for one in case.events}):
        for browser in BROWSERS:
            anonymous = f"{user}-{browser}"
            link = draw(st.sampled_from((None, "identify", "alias")))
            owner[anonymous] = anonymous if link is None else user
            if link is not None:
                links.append(_link(case, link, user, anonymous, draw))
    counted = [_with_ids(one, owner, draw) for one in case.events]
    counted += links
    again = draw(st.lists(st.sampled_from(counted), max_size=5)) if counted else []
    order = draw(st.permutations([*counted, *again]))
    half = draw(st.integers(0, len(order)))
    return counted, [order[:half], order[half:]]


def _link(case: Case, kind: str, user: str, anonymous: str, draw: st.DrawFn) -> Event:
    near = [one.at for one in case.events] + [micros_of(case.centre)]
    link = Event(
        person=user,
        name=None,
        at=draw(st.sampled_from(near)),
        message_id=f"link-{anonymous}",
        type=kind,
        user_id=user,
    )
    if kind == "identify":
        return replace(link, anonymous_id=anonymous)
    return replace(link, previous_id=anonymous)


def _with_ids(event: Event, owner: dict[str, str], draw: st.DrawFn) -> Event:
    user = event.person or ""
    anonymous = f"{user}-{draw(st.sampled_from(BROWSERS))}"
    who = draw(st.sampled_from(("user", "browser", "both")))
    if event.name is None or who == "user":
        return replace(event, user_id=user)
    if who == "browser":
        return replace(event, person=owner[anonymous], anonymous_id=anonymous)
    return replace(event, user_id=user, anonymous_id=anonymous)
