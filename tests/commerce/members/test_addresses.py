"""Addresses: to which a parcel can go, and no more than one needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from huitou.commerce import members
from huitou.commerce.members.models import Address
from huitou.foundation.actors import Actor
from huitou.kernel import Conflict, FakeClock, InvalidInput, NotFound

HOME = members.AddressFields(
    name="王小安",
    phone="138 0013 8000",
    region="310101",
    place="上海市 黄浦区",
    street="南京东路 1 号 2 楼",
    postcode="200001",
    label="家",
)

pytestmark = pytest.mark.usefixtures("tables")


def add(actor: Actor, clock: FakeClock, **more: Any) -> members.SavedAddress:
    clock.advance(timedelta(seconds=1))
    return members.add_address(fields=HOME, actor=actor, clock=clock, **more)


def test_the_first_is_the_default_until_another_is(ann: Actor, clock: FakeClock) -> None:
    first, second = add(ann, clock), add(ann, clock)
    assert (first.is_default, second.is_default) == (True, False)
    assert first.fields == replace(HOME, phone="+8613800138000")

    third = add(ann, clock, make_default=True)
    assert [one.id for one in members.addresses_of(ann.id)] == [third.id, second.id, first.id]
    members.set_default_address(address_id=first.id, actor=ann, clock=clock)
    assert [one.is_default for one in members.addresses_of(ann.id)] == [True, False, False]
    assert members.addresses_of(ann.id)[0].id == first.id


def test_a_removed_default_gives_way_to_the_newest(ann: Actor, clock: FakeClock) -> None:
    first, second, third = (add(ann, clock) for _ in range(3))
    members.remove_address(address_id=first.id, actor=ann, clock=clock)

    assert [(one.id, one.is_default) for one in members.addresses_of(ann.id)] == [
        (third.id, True),
        (second.id, False),
    ]
    with pytest.raises(NotFound):
        members.address_of(ann.id, first.id)
    assert Address.objects.count() == 3


def test_a_removal_is_taken_back(
    ann: Actor, sign_up: Callable[..., members.SignedIn], clock: FakeClock
) -> None:
    ben = Actor("member", sign_up("ben@example.com").member_id)
    first, second = add(ann, clock), add(ann, clock)
    members.remove_address(address_id=first.id, actor=ann, clock=clock)
    back = members.put_back_address(address_id=first.id, actor=ann, clock=clock)
    assert (back.id, back.is_default) == (first.id, False)
    # Again, nothing happens; and nobody else's is put back.
    assert members.put_back_address(address_id=first.id, actor=ann, clock=clock) == back
    with pytest.raises(NotFound):
        members.put_back_address(address_id=first.id, actor=ben, clock=clock)

    for one in (first, second):
        members.remove_address(address_id=one.id, actor=ann, clock=clock)
    members.put_back_address(address_id=second.id, actor=ann, clock=clock)
    members.put_back_address(address_id=first.id, make_default=True, actor=ann, clock=clock)
    kept = [(one.id, one.is_default) for one in members.addresses_of(ann.id)]
    assert kept == [(first.id, True), (second.id, False)]


def test_an_address_is_written_anew(ann: Actor, clock: FakeClock) -> None:
    saved = add(ann, clock)
    moved = replace(HOME, street="1 Main St", country="us", region="NY", postcode="10001-1234")
    changed = members.change_address(
        address_id=saved.id, fields=replace(moved, phone="+1 212 555 0100"), actor=ann, clock=clock
    )

    assert changed == members.address_of(ann.id, saved.id)
    assert (changed.fields.country, changed.fields.phone) == ("US", "+12125550100")


def test_twenty_are_the_most(ann: Actor, clock: FakeClock) -> None:
    saved = [add(ann, clock) for _ in range(20)]
    with pytest.raises(Conflict) as refused:
        add(ann, clock)
    assert refused.value.code == "members.too_many_addresses"
    members.remove_address(address_id=saved[3].id, actor=ann, clock=clock)
    add(ann, clock)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 51),
        ("name", "two\nlines"),
        ("phone", "12345"),
        ("country", "China"),
        ("country", "1"),
        ("region", "31010"),
        ("region", "990101"),
        ("region", "上海"),
        ("place", " "),
        ("street", ""),
        ("street", "x" * 201),
        ("postcode", "20001"),
        ("postcode", "<b>"),
        ("label", "x" * 21),
    ],
)
def test_where_no_parcel_arrives_is_refused(
    field: str, value: str, ann: Actor, clock: FakeClock
) -> None:
    with pytest.raises(InvalidInput) as refused:
        members.add_address(fields=replace(HOME, **{field: value}), actor=ann, clock=clock)
    assert refused.value.field == field


def test_anothers_address_is_not_found(
    ann: Actor, sign_up: Callable[..., Any], clock: FakeClock
) -> None:
    saved = add(ann, clock)
    bob = Actor("member", sign_up("bob@example.com").member_id)
    for verb, more in (
        (members.change_address, {"fields": HOME}),
        (members.remove_address, {}),
        (members.set_default_address, {}),
    ):
        with pytest.raises(NotFound) as refused:
            verb(address_id=saved.id, actor=bob, clock=clock, **more)
        assert refused.value.code == "members.no_address"
    with pytest.raises(NotFound):
        members.address_of(bob.id, saved.id)
    assert members.addresses_of(bob.id) == []
