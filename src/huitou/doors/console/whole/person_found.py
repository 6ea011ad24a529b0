"""Who a key means, and what the log and the rooms hold of their identity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.conf import settings
from django.http import Http404

from huitou.commerce import members
from huitou.engine.analytics import events_of_one
from huitou.engine.events import EventLog, PersonEvent, Refused, Snapshot
from huitou.foundation.event_log import open_log
from huitou.kernel import NotFound

_MOST_JOINED = 200


@dataclass(frozen=True)
class Joined:
    """An id that is this person's, since when, and by whose word: the shop's own (somebody signed
    in), a client's, or an operator's with a reason.
    """

    id: str
    is_guest: bool
    at: datetime | None = None
    source: str = ""
    operator: str = ""
    reason: str = ""


@dataclass(frozen=True)
class PersonFound:
    """`id` is the name under which the log knows the person; `ids` all of them, the member's and
    the guests' among them. `member` is None for a guest or somebody whom only the log knows.
    `events` are what was said of them, the newest first.
    """

    id: str
    ids: tuple[str, ...]
    member: members.MemberWhole | None
    guest: members.GuestCard | None
    events: Sequence[PersonEvent]
    refused: tuple[Refused, ...]

    @property
    def card(self) -> members.MemberCard | None:
        return self.member.card if self.member else None

    @property
    def last_seen(self) -> datetime | None:
        return self.events[0].timestamp if self.events else None

    @property
    def first_seen(self) -> datetime | None:
        return self.events[-1].timestamp if self.events else None


def find_person(person_id: str) -> PersonFound:
    """The person of any id of theirs. Http404 for an id that neither the rooms nor the log know.
    Five queries at most.
    """
    log = _log()
    snapshot = log.snapshot() if log else None
    named = snapshot.people.person_of(person_id) if snapshot else person_id
    ids = snapshot.people.members(named) if snapshot else (person_id,)
    events = events_of_one(log, snapshot, named) if log and snapshot else []
    member = _member(named, ids)
    guest = None if member else members.guest_cards([named]).get(named)
    if member is None and guest is not None and guest.merged_into:
        # The log has not heard of it yet: what the guest did is the member's.
        return find_person(guest.merged_into)
    if member is None and guest is None and not events:
        raise Http404("No such person.")
    own = {one.id for one in member.guests} if member else set()
    everything = (named, *sorted({*ids, *own} - {named}))
    return PersonFound(named, everything, member, guest, events, _refused(snapshot, everything))


def events_of(person_id: str) -> list[PersonEvent]:
    """What was said of the person of an id, the newest first."""
    log = _log()
    if log is None:
        return []
    snapshot = log.snapshot()
    return events_of_one(log, snapshot, snapshot.people.person_of(person_id))


def ids_of_person(person_id: str) -> tuple[str, ...]:
    """All ids of the person, as far as the log knows."""
    log = _log()
    return log.snapshot().people.members(person_id) if log else (person_id,)


def joins_of(person: PersonFound) -> list[Joined]:
    """The ids that turned out to be this person's, the newest first; one whose word is older than
    what was read of the log stands without it.
    """
    guests = {one.id: one for one in person.member.guests} if person.member else {}
    said: dict[str, Joined] = {}
    for event in reversed(person.events):
        other = event.anonymous_id if event.type == "identify" else event.previous_id
        if event.type in ("identify", "alias", "merge") and other and other not in said:
            said[other] = _joined(event, other, other in guests)
    for id in person.ids:
        if id != person.id and id not in said:
            merged = guests.get(id)
            said[id] = Joined(id, id in guests, merged.merged_at if merged else None)
    said.pop(person.id, None)
    known = sorted(said.values(), key=_when, reverse=True)
    return known[:_MOST_JOINED]


def _when(one: Joined) -> tuple[bool, float]:
    return one.at is not None, one.at.timestamp() if one.at else 0


def _joined(event: PersonEvent, other: str, is_guest: bool) -> Joined:
    why = msgspec.json.decode(event.properties) if event.properties else {}
    by_operator = event.type == "merge"
    return Joined(
        id=other,
        is_guest=is_guest,
        at=event.timestamp,
        source=event.source,
        operator=str(why.get("operator", "")) if by_operator else "",
        reason=str(why.get("reason", "")) if by_operator else "",
    )


def _log() -> EventLog | None:
    home = settings.HOME
    return open_log(home) if (home / "log").is_dir() else None


def _member(named: str, ids: Sequence[str]) -> members.MemberWhole | None:
    """The member among the ids: almost always the one that names the person."""
    try:
        return members.member_whole(named)
    except NotFound:
        others = [one for one in ids if one != named][:_MOST_JOINED]
        found = next(iter(members.member_cards(others)), None) if others else None
        return members.member_whole(found) if found else None


def _refused(snapshot: Snapshot | None, ids: Sequence[str]) -> tuple[Refused, ...]:
    """Words that would have joined this person with another known one, and nobody settled since."""
    if snapshot is None:
        return ()
    people, mine = snapshot.people, set(ids)
    return tuple(
        one
        for one in people.refused
        if one.other is not None
        and one.reason == "two_known_people"
        and (one.keep in mine) != (one.other in mine)
        and people.person_of(one.keep) != people.person_of(one.other)
    )[:5]
