"""Post to an address of somebody else's choice, without being led into one's own network."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult

from huitou.foundation.webhooks.rules import is_public

PATIENCE = 10.0
_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True)
class Posted:
    """The status that came back, or null and why none did; and how long it took."""

    status: int | None
    error: str
    millis: int


def post(parts: SplitResult, body: bytes, headers: Mapping[str, str], *, private: bool) -> Posted:
    """POST `body`. The host's name is resolved once and every address of it must be public (unless
    `private` addresses are allowed); the connection goes to one of these addresses, so a name that
    resolves otherwise a moment later leads nowhere. No redirect is followed, no answer is read.
    """
    began = time.monotonic()
    try:
        status, error = _status(parts, body, headers, private), ""
    except (OSError, http.client.HTTPException) as failure:
        status, error = None, (str(failure) or type(failure).__name__)[:200]
    return Posted(status, error, round((time.monotonic() - began) * 1000))


def _status(parts: SplitResult, body: bytes, headers: Mapping[str, str], private: bool) -> int:
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    line = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    line.sock = _connected(host, port, private)
    # The patience of a socket begins anew with every byte; this one does not.
    end = threading.Timer(PATIENCE, _hang_up, (line,))
    end.start()
    try:
        if parts.scheme == "https":
            context = ssl.create_default_context()
            line.sock = context.wrap_socket(line.sock, server_hostname=host)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        sent = {"Host": parts.netloc, "Content-Type": "application/json", **headers}
        line.request("POST", target, body, {"User-Agent": "huitou-webhooks", **sent})
        return line.getresponse().status
    finally:
        end.cancel()
        line.close()


def _hang_up(line: http.client.HTTPConnection) -> None:
    with contextlib.suppress(OSError):
        line.sock.shutdown(socket.SHUT_RDWR)


def _connected(host: str, port: int, private: bool) -> socket.socket:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(one[4][0]) for one in found]
    if not private and not all(is_public(one) for one in addresses):
        raise OSError(f"{host} lies in a private network")
    failure = OSError(f"{host} has no address")
    for address in addresses:
        try:
            return socket.create_connection((address, port), timeout=PATIENCE)
        except OSError as error:
            failure = error
    raise failure
