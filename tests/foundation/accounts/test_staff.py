"""Who may work here, and what they may do."""

from __future__ import annotations

import threading

import pytest
from django.db import IntegrityError, connections, transaction

from huitou.foundation import accounts, audit
from huitou.foundation.accounts.models import Account
from huitou.foundation.actors import SYSTEM, Actor
from huitou.kernel import Conflict, FakeClock, Forbidden, HuitouError, InvalidInput, NotFound
from own_database import on_postgresql

PASSWORD = "four green teapots"


def made(login: str, roles: list[str], actor: Actor, clock: FakeClock) -> accounts.StaffMember:
    return accounts.create_staff(login, PASSWORD, roles, actor=actor, clock=clock)


def actor_named(account_id: str) -> Actor:
    return accounts.actor_of(Account.objects.get(pk=account_id))


def test_somebody_is_let_in_with_roles(owner: Actor, clock: FakeClock) -> None:
    ann = made("Ann", ["support", "analyst"], owner, clock)

    assert (ann.login, ann.roles, ann.is_active) == ("ann", ("analyst", "support"), True)
    actor = actor_named(ann.id)
    assert actor.kind == "staff"
    assert actor.permissions == accounts.ROLES["analyst"] | accounts.ROLES["support"]
    assert not actor.may("staff.write")
    (entry, _) = audit.entries()
    assert (entry.actor, entry.action, entry.subject) == (str(owner), "staff.create", ann.id)
    assert entry.detail == {"login": "ann", "roles": ["analyst", "support"]}


def test_without_a_role_nothing_is_allowed(owner: Actor, clock: FakeClock) -> None:
    assert actor_named(made("ann", [], owner, clock).id).permissions == frozenset()


