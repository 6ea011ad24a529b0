"""The 200 body: what became of every event."""

from __future__ import annotations

from typing import Any

from huitou.doors.track.answers import Reply, json_reply
from huitou.engine.events import Outcome, Verdict

ACCEPTED = "accepted"

# PostHog's clients ask for feature flags; this server has none, and says so without an error.
NO_FLAGS: dict[str, Any] = {
    "flags": {},
    "featureFlags": {},
    "featureFlagPayloads": {},
    "errorsWhileComputingFlags": False,
}


def segment_verdicts(outcome: Outcome) -> Reply:
    """`success` as Segment says it, how many events were accepted and how many are kept aside,
    and each of the latter with its reason. An event that is not listed was accepted.
    """
    aside = [_named(verdict) for verdict in outcome.verdicts if verdict.status != ACCEPTED]
    return json_reply(
        {
            "success": True,
            "accepted": len(outcome.verdicts) - len(aside),
            "quarantined": len(aside),
            "events": aside,
        }
    )


def posthog_results(outcome: Outcome) -> Reply:
    """A result by event id, as PostHog's newer protocol has it. An event kept aside is a
    `warning`: it is stored, and to send it again would change nothing.
    """
    results = {verdict.message_id: _result(verdict) for verdict in outcome.verdicts}
    return json_reply({"results": results})


def _named(verdict: Verdict) -> dict[str, str | None]:
    return {
        "messageId": verdict.message_id,
        "status": verdict.status,
        "reason": verdict.reason,
        "message": verdict.detail,
    }


def _result(verdict: Verdict) -> dict[str, str | None]:
    if verdict.status == ACCEPTED:
        return {"result": "ok"}
    return {"result": "warning", "details": verdict.detail}
