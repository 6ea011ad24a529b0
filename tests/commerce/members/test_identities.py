"""Sign in through other services: one person, however many apps a service has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from huitou.commerce import members
from huitou.commerce.members.models import Identity
from huitou.commerce.members.tickets import ticket_for
from huitou.foundation.actors import Actor
from huitou.kernel import Conflict, FakeClock, InvalidInput

pytestmark = pytest.mark.usefixtures("tables")


@pytest.fixture
def weixin(clock: FakeClock, home: members.Client) -> Callable[..., members.SignedIn]:
    def sign_in(uid: str, union_id: str = "", provider: str = "weixin") -> members.SignedIn:
        return members.sign_in_with_identity(
            provider=provider, uid=uid, union_id=union_id, client=home, clock=clock
        )

    return sign_in


def test_an_account_is_one_member(weixin: Callable[..., members.SignedIn]) -> None:
    first, again, other = weixin("open-1"), weixin("open-1"), weixin("open-2")

    assert [one.is_new for one in (first, again, other)] == [True, False, True]
    assert first.member_id == again.member_id != other.member_id
    assert members.profile(first.member_id).providers == ("weixin",)
    assert members.profile(first.member_id).contacts == ()


def test_the_union_id_makes_one_person_of_all_apps(
    weixin: Callable[..., members.SignedIn],
) -> None:
    shop = weixin("open-1", "union-1")
    mini = weixin("open-9", "union-1", provider="weixin_mini")

    assert mini.member_id == shop.member_id
    assert not mini.is_new
    assert members.profile(shop.member_id).providers == ("weixin", "weixin_mini")
    assert weixin("open-9", provider="weixin_mini").member_id == shop.member_id
    assert weixin("open-1", "union-1", provider="douyin").is_new


def test_a_union_id_that_comes_later_is_learnt(weixin: Callable[..., members.SignedIn]) -> None:
    first = weixin("open-1")
    weixin("open-1", "union-1")

    assert weixin("open-9", "union-1", provider="weixin_mini").member_id == first.member_id


def test_the_last_way_in_stays_and_a_removed_one_is_free(
    weixin: Callable[..., members.SignedIn],
    letters: Any,
    prove: Callable[..., str],
    clock: FakeClock,
    home: members.Client,
) -> None:
    actor = Actor("member", weixin("open-1", "union-1").member_id)

    def remove(proof: str) -> None:
        members.remove_identity(
            provider="weixin", proof=proof, client=home, actor=actor, clock=clock
        )

    with pytest.raises(Conflict):
        remove("")
    members.request_contact_code(contact="ann@example.com", client=home, actor=actor, clock=clock)
    members.set_contact(
        contact="ann@example.com",
        code=letters.code,
        proof="",
        client=home,
        actor=actor,
        clock=clock,
    )
    clock.advance(timedelta(minutes=1))
    with pytest.raises(InvalidInput):
        remove("")
    remove(prove(actor))
    assert not Identity.objects.exists()
    assert weixin("open-1", "union-1").is_new


def test_a_ticket_is_sealed_used_once_and_holds_a_minute(
    clock: FakeClock, home: members.Client
) -> None:
    def bring(ticket: str) -> members.SignedIn:
        return members.sign_in_with_ticket(ticket=ticket, client=home, clock=clock)

    ticket = ticket_for(provider="weixin", uid="open-1", union_id="", clock=clock)
    old = ticket_for(provider="weixin", uid="open-2", union_id="", clock=clock)
    assert "open-1" not in ticket
    assert bring(ticket).is_new
    clock.advance(timedelta(seconds=60))
    for bad in (ticket, old, "", "x" * 5000, ticket[:-2], "票"):
        with pytest.raises(InvalidInput) as refused:
            bring(bad)
        assert refused.value.code == "members.no_ticket"
    nobody = ticket_for(provider="weixin", uid="", union_id="union", clock=clock)
    with pytest.raises(InvalidInput):
        bring(nobody)
    assert Identity.objects.count() == 1


def test_services_are_set_up_by_the_environment() -> None:
    found = members.social_providers(
        {"HUITOU_SOCIAL_WEIXIN_KEY": "wx1", "HUITOU_SOCIAL_WEIXIN_SECRET": "s", "PATH": "/"}
    )
    assert found == {"weixin": {"APP": {"client_id": "wx1", "secret": "s"}}}
    for wrong in (
        {"HUITOU_SOCIAL_WEIXIN_KEY": "wx1"},
        {"HUITOU_SOCIAL_NOBODY_KEY": "k", "HUITOU_SOCIAL_NOBODY_SECRET": "s"},
    ):
        with pytest.raises(InvalidInput):
            members.social_providers(wrong)
