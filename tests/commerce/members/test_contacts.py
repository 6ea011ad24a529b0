"""Contacts: proved twice before they change, and never the last one gone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from huitou.commerce import members
from huitou.foundation.actors import Actor
from huitou.kernel import Conflict, FakeClock, InvalidInput, NotFound, Overloaded, Unauthorized

pytestmark = pytest.mark.usefixtures("tables")


@pytest.fixture
def put(
    letters: Any, prove: Callable[..., str], clock: FakeClock, home: members.Client
) -> Callable[..., None]:
    """Add a contact with both proofs."""

    def put_contact(actor: Actor, contact: str, proved_by: str = "email") -> None:
        clock.advance(timedelta(minutes=1))
        members.request_contact_code(contact=contact, client=home, actor=actor, clock=clock)
        code = letters.code
        proof = prove(actor, proved_by)
        members.set_contact(
            contact=contact, code=code, proof=proof, client=home, actor=actor, clock=clock
        )

    return put_contact


def contacts(actor: Actor) -> list[str]:
    return sorted(one.masked for one in members.profile(actor.id).contacts)


def test_a_second_contact_signs_in_the_same_member(
    ann: Actor, put: Callable[..., None], sign_up: Callable[..., Any], clock: FakeClock
) -> None:
    put(ann, "13800138000")
    clock.advance(timedelta(minutes=1))

    assert contacts(ann) == ["138****8000", "a***@example.com"]
    assert sign_up("13800138000").member_id == ann.id


def test_a_new_contact_takes_the_place_of_the_old_one_which_is_free_then(
    ann: Actor, put: Callable[..., None], sign_up: Callable[..., Any], clock: FakeClock
) -> None:
    put(ann, "lee@example.com")
    clock.advance(timedelta(minutes=1))

    assert contacts(ann) == ["l***@example.com"]
    assert sign_up("ann@example.com").member_id != ann.id


def test_the_new_contact_alone_is_not_enough(
    ann: Actor, letters: Any, clock: FakeClock, home: members.Client
) -> None:
    clock.advance(timedelta(minutes=1))
    members.request_contact_code(contact="13800138000", client=home, actor=ann, clock=clock)
    code = letters.code
    for proof in ("", code, "000000" if code != "000000" else "111111"):
        with pytest.raises(InvalidInput) as refused:
            members.set_contact(
                contact="13800138000", code=code, proof=proof, client=home, actor=ann, clock=clock
            )
        assert refused.value.field == "proof"
    assert contacts(ann) == ["a***@example.com"]


def test_anothers_contact_is_told_to_its_owner_alone(
    ann: Actor, put: Callable[..., None], sign_up: Callable[..., Any], clock: FakeClock
) -> None:
    sign_up("bob@example.com")
    with pytest.raises(Conflict) as refused:
        put(ann, "bob@example.com")

    assert refused.value.code == "members.contact_taken"
    assert contacts(ann) == ["a***@example.com"]


def test_a_code_for_one_member_adds_no_contact_to_another(
    ann: Actor,
    sign_up: Callable[..., Any],
    letters: Any,
    prove: Callable[..., str],
    clock: FakeClock,
    home: members.Client,
) -> None:
    bob = Actor("member", sign_up("bob@example.com").member_id)
    clock.advance(timedelta(minutes=1))
    members.request_contact_code(contact="13800138000", client=home, actor=ann, clock=clock)
    code = letters.code
    proof = prove(bob)
    with pytest.raises(InvalidInput) as refused:
        members.set_contact(
            contact="13800138000", code=code, proof=proof, client=home, actor=bob, clock=clock
        )
    assert refused.value.field == "code"


def test_the_last_way_in_stays(
    ann: Actor,
    put: Callable[..., None],
    prove: Callable[..., str],
    clock: FakeClock,
    home: members.Client,
) -> None:
    clock.advance(timedelta(minutes=1))
    with pytest.raises(Conflict) as refused:
        members.remove_contact(kind="email", proof=prove(ann), client=home, actor=ann, clock=clock)
    assert refused.value.code == "members.last_way_in"
    put(ann, "13800138000")
    clock.advance(timedelta(minutes=1))
    members.remove_contact(kind="email", proof=prove(ann), client=home, actor=ann, clock=clock)
    assert contacts(ann) == ["138****8000"]
    with pytest.raises(NotFound):
        prove(ann, "email")


def test_only_a_member_has_contacts(clock: FakeClock, home: members.Client) -> None:
    guest = Actor("guest", members.begin_guest(clock=clock).id)
    with pytest.raises(Unauthorized):
        members.request_contact_code(contact="13800138000", client=home, actor=guest, clock=clock)


def test_a_wrong_password_as_a_proof_meets_pauses_as_well(
    ann: Actor, prove: Callable[..., str], clock: FakeClock, home: members.Client
) -> None:
    clock.advance(timedelta(minutes=1))
    members.set_password(
        password="blue lamps over the river",
        proof=prove(ann),
        token="",
        client=home,
        actor=ann,
        clock=clock,
    )
    for tries in range(6):
        with pytest.raises(InvalidInput):
            members.remove_password(proof=f"guess {tries}", client=home, actor=ann, clock=clock)
    with pytest.raises(Overloaded):
        members.remove_password(proof="guess 7", client=home, actor=ann, clock=clock)
