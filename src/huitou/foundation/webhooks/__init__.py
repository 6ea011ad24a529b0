"""Webhooks: other programs of the shop hear facts, signed, over HTTPS.

A delivery is a POST of JSON, `{"id", "type", "timestamp", "data"}`: the fact's id, its event, when
it happened (ISO 8601, UTC), and `member_id`, `anonymous_id` and `properties`. It is signed as the
Standard Webhooks specification has it (https://www.standardwebhooks.com), for which most languages
have a library:

    webhook-id         the id of the delivery, the same for every attempt
    webhook-timestamp  seconds since 1970 of this attempt
    webhook-signature  `v1,` and the base64 of the HMAC-SHA256, under the endpoint's secret, of
                       ID.TIMESTAMP.BODY; two of them, with a space between, while a secret changes

A receiver checks a signature, refuses a timestamp that is more than five minutes off (a replay),
and keeps the ids that it has seen: a delivery may come twice, and later than a newer one. Any
answer of 200 to 299 within ten seconds accepts it; 410 switches the endpoint off; all else is tried
again, MOST_ATTEMPTS times in all, and then is a dead letter until `send_again`.

Verbs: `register_endpoint`, `rotate_secret`, `disable_endpoint`, `enable_endpoint`, `send_again`.
Reads: `endpoints`, `deliveries`, `attempts_of`. Pure: `check_signature` (for receivers).
Facts heard: every one that an endpoint listens to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from huitou.foundation.lazy import lazy

if TYPE_CHECKING:
    from huitou.foundation.webhooks.again import send_again
    from huitou.foundation.webhooks.reads import (
        AttemptRow,
        DeliveryRow,
        EndpointRow,
        attempts_of,
        deliveries,
        endpoints,
    )
    from huitou.foundation.webhooks.register import NewEndpoint, register_endpoint, rotate_secret
    from huitou.foundation.webhooks.signing import check_signature
    from huitou.foundation.webhooks.switch import disable_endpoint, enable_endpoint

__all__ = [
    "AttemptRow",
    "DeliveryRow",
    "EndpointRow",
    "NewEndpoint",
    "attempts_of",
    "check_signature",
    "deliveries",
    "disable_endpoint",
    "enable_endpoint",
    "endpoints",
    "register_endpoint",
    "rotate_secret",
    "send_again",
]

__getattr__ = lazy(
    __name__,
    again=("send_again",),
    reads=("AttemptRow", "DeliveryRow", "EndpointRow", "attempts_of", "deliveries", "endpoints"),
    register=("NewEndpoint", "register_endpoint", "rotate_secret"),
    signing=("check_signature",),
    switch=("disable_endpoint", "enable_endpoint"),
)