@pytest.mark.parametrize(
    ("login", "password", "roles", "field"),
    [
        ("a", PASSWORD, [], "login"),
        ("ann@shop.example", PASSWORD, [], "login"),
        ("安", PASSWORD, [], "login"),
        ("ann", "teapot", [], "password"),
        ("ann", "1234567890123", [], "password"),
        ("ann.of.the.shop", "ann.of.the.shop", [], "password"),
        ("ann", "x y" * 100, [], "password"),
        ("ann", PASSWORD, ["king"], "roles"),
    ],
)
def test_what_cannot_be_is_refused(
    owner: Actor, clock: FakeClock, login: str, password: str, roles: list[str], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        accounts.create_staff(login, password, roles, actor=owner, clock=clock)

    assert refused.value.field == field
    assert len(accounts.staff_members()) == 1


def test_a_login_is_one_persons(owner: Actor, clock: FakeClock) -> None:
    with pytest.raises(Conflict, match=r"already has the login li\.wei"):
        made("LI.WEI", [], owner, clock)


def test_only_who_may_changes_staff(owner: Actor, clock: FakeClock) -> None:
    auditor = Actor("staff", "a2", accounts.ROLES["auditor"])
    for forbidden in (
        lambda: made("ann", [], auditor, clock),
        lambda: accounts.set_roles(owner.id, ["owner"], actor=auditor, clock=clock),
        lambda: accounts.deactivate(owner.id, actor=auditor, clock=clock),
    ):
        with pytest.raises(Forbidden):
            forbidden()


def test_nobody_gives_or_takes_rights_beyond_the_own_ones(owner: Actor, clock: FakeClock) -> None:
    deputy = Actor("staff", "a2", frozenset({"staff.write", "catalogue.read"}))
    ann = made("ann", ["support"], owner, clock)
    for beyond in (
        lambda: made("bob", ["owner"], deputy, clock),
        lambda: accounts.set_roles(ann.id, [], actor=deputy, clock=clock),
        lambda: accounts.deactivate(owner.id, actor=deputy, clock=clock),
    ):
        with pytest.raises(Forbidden) as refused:
            beyond()
        assert refused.value.code == "accounts.beyond_own_rights"
    assert accounts.staff_member(ann.id).roles == ("support",)


def test_roles_are_set_as_a_whole(owner: Actor, clock: FakeClock) -> None:
    ann = made("ann", ["support", "analyst"], owner, clock)
    accounts.set_roles(ann.id, ["analyst", "auditor"], actor=owner, clock=clock)
    again = accounts.set_roles(ann.id, ["analyst", "auditor"], actor=owner, clock=clock)

    assert again.roles == ("analyst", "auditor")
    (entry,) = [one for one in audit.entries(subject=ann.id) if one.action == "staff.set_roles"]
    assert entry.detail == {"before": ["analyst", "support"], "after": ["analyst", "auditor"]}


def test_the_last_owner_cannot_be_taken_away(owner: Actor, clock: FakeClock) -> None:
    def takes() -> None:
        for verb in (
            lambda: accounts.deactivate(owner.id, actor=SYSTEM, clock=clock),
            lambda: accounts.set_roles(owner.id, ["operator"], actor=owner, clock=clock),
        ):
            with pytest.raises(Conflict, match="no owner left"), transaction.atomic():
                verb()

    takes()
    ann = made("ann", ["owner"], owner, clock)
    accounts.deactivate(ann.id, actor=owner, clock=clock)
    takes()
    accounts.activate(ann.id, actor=owner, clock=clock)
    assert not accounts.deactivate(owner.id, actor=owner, clock=clock).is_active


def test_who_was_let_go_has_no_rights_and_gets_them_back(owner: Actor, clock: FakeClock) -> None:
    ann = made("ann", ["support"], owner, clock)
    accounts.deactivate(ann.id, actor=owner, clock=clock)
    assert actor_named(ann.id).permissions == frozenset()
    accounts.activate(ann.id, actor=owner, clock=clock)
    assert actor_named(ann.id).permissions == accounts.ROLES["support"]
    actions = [entry.action for entry in audit.entries(subject=ann.id)]
    assert actions == ["staff.activate", "staff.deactivate", "staff.create"]


def test_an_account_of_a_member_is_none_of_staff(owner: Actor, clock: FakeClock) -> None:
    account = Account.objects.create()
    assert account.login == account.id
    assert accounts.actor_of(account).permissions == frozenset()
    with pytest.raises(NotFound):
        accounts.set_roles(account.id, ["owner"], actor=owner, clock=clock)
    assert [one.login for one in accounts.staff_members()] == ["li.wei"]


@pytest.mark.usefixtures("tables")
def test_the_database_refuses_a_superuser() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(is_superuser=True)


def test_a_password_is_changed_by_its_owner(owner: Actor, clock: FakeClock) -> None:
    new = "five blue saucers"
    with pytest.raises(Forbidden, match="old password"):
        accounts.change_password(owner.id, "wrong", new, actor=owner, clock=clock)
    other = Actor("staff", "a2", owner.permissions)
    with pytest.raises(Forbidden, match="old password"):
        accounts.change_password(owner.id, PASSWORD, new, actor=other, clock=clock)
    with pytest.raises(InvalidInput):
        accounts.change_password(owner.id, PASSWORD, "short", actor=owner, clock=clock)
    accounts.change_password(owner.id, PASSWORD, new, actor=owner, clock=clock)

    assert Account.objects.get(pk=owner.id).check_password(new)
    assert audit.entries()[0].action == "staff.change_password"


def test_a_lost_password_is_reset_at_the_machine_alone(owner: Actor, clock: FakeClock) -> None:
    with pytest.raises(Forbidden):
        accounts.reset_password(owner.id, "five blue saucers", actor=owner, clock=clock)
    accounts.reset_password(owner.id, "five blue saucers", actor=SYSTEM, clock=clock)

    assert Account.objects.get(pk=owner.id).check_password("five blue saucers")


def test_somebody_else_gets_a_new_password_from_who_has_all_their_rights(
    owner: Actor, clock: FakeClock
) -> None:
    ann = made("ann", ["support"], owner, clock)
    accounts.give_password(ann.id, "five blue saucers", actor=owner, clock=clock)
    assert Account.objects.get(pk=ann.id).check_password("five blue saucers")
    assert audit.entries()[0].action == "staff.give_password"
    with pytest.raises(InvalidInput):
        accounts.give_password(ann.id, "short", actor=owner, clock=clock)
    lesser = Actor("staff", "a2", frozenset({"staff.write"}))
    with pytest.raises(Forbidden, match="rights that you do not have"):
        accounts.give_password(ann.id, "six red spoons here", actor=lesser, clock=clock)
    with pytest.raises(Forbidden, match="own password"):
        accounts.give_password(owner.id, "six red spoons here", actor=owner, clock=clock)


@pytest.mark.skipif(not on_postgresql(), reason="SQLite lets one writer in at a time")
def test_two_owners_cannot_take_each_other_away(committed: None, clock: FakeClock) -> None:
    ann, bob = (made(name, ["owner"], SYSTEM, clock) for name in ("ann", "bob"))
    begin, refused = threading.Barrier(2), []

    def take(whom: str, by: str) -> None:
        begin.wait()
        try:
            accounts.deactivate(whom, actor=actor_named(by), clock=clock)
        except HuitouError as error:
            refused.append(error.code)
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=take, args=pair) for pair in ((ann.id, bob.id), (bob.id, ann.id))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused in (["accounts.last_owner"], ["accounts.beyond_own_rights"])
    assert sum(one.is_active for one in accounts.staff_members()) == 1
