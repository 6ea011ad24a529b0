"""What staff see of members: masked, everything of one person, in plain for a reason alone."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huitou.commerce import members
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.kernel import FakeClock, Forbidden, InvalidInput, NotFound

AGENT = Actor("staff", "a1", frozenset({"members.read", "personal.reveal"}))
ADDRESS = members.AddressFields(
    name="王小明",
    phone="13800138000",
    country="CN",
    region="330106",
    place="浙江省杭州市西湖区",
    street="文三路 1 号",
)
REASON = "the parcel came back, call the customer"


@pytest.fixture
def member(tables: None, sign_up, clock: FakeClock) -> str:  # type: ignore[no-untyped-def]
    guest = members.begin_guest(clock=clock)
    signed_in = sign_up("13800138000", guest_token=guest.token)
    actor = Actor("member", signed_in.member_id)
    members.set_nickname(nickname="小明", actor=actor, clock=clock)
    members.add_address(fields=ADDRESS, actor=actor, clock=clock)
    return str(signed_in.member_id)


def test_a_card_is_masked_and_knows_nobody_else(member: str) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        cards = members.member_cards([member, "nobody"])
    assert len(asked) == 1
    assert list(cards) == [member]
    assert cards[member].name == "小***"
    assert [(one.kind, one.masked) for one in cards[member].contacts] == [("phone", "138****8000")]


def test_a_member_as_a_whole_has_the_guests_they_were(member: str, clock: FakeClock) -> None:
    whole = members.member_whole(member)
    (guest,) = whole.guests
    assert (guest.merged_into, guest.merged_at) == (member, clock.now())
    assert members.guest_cards([guest.id]) == {guest.id: guest}
    assert (whole.has_password, whole.has_birthday, whole.services) == (False, False, ())
    with pytest.raises(NotFound):
        members.member_whole("nobody")


def test_an_address_shows_the_district_alone(member: str) -> None:
    (address,) = members.masked_addresses_of(member)
    assert (address.name, address.phone) == ("王***", "138****8000")
    assert address.place == "浙江省杭州市西湖区"
    assert "文三路" not in repr(address)


def test_an_address_and_a_name_are_shown_for_a_reason(member: str, clock: FakeClock) -> None:
    (address,) = members.masked_addresses_of(member)
    asked = {"member_id": member, "actor": AGENT, "clock": clock}
    shown = members.reveal_address(address_id=address.id, reason=REASON, **asked)
    assert shown.street == "文三路 1 号"
    own = members.reveal_own_words(reason=REASON, **asked)
    assert own == members.OwnWords("小明", "")
    said = [(one.action, one.detail["what"]) for one in audit.entries(subject=member)]
    assert said == [
        ("personal.reveal", "members.profile"),
        ("personal.reveal", "members.address"),
    ]
    with pytest.raises(InvalidInput):
        members.reveal_address(address_id=address.id, reason="", **asked)
    with pytest.raises(NotFound):
        members.reveal_address(address_id="another", reason=REASON, **asked)
    with pytest.raises(Forbidden):
        members.reveal_own_words(
            member_id=member, reason=REASON, actor=Actor("staff", "a2"), clock=clock
        )
    assert len(audit.entries(subject=member)) == 2
