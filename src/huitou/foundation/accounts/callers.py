"""Which actor an account or a token is."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q

from huitou.foundation.accounts.models import Account, ApiToken, RoleHeld
from huitou.foundation.accounts.rules import TOKEN_PREFIX, permissions_of, secret_hash
from huitou.foundation.actors import Actor
from huitou.kernel import Clock

# A token's last use is for people who ask whether it may go; to the hour is near enough, and a
# program that asks often does not write as often.
_USE_NOTED_EVERY = timedelta(hours=1)


def actor_of(account: Account) -> Actor:
    """The actor of one of the staff, with the permissions of the roles; none for one who may
    not sign in or does not work here (which member it is, the room of members knows).
    """
    if not (account.is_staff and account.is_active):
        return Actor("staff", account.pk)
    roles = RoleHeld.objects.filter(account_id=account.pk).values_list("role", flat=True)
    return Actor("staff", account.pk, permissions_of(roles))


def actor_of_token(secret: str, *, clock: Clock) -> Actor | None:
    """The actor of an API token; None if it is unknown, revoked or has run out."""
    if not secret.startswith(TOKEN_PREFIX):
        return None
    now = clock.now()
    in_use = Q(revoked_at=None) & (Q(expires_at=None) | Q(expires_at__gt=now))
    token = ApiToken.objects.filter(in_use, secret_hash=secret_hash(secret)).first()
    if token is None:
        return None
    if token.used_at is None or now - token.used_at >= _USE_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(used_at=now)
    return Actor("token", token.pk, frozenset(token.scopes.split()))
