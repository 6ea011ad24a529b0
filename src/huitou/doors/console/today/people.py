"""The people behind one number of a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huitou.commerce import members
from huitou.doors.console.frame import console_frame
from huitou.doors.console.today.counted import WHO, Moment, counting
from huitou.doors.console.who import actor
from huitou.doors.console.whole.addresses import person_address, shown_name
from huitou.doors.design import (
    Component,
    EmptyState,
    Link,
    Page,
    PageHead,
    Pager,
    PeopleList,
    Person,
    Skeleton,
    day,
    number,
)
from huitou.foundation.actors import Actor
from huitou.kernel import InvalidInput, NotFound

ON_A_PAGE = 50
_AT_ONCE, _IN_A_PART = 1.5, 20.0
_DAY_SECONDS = 86_400


@dataclass(frozen=True)
class PeoplePart(Component):
    """The list; or `wait`, the address to ask again."""

    people: PeopleList | None = None
    empty: EmptyState | None = None
    wait: str = ""
    template: ClassVar[str] = "console/today/people_part.html"

    @property
    def skeleton(self) -> Skeleton:
        return Skeleton("rows", 8)


@dataclass(frozen=True, kw_only=True)
class PeoplePage(Page):
    """Who is behind a number."""

    head: PageHead
    people: PeoplePart
    indexed: bool = False
    template: ClassVar[str] = "console/today/people.html"
    parts: ClassVar[tuple[str, ...]] = ("people",)
    styles: ClassVar[tuple[str, ...]] = ("console/console.css",)


def people_page(request: HttpRequest, who: str) -> PeoplePage:
    """NotFound for a number that there is not, InvalidInput for a day that cannot be read."""
    if who not in WHO:
        raise NotFound("There is no such number.", remedy="Go to today.", code="today.no_number")
    moment = _moment(request)
    patient = request.headers.get("HX-Target") == "people" or "now" in request.GET
    ids = counting.people(moment, who, _IN_A_PART if patient else _AT_ONCE)
    title = _titles()[who] % {"day": day(moment.day)}
    lead = "" if ids is None else _count(len(ids))
    if moment.at is not None:
        until = _("until %(time)s") % {"time": f"{moment.at:%H:%M}"}
        lead = f"{lead} · {until}" if lead else until
    return PeoplePage(
        title=title,
        frame=console_frame(request, "today"),
        head=PageHead(title, lead=lead, trail=(Link(_("Today"), "/console/"),)),
        people=_part(request, ids, moment),
    )


def _titles() -> dict[str, str]:
    return {
        "active": _("Active on %(day)s"),
        "new": _("New on %(day)s"),
        "returned": _("Came back on %(day)s"),
        "lost": _("Lost on %(day)s"),
        "buyers": _("Bought on %(day)s"),
    }


def _count(n: int) -> str:
    return ngettext("%(n)s person", "%(n)s people", n) % {"n": number(n)}


def _moment(request: HttpRequest) -> Moment:
    until = request.GET.get("until", "")
    try:
        on = date.fromisoformat(request.GET.get("day", ""))
        seconds = int(until) if until else None
        if seconds is not None and not 0 <= seconds <= _DAY_SECONDS + 7200:
            raise ValueError(until)
    except ValueError:
        raise InvalidInput(
            "The address names no day.",
            remedy="Open the people from today.",
            code="today.no_day",
        ) from None
    return Moment(on, None if seconds is None else timedelta(seconds=seconds))


def _part(request: HttpRequest, ids: Sequence[str] | None, moment: Moment) -> PeoplePart:
    if ids is None:
        return PeoplePart(wait=request.get_full_path())
    if not ids:
        return PeoplePart(empty=EmptyState(_("Nobody is in this group."), icon="users"))
    last = (len(ids) - 1) // ON_A_PAGE
    said = request.GET.get("page", "1")
    at = min(max(int(said) - 1, 0), last) if said.isascii() and said.isdigit() else 0
    shown = ids[at * ON_A_PAGE : (at + 1) * ON_A_PAGE]
    pager = _pager(request, at, last, len(ids))
    return PeoplePart(PeopleList(_persons(shown, actor(request)), more=pager))


def _persons(ids: Sequence[str], who: Actor) -> list[Person]:
    cards = members.member_cards(ids) if who.may("members.read") else {}
    return [_person(one, cards.get(one)) for one in ids]


def _person(id_: str, card: members.MemberCard | None) -> Person:
    contacts = ", ".join(one.masked for one in card.contacts) if card and card.name else ""
    return Person(shown_name(card, id_), person_address(id_), line=contacts)


def _pager(request: HttpRequest, at: int, last: int, count: int) -> Pager:
    def page(number_: int) -> str:
        query = request.GET.copy()
        query["page"] = str(number_)
        return f"?{query.urlencode()}"

    return Pager(
        previous=page(at) if at else "",
        next=page(at + 2) if at < last else "",
        shown=_("%(first)s to %(last)s of %(count)s")
        % {
            "first": number(at * ON_A_PAGE + 1),
            "last": number(min((at + 1) * ON_A_PAGE, count)),
            "count": number(count),
        },
        part="people",
    )
