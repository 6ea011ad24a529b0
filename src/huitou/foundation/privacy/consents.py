"""Note what a member allows."""

from __future__ import annotations

from django.db import transaction

from huitou.foundation import audit, facts
from huitou.foundation.actors import Actor
from huitou.foundation.privacy.access import need_member
from huitou.foundation.privacy.models import Consent
from huitou.foundation.privacy.purposes import purpose_called
from huitou.foundation.privacy.reads import ConsentNow, consent_of
from huitou.kernel import Clock, InvalidInput

_LONGEST = 40


def set_consent(
    member_id: str,
    purpose: str,
    given: bool,
    *,
    source: str,
    policy_version: str,
    actor: Actor,
    clock: Clock,
) -> ConsentNow:
    """Note that the member allows or refuses a purpose, said at `source` after reading that
    version of the policy. Saying the same under the same version again changes nothing.

    InvalidInput for an unknown purpose or a bad text; staff need `privacy.write`, and get NotFound
    for somebody who is no member.
    """
    need_member(actor, member_id, "privacy.write")
    name = purpose_called(purpose).name
    for field, text in (("source", source), ("policy_version", policy_version)):
        _check(field, text)
    with transaction.atomic():
        now = consent_of(member_id)[name]
        if now.asked and (now.given, now.policy_version) == (given, policy_version):
            return now
        Consent.objects.create(
            member_id=member_id,
            purpose=name,
            given=given,
            source=source,
            policy_version=policy_version,
            said_by=str(actor),
            at=clock.now(),
        )
        properties = {"purpose": name, "source": source, "policy_version": policy_version}
        said = "Consent Given" if given else "Consent Withdrawn"
        facts.say_fact(said, properties, clock=clock, member_id=member_id)
        audit.note(actor, "privacy.consent", member_id, {**properties, "given": given}, clock=clock)
        return ConsentNow(name, given, True, clock.now(), policy_version)


def _check(field: str, text: str) -> None:
    if not 1 <= len(text) <= _LONGEST or not text.isprintable():
        raise InvalidInput(
            f"{field} cannot be kept.",
            remedy=f"Send 1 to {_LONGEST} printable characters.",
            code="privacy.bad_text",
            field=field,
        )
