"""Many at once, on PostgreSQL: one member, one use of a code, one count of a limit."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections, transaction

from huitou.commerce import members
from huitou.commerce.members import sign_in
from huitou.commerce.members.limits import DAY, spend
from huitou.commerce.members.models import Contact, Guest, Identity, Limit, Member, Session
from huitou.foundation.actors import Actor
from huitou.kernel import Conflict, FakeClock, HuitouError, InvalidInput, Overloaded
from own_database import on_postgresql

pytestmark = [
    pytest.mark.usefixtures("committed"),
    pytest.mark.skipif(not on_postgresql(), reason="SQLite has one writer at a time"),
]


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """What came of each, errors of ours included."""
    barrier = Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        try:
            barrier.wait(timeout=10)
            return work()
        except HuitouError as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_one_code_sent_four_times_at_once_holds_once(
    letters: Any, clock: FakeClock, home: members.Client
) -> None:
    guest = members.begin_guest(clock=clock)
    members.request_code(contact="ann@example.com", client=home, clock=clock)

    def enter() -> members.SignedIn:
        return members.sign_in_with_code(
            contact="ann@example.com",
            code=letters.code,
            client=home,
            clock=clock,
            guest_token=guest.token,
        )

    came = at_once(*[enter] * 4)

    assert sum(isinstance(one, members.SignedIn) for one in came) == 1
    assert sum(isinstance(one, InvalidInput) for one in came) == 3
    assert (Member.objects.count(), Session.objects.count()) == (1, 1)
    assert Guest.objects.get().merged_into_id == Member.objects.get().id


def test_two_ways_to_a_new_contact_make_one_owner(
    sign_up: Callable[..., Any],
    prove: Callable[..., str],
    letters: Any,
    clock: FakeClock,
    home: members.Client,
) -> None:
    bob = Actor("member", sign_up("bob@example.com").member_id)
    members.request_contact_code(contact="13800138000", client=home, actor=bob, clock=clock)
    to_add = letters.code
    Limit.objects.filter(name="code.pause").delete()
    proof = prove(bob)
    Limit.objects.filter(name="code.pause").delete()
    members.request_code(contact="13800138000", client=home, clock=clock)
    to_enter = letters.code

    def add() -> None:
        members.set_contact(
            contact="13800138000", code=to_add, proof=proof, client=home, actor=bob, clock=clock
        )

    def enter() -> members.SignedIn:
        return members.sign_in_with_code(
            contact="13800138000", code=to_enter, client=home, clock=clock
        )

    added, entered = at_once(add, enter)
    owner = Contact.objects.get(kind="phone").member_id

    assert isinstance(entered, members.SignedIn)
    assert entered.member_id == owner
    if isinstance(added, Conflict):
        assert (entered.is_new, Member.objects.count()) == (True, 2)
    else:
        assert (added, owner, Member.objects.count()) == (None, bob.id, 1)


def test_a_contact_that_is_proved_by_many_at_once_is_one_members(clock: FakeClock) -> None:
    way = members.way_of("ann@example.com")

    def make() -> tuple[str, bool]:
        with transaction.atomic():
            return sign_in._member_with(way, Member(), clock)

    came = at_once(*[make] * 8)

    assert len({member for member, _ in came}) == 1
    assert sum(is_new for _, is_new in came) == 1
    assert Member.objects.count() == 1


def test_a_person_who_comes_by_two_apps_at_once_is_one_member(
    clock: FakeClock, home: members.Client
) -> None:
    def enter(provider: str, uid: str) -> Callable[[], members.SignedIn]:
        return lambda: members.sign_in_with_identity(
            provider=provider, uid=uid, union_id="union-1", client=home, clock=clock
        )

    works = [enter("weixin", "open-1"), enter("weixin_mini", "open-9")] * 3
    came = at_once(*works)

    assert len({one.member_id for one in came}) == 1
    assert sum(one.is_new for one in came) == 1
    assert Member.objects.count() == 1
    assert Identity.objects.count() == 3


def test_a_limit_holds_under_many_at_once(clock: FakeClock) -> None:
    def use() -> None:
        with transaction.atomic():
            spend("test", "ann", most=3, per=DAY, clock=clock)

    came = at_once(*[use] * 8)

    assert came.count(None) == 3
    assert sum(isinstance(one, Overloaded) for one in came) == 5


def test_guesses_at_once_are_all_counted(
    letters: Any, clock: FakeClock, home: members.Client
) -> None:
    members.request_code(contact="ann@example.com", client=home, clock=clock)
    guesses = [f"{(int(letters.code) + step) % 10**6:06d}" for step in range(1, 7)]

    def guess(code: str) -> Callable[[], members.SignedIn]:
        return lambda: members.sign_in_with_code(
            contact="ann@example.com", code=code, client=home, clock=clock
        )

    at_once(*[guess(code) for code in guesses])
    with pytest.raises(InvalidInput):
        guess(letters.code)()


def test_addresses_at_once_stay_within_the_limit_and_have_one_default(
    ann: Actor, clock: FakeClock
) -> None:
    fields = members.AddressFields("Ann", "13800138000", "310101", "上海市 黄浦区", "南京东路 1 号")
    for _ in range(16):
        members.add_address(fields=fields, actor=ann, clock=clock)

    def add() -> members.SavedAddress:
        return members.add_address(fields=fields, make_default=True, actor=ann, clock=clock)

    came = at_once(*[add] * 8)
    saved = members.addresses_of(ann.id)

    assert sum(isinstance(one, Conflict) for one in came) == 4
    assert len(saved) == 20
    assert [one.is_default for one in saved].count(True) == 1
