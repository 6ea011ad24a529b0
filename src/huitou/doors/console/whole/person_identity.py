"""Who a person is: what makes up their identity, how one reaches them, what is said of them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from huitou.commerce import members
from huitou.doors.console.whole import words
from huitou.doors.console.whole.addresses import person_address, shown_id
from huitou.doors.console.whole.event_words import sources_word
from huitou.doors.console.whole.person_found import Joined, PersonFound, joins_of
from huitou.doors.console.whole.person_traits import TraitSaid, traits_of
from huitou.doors.console.whole.revealing import reveal_button
from huitou.doors.design import (
    Alert,
    Card,
    Column,
    Content,
    Facts,
    Group,
    Row,
    Table,
    day,
    moment,
)
from huitou.foundation.actors import Actor
from huitou.kernel import Clock


def identity_tab(
    found: PersonFound, who: Actor, clock: Clock
) -> tuple[tuple[Content, ...], tuple[Content, ...]]:
    """Ids and how they came together, devices, addresses, traits."""
    main: list[Card | None] = [_joined_card(found)]
    sees_members = who.may("members.read")
    if found.member is not None and sees_members and found.card and found.card.status != "erased":
        main += [_addresses_card(found, who), _devices_card(found.member.card.id, clock)]
    traits = traits_of(found.events)
    if traits:
        main.append(_traits_card(found, traits, who))
    side: list[Content] = [who_card(found)]
    contacts = contacts_card(found, who)
    if contacts:
        side.append(contacts)
    return tuple(one for one in main if one is not None), tuple(side)


def who_card(found: PersonFound) -> Card:
    """What is plain to say of them."""
    pairs: list[tuple[str, Content]] = []
    if found.member is not None:
        whole = found.member
        ways = [words.word(words.SERVICES, one.provider) for one in whole.services]
        ways += [_("password")] if whole.has_password else []
        pairs += [
            (_("Member since"), day(whole.card.created_at)),
            (_("Signs in with"), ", ".join([_("codes"), *ways])),
            (
                _("Reads"),
                {"en": "English", "zh-hans": "简体中文"}.get(whole.language, whole.language),
            ),
        ]
    elif found.guest is not None:
        pairs.append((_("Guest since"), day(found.guest.created_at)))
    pairs += [
        (_("First seen"), day(found.first_seen)),
        (_("Last seen"), moment(found.last_seen)),
        (_("Id"), shown_id(found.id)),
    ]
    return Card(Facts(pairs, wide=True), title=_("Who this is"))


def contacts_card(found: PersonFound, who: Actor) -> Card | None:
    """Contacts, masked, each with the button that shows it for a reason."""
    if found.member is None or not who.may("members.read") or found.member.card.status == "erased":
        return None
    address = person_address(found.id)
    card = found.member.card
    pairs: list[tuple[str, Content]] = [
        (
            words.word(words.CONTACTS, one.kind),
            _hidden(who, one.masked, f"{address}/reveal/{one.kind}"),
        )
        for one in card.contacts
    ]
    if card.name or found.member.has_birthday:
        name = card.name or "***"
        pairs.append((_("Nickname and birthday"), _hidden(who, name, f"{address}/reveal/profile")))
    if not pairs:
        return Card(_("They signed in with another service, and left no contact."), _("Contacts"))
    return Card(Facts(pairs), title=_("Contacts"))


def refused_alert(found: PersonFound) -> Alert:
    """Another known person who may be the same; staff decide with `huitou persons merge`."""
    others = [one.other if one.keep in found.ids else one.keep for one in found.refused]
    names = ", ".join(shown_id(str(one)) for one in dict.fromkeys(others))
    return Alert(
        _("A device or an id of theirs was also used by %(names)s. They were not joined: it may be "
          "shared. If they are one person, `huitou persons merge` joins them.") % {"names": names},
        title=_("Perhaps somebody else as well"),
        tone="info",
    )  # fmt: skip


def _hidden(who: Actor, masked: str, address: str) -> Content:
    button = reveal_button(who, _("Show"), address)
    return Group((masked, button), layout="row") if button else masked


def _joined_card(found: PersonFound) -> Card:
    joins = joins_of(found)
    if not joins:
        note = _("Everything of theirs was said under one id.")
        return Card(note, title=_("Ids that are this person"))
    columns = (Column(_("Id")), Column(_("What it is")), Column(_("Since")), Column(_("By what")))
    rows = [
        Row((shown_id(one.id), _what(one), moment(one.at) if one.at else "–", _by_what(one)))
        for one in joins
    ]
    note = _("Guests and devices that turned out to be this person, and whose word that was.")
    return Card(
        Table(_("Ids that are this person"), columns, rows),
        title=_("Ids that are this person"),
        note=note,
        flush=True,
    )


def _what(one: Joined) -> str:
    if one.operator:
        return _("another person")
    return _("guest of the shop") if one.is_guest else _("device or earlier id")


def _by_what(one: Joined) -> str:
    if one.operator:
        return _("%(who)s: %(why)s") % {"who": one.operator, "why": one.reason}
    if one.source == "shop" or (one.is_guest and not one.source):
        return _("signed in at the shop")
    return sources_word(one.source) if one.source else "–"


def _addresses_card(found: PersonFound, who: Actor) -> Card | None:
    if found.member is None:
        return None
    rows = members.masked_addresses_of(found.member.card.id)
    if not rows:
        return None
    base = f"{person_address(found.id)}/reveal/address"
    columns = (Column(_("Address")), Column(_("For")), Column(_("Phone")), Column(""))
    table = Table(
        _("Addresses"),
        columns,
        [
            Row(
                (
                    f"{one.place} ***" + (f" ({_('default')})" if one.is_default else ""),
                    one.name,
                    one.phone,
                    reveal_button(who, _("Show"), f"{base}?of={one.id}"),
                )
            )
            for one in rows
        ],
    )
    return Card(table, title=_("Addresses"), flush=True)


def _devices_card(member_id: str, clock: Clock) -> Card | None:
    rows = members.sessions_of(member_id, clock=clock)
    if not rows:
        return None
    columns = (Column(_("Device")), Column(_("Signed in")), Column(_("Last used")))
    table = Table(
        _("Devices"),
        columns,
        [Row((one.device or "–", moment(one.created_at), moment(one.seen_at))) for one in rows],
    )
    return Card(table, title=_("Signed in on"), flush=True)


def _traits_card(found: PersonFound, traits: list[TraitSaid], who: Actor) -> Card:
    base = f"{person_address(found.id)}/reveal/trait"
    columns = (
        Column(_("Trait")),
        Column(_("Value")),
        Column(_("Said by")),
        Column(_("When")),
        Column(""),
    )
    rows = [
        Row(
            (
                one.name,
                one.shown if len(one.shown) <= 80 else one.shown[:79] + "…",
                sources_word(one.source),
                moment(one.at),
                reveal_button(who, _("Show"), f"{base}?of={one.name}") if one.is_masked else "",
            )
        )
        for one in traits
    ]
    note = _("The newest word of each; what tells who somebody is, is masked.")
    return Card(Table(_("Traits"), columns, rows), title=_("Traits"), note=note, flush=True)
