"""Let staff in, change what they may do, and let them go."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from huitou.foundation import audit
from huitou.foundation.accounts.models import Account, RoleHeld
from huitou.foundation.accounts.passwords import checked_password
from huitou.foundation.accounts.reads import StaffMember, staff_member
from huitou.foundation.accounts.rules import OWNER, checked_login, checked_roles, permissions_of
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Conflict, Forbidden, NotFound, new_id


def create_staff(
    login: str, password: str, roles: Iterable[str], *, actor: Actor, clock: Clock
) -> StaffMember:
    """A new account of one of the staff. InvalidInput for a login, password or role that cannot
    be, Conflict for a login that somebody has, Forbidden for rights that the actor has not.
    """
    actor.need("staff.write")
    login, wanted = checked_login(login), checked_roles(roles)
    _need_rights(actor, wanted)
    account = Account(id=new_id(clock), login=login, is_staff=True, created_at=clock.now())
    account.set_password(checked_password(password, account))
    with transaction.atomic():
        _insert(account)
        _give(account, wanted, clock)
        detail = {"login": login, "roles": sorted(wanted)}
        audit.note(actor, "staff.create", account.pk, detail, clock=clock)
        return staff_member(account.pk)


def set_roles(account_id: str, roles: Iterable[str], *, actor: Actor, clock: Clock) -> StaffMember:
    """Give one of the staff exactly these roles. Conflict if no owner would be left."""
    actor.need("staff.write")
    wanted = checked_roles(roles)
    with transaction.atomic():
        account = _locked(account_id)
        held = frozenset(account.roles_held.values_list("role", flat=True))
        _need_rights(actor, held | wanted)
        account.roles_held.exclude(role__in=wanted).delete()
        _give(account, wanted - held, clock)
        _need_an_owner()
        if wanted != held:
            detail = {"before": sorted(held), "after": sorted(wanted)}
            audit.note(actor, "staff.set_roles", account.pk, detail, clock=clock)
        return staff_member(account.pk)


def deactivate(account_id: str, *, actor: Actor, clock: Clock) -> StaffMember:
    """Let one of the staff in no more; sessions end with the next request. The roles stay, for the
    day of a return. Conflict if no owner would be left.
    """
    return _set_active(account_id, False, actor, clock)


def activate(account_id: str, *, actor: Actor, clock: Clock) -> StaffMember:
    """Let one of the staff in again, with the roles of before."""
    return _set_active(account_id, True, actor, clock)


def give_password(account_id: str, new: str, *, actor: Actor, clock: Clock) -> StaffMember:
    """Give one of the staff, who lost theirs, another password; their sessions end. Forbidden for
    one's own (see `change_password`), and for somebody with rights that the actor has not.
    """
    actor.need("staff.write")
    if actor.id == account_id:
        raise Forbidden(
            "One's own password is not given.",
            remedy="Change it under My password, with the old one.",
            code="accounts.own_password",
        )
    with transaction.atomic():
        account = _locked(account_id)
        _need_rights(actor, account.roles_held.values_list("role", flat=True))
        account.set_password(checked_password(new, account))
        account.save(update_fields=["password"])
        audit.note(actor, "staff.give_password", account.pk, clock=clock)
        return staff_member(account.pk)


def _set_active(account_id: str, active: bool, actor: Actor, clock: Clock) -> StaffMember:
    actor.need("staff.write")
    with transaction.atomic():
        account = _locked(account_id)
        _need_rights(actor, account.roles_held.values_list("role", flat=True))
        if account.is_active != active:
            Account.objects.filter(pk=account.pk).update(is_active=active)
            _need_an_owner()
            verb = "staff.activate" if active else "staff.deactivate"
            audit.note(actor, verb, account.pk, clock=clock)
        return staff_member(account.pk)


def _locked(account_id: str) -> Account:
    """The account. Whoever takes something from staff waits here for others who do, so that two
    owners cannot take each other away at once.
    """
    owners = RoleHeld.objects.filter(role=OWNER).order_by("pk")
    list(owners.select_for_update().values_list("pk", flat=True))
    account = Account.objects.select_for_update().filter(pk=account_id, is_staff=True).first()
    if account is None:
        raise NotFound(
            "There is nobody of that id among the staff.",
            remedy="Look the id up in the list of staff.",
            code="accounts.no_such_staff",
        )
    return account


def _insert(account: Account) -> None:
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:
        raise Conflict(
            f"Somebody already has the login {account.login}.",
            remedy="Choose another login.",
            code="accounts.login_taken",
            field="login",
        ) from None


def _give(account: Account, roles: Iterable[str], clock: Clock) -> None:
    now = clock.now()
    RoleHeld.objects.bulk_create(
        RoleHeld(account=account, role=role, since=now) for role in sorted(roles)
    )


def _need_rights(actor: Actor, roles: Iterable[str]) -> None:
    """Nobody gives, or takes from, somebody with rights beyond the own ones."""
    if not all(actor.may(permission) for permission in permissions_of(roles)):
        raise Forbidden(
            "This touches rights that you do not have yourself.",
            remedy="Ask an owner of the shop to do it.",
            code="accounts.beyond_own_rights",
            field="roles",
        )


def _need_an_owner() -> None:
    if not RoleHeld.objects.filter(role=OWNER, account__is_active=True).exists():
        raise Conflict(
            "The shop would have no owner left.",
            remedy="Make somebody else an owner first.",
            code="accounts.last_owner",
        )
