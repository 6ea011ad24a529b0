"""Who asks, as far as the network tells."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

_HOME_IPV6 = 64


@dataclass(frozen=True)
class Client:
    """The address that a request came from, and what its device calls itself."""

    address: str
    device: str = ""

    @property
    def network(self) -> str:
        """What limits count: the address, or the /64 that one household has of IPv6."""
        try:
            address = ipaddress.ip_address(self.address)
        except ValueError:
            return "unknown"
        if isinstance(address, ipaddress.IPv6Address):
            if address.ipv4_mapped is not None:
                return str(address.ipv4_mapped)
            return str(ipaddress.ip_network((address, _HOME_IPV6), strict=False))
        return str(address)
