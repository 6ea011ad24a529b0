"""The people: everybody whom the log knows, and how to find one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar, cast, get_args
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huitou.commerce import members
from huitou.doors.console.frame import console_frame
from huitou.doors.console.staff import actor, page_for
from huitou.doors.console.whole import words
from huitou.doors.console.whole.addresses import PEOPLE, person_address, shown_name
from huitou.doors.console.whole.asking import SCRIPTS, STYLES
from huitou.doors.console.whole.counting import being_counted
from huitou.doors.console.whole.log_numbers import LogNumbers, is_counting, log_numbers
from huitou.doors.console.whole.people_search import person_sought
from huitou.doors.console.whole.people_table import PeopleWanted, PersonRow, Seen
from huitou.doors.design import (
    Button,
    Column,
    Component,
    ConsoleFrame,
    Content,
    EmptyState,
    Field,
    FilterChips,
    Form,
    Link,
    Page,
    PageHead,
    Pager,
    Row,
    Table,
    ago,
    go_to,
    money,
    number,
    show,
)
from huitou.engine.analytics import SEGMENTS
from huitou.foundation.actors import Actor
from huitou.foundation.clocks import current_clock
from huitou.kernel import Currency, Money

SEES = ("members.read", "analytics.read")
_ON_A_PAGE = 50


@dataclass(frozen=True)
class PeopleFound(Component):
    """A page of the list, with what it is filtered by: a part of the page."""

    filters: tuple[FilterChips, ...]
    count: str
    table: Table
    pager: Pager
    again: str = ""  # the address to ask again while it is being counted
    template: ClassVar[str] = "console/whole/found.html"


@dataclass(frozen=True, kw_only=True)
class PeoplePage(Page):
    """The list, and the form that finds one person."""

    frame: ConsoleFrame
    head: PageHead
    search: Form
    found: PeopleFound
    indexed: bool = False
    template: ClassVar[str] = "console/whole/list.html"
    parts: ClassVar[tuple[str, ...]] = ("found",)
    styles: ClassVar[tuple[str, ...]] = STYLES
    scripts: ClassVar[tuple[str, ...]] = SCRIPTS


@page_for(*SEES)
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, who was seen last at the top."""
    return show(request, _page(request))


@page_for(*SEES, methods=("POST",))
def search(request: HttpRequest) -> HttpResponse:
    """To the person with exactly this contact, id or order number. What is sought stands in the
    body, so that no address and no log of addresses holds it.
    """
    sought = str(request.POST.get("sought", "")).strip()[:254]
    found = person_sought(actor(request), sought)
    if found is None:
        error = _("Nobody has exactly this phone number, e-mail address, id or order number.")
        return show(request, _page(request, sought, error), status=422)
    return go_to(person_address(found))


def _page(request: HttpRequest, sought: str = "", error: str = "") -> PeoplePage:
    who = actor(request)
    return PeoplePage(
        title=pgettext("place", "People"),
        frame=console_frame(request, "people"),
        head=PageHead(
            pgettext("place", "People"),
            lead=_("Everybody who bought, signed up or looked around."),
        ),
        search=_search(sought, error),
        found=_found(request, who, current_clock().now()),
    )


def _search(sought: str, error: str) -> Form:
    field = Field(
        "sought",
        _("Phone, e-mail, id or order number"),
        kind="search",
        value=sought,
        error=error,
        required=True,
        longest=254,
        autocomplete="off",
        placeholder=_("Phone, e-mail, id or order number, in full"),
        label_hidden=True,
    )
    submit = Button(_("Find"), kind="primary", icon="search")
    return Form((field,), submit, action=f"{PEOPLE}/search", compact=True)


def _found(request: HttpRequest, who: Actor, now: datetime) -> PeopleFound:
    wanted, start = _wanted(request.GET), _start(request.GET)
    numbers = log_numbers()
    places = [] if numbers is None else numbers.people.wanted(wanted, now).tolist()
    page = places[start : start + _ON_A_PAGE]
    rows = [] if numbers is None else numbers.people.rows(page)
    ids = [row.id for row in rows]
    cards = members.member_cards(ids) if who.may("members.read") and ids else {}
    more = start + _ON_A_PAGE < len(places)
    return PeopleFound(
        filters=_filters(wanted),
        count=_count(len(places), start, len(page)),
        table=_table(rows, cards, who, numbers, now),
        pager=Pager(
            previous=_address(wanted, max(0, start - _ON_A_PAGE)) if start else "",
            next=_address(wanted, start + _ON_A_PAGE) if more else "",
            part="found",
        ),
        again=_address(wanted, start) if is_counting() else "",
    )


