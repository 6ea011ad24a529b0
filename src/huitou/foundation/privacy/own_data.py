"""What this room, and the rooms below that cannot know it, hold of a member."""

from __future__ import annotations

from typing import Any

from huitou.foundation import facts, idempotency
from huitou.foundation.privacy.models import Consent, DataRequest, RequestStep
from huitou.foundation.privacy.reads import consent_history, data_requests
from huitou.kernel import Clock


class ConsentData:
    """Consent and requests. The history of consent goes with the member. Requests and their steps
    stay: they prove that an erasure was carried out (GDPR, article 5(2)), and name nothing but an
    id that leads nowhere any more.
    """

    name = "privacy"
    tables = (Consent._meta.db_table, DataRequest._meta.db_table, RequestStep._meta.db_table)

    def export(self, member_id: str) -> dict[str, Any]:
        return {
            "consent": [
                {
                    "purpose": one.purpose,
                    "given": one.given,
                    "source": one.source,
                    "policy_version": one.policy_version,
                    "at": one.at.isoformat(),
                }
                for one in consent_history(member_id)
            ],
            "requests": [
                {"kind": one.kind, "state": one.state, "asked_at": one.asked_at.isoformat()}
                for one in data_requests(member_id=member_id)
            ],
        }

    def erase(self, member_id: str, clock: Clock) -> dict[str, int]:
        deleted, _ = Consent.objects.filter(member_id=member_id).delete()
        return {Consent._meta.db_table: deleted}


class FactsData:
    """Facts on their way, with those of the member's devices. Once shipped they are in the event
    log, which the export reads and the erasure covers by itself.
    """

    name = "facts"
    tables = ("facts_fact", "facts_hearing")

    def export(self, member_id: str) -> dict[str, Any]:
        return {"waiting": facts.facts_of(member_id)}

    def erase(self, member_id: str, clock: Clock) -> dict[str, int]:
        return {"facts_fact": facts.erase_facts(member_id)}


class AnswersData:
    """Answers that are kept in case a request of the member is sent again."""

    name = "idempotency"
    tables = ("idempotency_answer",)

    def export(self, member_id: str) -> dict[str, Any]:
        return {"answers": idempotency.answers_of(_caller(member_id))}

    def erase(self, member_id: str, clock: Clock) -> dict[str, int]:
        return {"idempotency_answer": idempotency.erase_answers(_caller(member_id))}


def _caller(member_id: str) -> str:
    return f"member:{member_id}"
