"""Tokens for programs of others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from huitou.foundation import audit
from huitou.foundation.accounts.models import ApiToken
from huitou.foundation.accounts.reads import TokenRow, token_row
from huitou.foundation.accounts.rules import (
    HINT_LENGTH,
    checked_name,
    checked_scopes,
    new_secret,
    secret_hash,
)
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Forbidden, InvalidInput, NotFound, new_id


@dataclass(frozen=True)
class IssuedToken:
    """A token at the only moment when its secret can be read."""

    secret: str
    token: TokenRow


def issue_token(
    name: str,
    scopes: Iterable[str],
    *,
    actor: Actor,
    clock: Clock,
    expires_at: datetime | None = None,
) -> IssuedToken:
    """A token that may do what its scopes say, until it is revoked or runs out. It is the shop's,
    and outlives the account that issued it. InvalidInput for an unknown scope or a time gone by,
    Forbidden for a scope that the actor has not.
    """
    actor.need("staff.write")
    name, asked = checked_name(name), checked_scopes(scopes)
    _check_rights(actor, asked)
    _check_future(expires_at, clock)
    secret = new_secret()
    with transaction.atomic():
        token = ApiToken.objects.create(
            id=new_id(clock),
            name=name,
            secret_hash=secret_hash(secret),
            hint=secret[-HINT_LENGTH:],
            scopes=" ".join(sorted(asked)),
            issued_by=str(actor),
            created_at=clock.now(),
            expires_at=expires_at,
        )
        detail = {"name": name, "scopes": sorted(asked)}
        audit.note(actor, "tokens.issue", token.pk, detail, clock=clock)
        return IssuedToken(secret, token_row(token))


def revoke_token(token_id: str, *, actor: Actor, clock: Clock) -> TokenRow:
    """Take a token out of use, from the next request on. One that is revoked stays as it was.
    NotFound if there is none of that id.
    """
    actor.need("staff.write")
    with transaction.atomic():
        token = ApiToken.objects.select_for_update().filter(pk=token_id).first()
        if token is None:
            raise NotFound(
                "There is no token of that id.",
                remedy="Look the id up in the list of tokens.",
                code="accounts.no_such_token",
            )
        if token.revoked_at is None:
            token.revoked_at = clock.now()
            token.save(update_fields=["revoked_at"])
            audit.note(actor, "tokens.revoke", token.pk, clock=clock)
        return token_row(token)


def _check_rights(actor: Actor, scopes: Iterable[str]) -> None:
    if not all(actor.may(scope) for scope in scopes):
        raise Forbidden(
            "A token may not do more than you may yourself.",
            remedy="Choose fewer scopes, or ask an owner of the shop.",
            code="accounts.beyond_own_rights",
            field="scopes",
        )


def _check_future(expires_at: datetime | None, clock: Clock) -> None:
    if expires_at is not None and expires_at.tzinfo is None:
        raise _bad_end("The time at which the token runs out has no timezone.")
    if expires_at is not None and expires_at <= clock.now():
        raise _bad_end("The time at which the token runs out has gone by.")


def _bad_end(message: str) -> InvalidInput:
    return InvalidInput(
        message,
        remedy="Give a time to come with its offset, such as 2027-01-31T00:00:00Z.",
        code="accounts.bad_expiry",
        field="expires_at",
    )
