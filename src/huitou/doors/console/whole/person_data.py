"""What a member allows, what they asked about their data, and who of the staff did what with it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huitou.doors.console.whole import words
from huitou.doors.console.whole.addresses import person_address
from huitou.doors.console.whole.asking import ask_button
from huitou.doors.console.whole.audit_card import audit_card
from huitou.doors.console.whole.person_found import PersonFound
from huitou.doors.design import (
    Badge,
    Card,
    Column,
    Content,
    Disclosure,
    Group,
    Row,
    Table,
    day,
    moment,
)
from huitou.foundation import audit, privacy
from huitou.foundation.actors import Actor


def data_tab(found: PersonFound, who: Actor) -> tuple[tuple[Content, ...], tuple[Content, ...]]:
    """Consent, requests, and the entries of the audit log; each for who may see it."""
    assert found.member is not None
    member_id, address = found.member.card.id, person_address(found.id)
    main: list[Content] = []
    if who.may("privacy.read"):
        history = privacy.consent_history(member_id)
        main.append(_consent_card(history, who, address))
        requests = privacy.data_requests(member_id=member_id)
        if requests:
            main.append(_requests_card(requests, who, address))
    if who.may("audit.read") or who.may("privacy.read"):
        main.append(audit_card(audit.entries(subject=member_id, limit=50)))
    return tuple(main), ()


def _consent_card(history: Sequence[privacy.ConsentChange], who: Actor, address: str) -> Card:
    newest = {change.purpose: change for change in history}
    columns = (
        Column(_("Purpose")),
        Column(pgettext("consent", "Now")),
        Column(_("Since")),
        Column(_("Said")),
        Column(""),
    )
    rows = [
        _consent_row(purpose, newest.get(name), who, address)
        for name, purpose in privacy.PURPOSES.items()
    ]
    table = Table(_("Consent"), columns, rows)
    said = Disclosure(_("Everything they ever said"), _history(history)) if history else ""
    return Card(Group((table, said)) if said else table, title=_("What they allow"), flush=True)


def _consent_row(
    purpose: privacy.Purpose, change: privacy.ConsentChange | None, who: Actor, address: str
) -> Row:
    given = purpose.unasked if change is None else change.given
    now = (
        Badge(pgettext("consent", "Allowed"), "good", icon="check")
        if given
        else Badge(pgettext("consent", "Not allowed"), "plain", icon="close")
    )
    button: Content = ""
    if who.may("privacy.write"):
        button = ask_button(_("Change"), f"{address}/do/consent?of={purpose.name}", kind="quiet")
    since = _("never asked") if change is None else moment(change.at)
    source = "" if change is None else f"{change.source}, {change.policy_version}"
    return Row((str(purpose.label), now, since, source, button))


def _history(history: Sequence[privacy.ConsentChange]) -> Table:
    columns = (Column(_("When")), Column(_("Purpose")), Column(_("Said")), Column(_("Where")))
    rows = [
        Row(
            (
                moment(one.at),
                str(privacy.PURPOSES[one.purpose].label),
                pgettext("consent", "Allowed") if one.given else pgettext("consent", "Refused"),
                f"{one.source}, {one.policy_version}",
            )
        )
        for one in reversed(history)
    ]
    return Table(_("History of consent"), columns, rows, dense=True)


def _requests_card(requests: Sequence[privacy.DataRequestRow], who: Actor, address: str) -> Card:
    columns = (
        Column(_("Request")),
        Column(_("Asked")),
        Column(_("State")),
        Column(_("Due by law")),
        Column(""),
    )
    rows = [
        Row(
            (
                words.word(words.REQUEST_KINDS, one.kind),
                moment(one.asked_at),
                words.badge(words.REQUEST_STATES, one.state),
                day(one.due_at),
                _keep_button(one, who, address),
            ),
            tone="warn" if one.state == "asked" else "",
        )
        for one in requests
    ]
    return Card(Table(_("Requests"), columns, rows), title=_("What they asked"), flush=True)


def _keep_button(one: privacy.DataRequestRow, who: Actor, address: str) -> Content:
    if one.kind != "erasure" or one.state != "asked" or not who.may("privacy.write"):
        return ""
    return ask_button(
        _("Take it back"), f"{address}/do/keep?of={one.id}", kind="quiet", icon="undo"
    )
