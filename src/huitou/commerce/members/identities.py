"""Sign in with an account at another service, such as Weixin."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from huitou.commerce.members.client import Client
from huitou.commerce.members.models import Identity, Member
from huitou.commerce.members.rules import checked_language
from huitou.commerce.members.sign_in import SignedIn, finish_sign_in
from huitou.foundation.vault import lookup_hash
from huitou.kernel import Clock, InvalidInput, new_id

UNION = ".union"
_LONGEST_ID = 255


def sign_in_with_identity(
    *,
    provider: str,
    uid: str,
    union_id: str = "",
    client: Client,
    clock: Clock,
    guest_token: str | None = None,
    language: str = "en",
) -> SignedIn:
    """Sign in the member who has the service's account `uid`, or another account with its
    `union_id` (one person in all apps of one owner); else make a member with it. The caller has
    made sure that the service vouches for both ids. Nothing else that a service says is believed
    or kept, an e-mail address least of all.
    """
    if not 0 < len(uid) <= _LONGEST_ID or len(union_id) > _LONGEST_ID:
        raise InvalidInput(
            "The service gave no id for this account.",
            remedy="Try again, or sign in with a code.",
            code="members.bad_identity",
        )
    ids = {provider: uid}
    if union_id:
        ids[union_of(provider)] = union_id
    draft = Member(language=checked_language(language))
    with transaction.atomic():
        member_id, is_new = _member_with(ids, draft, clock)
        return finish_sign_in(member_id, is_new, provider, client, guest_token, clock=clock)


def union_of(provider: str) -> str:
    """The provider of the ids that all apps of a service share: weixin and weixin_mini have one."""
    return provider.partition("_")[0] + UNION


def _member_with(ids: dict[str, str], draft: Member, clock: Clock) -> tuple[str, bool]:
    """The member of the first of the ids that is known, else the draft; the other ids are theirs
    from now on.
    """
    found = _known(ids)
    if found is not None:
        _keep(found, ids, clock)
        return found, False
    draft.id, draft.created_at = new_id(clock), clock.now()
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
            rows = [_row(draft.id, provider, uid, clock) for provider, uid in ids.items()]
            Identity.objects.bulk_create(rows)
            return draft.id, True
    except IntegrityError:  # the same person came in at the same moment, maybe by another app
        other = _known(ids)
        if other is None:
            raise
        _keep(other, ids, clock)
        return other, False


def _known(ids: dict[str, str]) -> str | None:
    for provider, uid in ids.items():
        rows = Identity.objects.filter(provider=provider, uid_hash=_hash(provider, uid))
        found: str | None = rows.values_list("member_id", flat=True).first()
        if found is not None:
            return found
    return None


def _keep(member_id: str, ids: dict[str, str], clock: Clock) -> None:
    rows = [_row(member_id, provider, uid, clock) for provider, uid in ids.items()]
    Identity.objects.bulk_create(rows, ignore_conflicts=True)


def _row(member_id: str, provider: str, uid: str, clock: Clock) -> Identity:
    return Identity(
        member_id=member_id,
        provider=provider,
        uid=uid,
        uid_hash=_hash(provider, uid),
        created_at=clock.now(),
    )


def _hash(provider: str, uid: str) -> str:
    return lookup_hash(f"identity.{provider}", uid)