def _table(
    rows: list[PersonRow],
    cards: Mapping[str, members.MemberCard],
    who: Actor,
    numbers: LogNumbers | None,
    now: datetime,
) -> Table:
    sees_contacts = who.may("members.read")
    currency = numbers.people.currency if numbers else ""
    columns = (
        Column(_("Person")),
        *((Column(_("Contact")),) if sees_contacts else ()),
        Column(_("Last seen")),
        Column(_("Orders"), numeric=True),
        Column(_("Spent, net"), numeric=True, definition=_("Paid less what was given back")),
        Column(_("Group")),
    )
    return Table(
        caption=pgettext("place", "People"),
        columns=columns,
        rows=[_row(row, cards.get(row.id), sees_contacts, currency, now) for row in rows],
        empty=_nobody(numbers is None),
    )


def _row(
    row: PersonRow,
    card: members.MemberCard | None,
    sees_contacts: bool,
    currency: str,
    now: datetime,
) -> Row:
    contact = " · ".join(one.masked for one in card.contacts) if card else ""
    spent = money(Money(row.net, Currency.of(currency))) if row.orders and currency else ""
    frozen = card is not None and card.status == "frozen"
    group: Content = words.word(words.SEGMENTS, row.segment) if row.segment else ""
    if frozen:
        group = words.badge(words.MEMBER_STATES, "frozen")
    cells: list[Content] = [shown_name(card, row.id)]
    if sees_contacts:
        cells.append(contact)
    cells += [ago(row.last_seen, now), number(row.orders) if row.orders else "", spent, group]
    return Row(cells, address=person_address(row.id), tone="bad" if frozen else "")


def _filters(wanted: PeopleWanted) -> tuple[FilterChips, ...]:
    def chip(label: str, **change: Any) -> Link:
        current = all(getattr(wanted, name) == value for name, value in change.items())
        plain = {name: getattr(PeopleWanted(), name) for name in change}
        return Link(
            label, _address(replace(wanted, **(plain if current else change))), current=current
        )

    first = FilterChips(
        _("Filter"),
        (
            chip(_("Bought"), bought="yes"),
            chip(_("Never bought"), bought="no"),
            chip(_("New in 30 days"), new=True),
            chip(_("Seen this week"), seen="week"),
            chip(_("Away for 30 days"), seen="away30"),
            chip(_("Away for 90 days"), seen="away90"),
            chip(_("Most spent first"), sort="spent"),
        ),
        clear=PEOPLE if wanted != PeopleWanted() else "",
        part="found",
    )
    groups = tuple(chip(words.word(words.SEGMENTS, name), segment=name) for name in SEGMENTS)
    return first, FilterChips(_("Groups of buyers"), groups, part="found")


def _wanted(said: Mapping[str, Any]) -> PeopleWanted:
    """What the address asks for; what makes no sense there is left out."""
    bought, seen, segment = (str(said.get(name, "")) for name in ("bought", "seen", "segment"))
    return PeopleWanted(
        bought=cast(Any, bought) if bought in ("yes", "no") else "",
        seen=cast(Seen, seen) if seen in get_args(Seen) else "",
        new=said.get("new") == "1",
        segment=segment if segment in SEGMENTS else "",
        sort="spent" if said.get("sort") == "spent" else "seen",
    )


def _start(said: Mapping[str, Any]) -> int:
    text = str(said.get("from", ""))
    return min(int(text), 10**7) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _address(wanted: PeopleWanted, start: int = 0) -> str:
    said = {
        "bought": wanted.bought,
        "seen": wanted.seen,
        "new": "1" if wanted.new else "",
        "segment": wanted.segment,
        "sort": "spent" if wanted.sort == "spent" else "",
        "from": str(start) if start else "",
    }
    query = urlencode({name: text for name, text in said.items() if text})
    return f"{PEOPLE}?{query}" if query else PEOPLE


def _count(everybody: int, start: int, shown: int) -> str:
    if not shown:
        return ""
    said = {"first": number(start + 1), "last": number(start + shown), "all": number(everybody)}
    return _("%(first)s to %(last)s of %(all)s people") % said


def _nobody(is_empty: bool) -> EmptyState:
    if is_counting():
        return being_counted()
    if is_empty:
        return EmptyState(
            _("Nobody was here yet"),
            _("Whoever looks around the shop stands here some seconds later."),
            icon="users",
        )
    return EmptyState(
        _("Nobody fits all of this"),
        _("Take one of the filters away."),
        icon="filter",
        actions=(Button(_("Show everybody"), address=PEOPLE),),
    )
