"""Pure decisions: what an endpoint may be, and what came of an attempt."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import SplitResult, urlsplit

from huitou.kernel import InvalidInput

WAITING, DELIVERED, DEAD = "waiting", "delivered", "dead"

MOST_ATTEMPTS = 14
FIRST_PAUSE = timedelta(seconds=30)
"""With the pauses doubling up to six hours, 14 attempts take about 35 hours."""

GONE = 410
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052
_LONGEST_URL, _LONGEST_NAME, _MOST_NAMES = 500, 80, 100


def accepts(status: int) -> bool:
    """Whether the receiver took the delivery."""
    return 200 <= status < 300


def checked_url(url: str, *, private: bool) -> SplitResult:
    """The address taken apart. InvalidInput unless it is https (`private` allows http as well)
    with a host that is not plainly this machine or a private network.
    """
    try:
        parts = urlsplit(url)
        bad = not parts.hostname or parts.port == 0
    except ValueError:
        raise _refused("The address cannot be read.") from None
    if bad or len(url) > _LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        raise _refused("The address cannot be read.")
    if parts.username is not None or parts.password is not None:
        raise _refused("The address holds a password, which would be shown in lists.")
    if parts.scheme != "https" and not (private and parts.scheme == "http"):
        raise _refused("The address is not https.")
    if not private and not _may_be_public(parts.hostname or ""):
        raise _refused("The address lies in a private network.")
    return parts


def is_public(address: str) -> bool:
    """Whether an IP address is one of the internet at large, also when it is wrapped in IPv6."""
    one = ipaddress.ip_address(address)
    inner = _wrapped(one) if isinstance(one, ipaddress.IPv6Address) else None
    return one.is_global and not one.is_multicast and (inner is None or inner.is_global)


def checked_events(events: Sequence[str]) -> list[str]:
    """The names, each once; InvalidInput for ones that no event can have. Empty: every event."""
    names = sorted(set(events))
    bad = [one for one in names if not 1 <= len(one) <= _LONGEST_NAME or not one.isprintable()]
    if bad or len(names) > _MOST_NAMES:
        raise InvalidInput(
            f"{bad[0]!r} is no event's name." if bad else "These are too many events.",
            remedy=f"Name up to {_MOST_NAMES} events such as Order Completed, or none for all.",
            code="webhooks.bad_events",
            field="events",
        )
    return names


def _wrapped(one: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if one in _NAT64:
        return ipaddress.IPv4Address(int(one) & 0xFFFFFFFF)
    return one.ipv4_mapped or one.sixtofour


def _may_be_public(host: str) -> bool:
    try:
        return is_public(host)
    except ValueError:  # a name: the attempt looks at what it resolves to
        return host != "localhost" and not host.endswith(".localhost")


def _refused(message: str) -> InvalidInput:
    return InvalidInput(
        message,
        remedy="Use an https address that the internet can reach; for a receiver in your own "
        "network set HUITOU_WEBHOOKS_PRIVATE=1.",
        code="webhooks.bad_url",
        field="url",
    )
