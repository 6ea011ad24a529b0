"""Passwords of staff."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from huitou.foundation import audit
from huitou.foundation.accounts.models import Account
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Forbidden, InvalidInput

_LONGEST = 200


def change_password(account_id: str, old: str, new: str, *, actor: Actor, clock: Clock) -> None:
    """Change one's own password; every other session of the account ends. Forbidden if `old` is
    not the password, InvalidInput for a new one that is too easy.
    """
    account = Account.objects.filter(pk=account_id, is_staff=True, is_active=True).first()
    if account is None or actor.kind != "staff" or actor.id != account_id:
        raise _not_yours()
    if not account.check_password(old):
        raise _not_yours()
    _write(account, new, actor, "staff.change_password", clock)


def reset_password(account_id: str, new: str, *, actor: Actor, clock: Clock) -> None:
    """Give one of the staff another password; for huitou itself, at the machine's own terminal."""
    if actor.kind != "system":
        raise _not_yours()
    account = Account.objects.get(pk=account_id, is_staff=True)
    _write(account, new, actor, "staff.reset_password", clock)


def checked_password(password: str, account: Account) -> str:
    """The password; InvalidInput, with everything that is wrong with it, for one too easy."""
    try:
        if len(password) > _LONGEST:
            raise ValidationError(f"This password has more than {_LONGEST} characters.")
        validate_password(password, account)
    except ValidationError as error:
        raise InvalidInput(
            " ".join(error.messages),
            remedy="Choose a longer password that is not a word, a name or a number.",
            code="accounts.weak_password",
            field="password",
        ) from None
    return password


def _write(account: Account, new: str, actor: Actor, action: str, clock: Clock) -> None:
    account.set_password(checked_password(new, account))
    with transaction.atomic():
        account.save(update_fields=["password"])
        audit.note(actor, action, account.pk, clock=clock)


def _not_yours() -> Forbidden:
    return Forbidden(
        "The old password is not right.",
        remedy="Type it again; an owner can let you in anew if it is lost.",
        code="accounts.wrong_password",
        field="old",
    )
