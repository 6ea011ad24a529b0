"""Who asks, as far as the network tells."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Client:
    """The address that a request came from (of IPv6 the 64 bits of a household), for limits and
    never kept in plain; and what the device calls itself.
    """

    address: str
    device: str = ""
