"""How fast the door takes events that are on the disk when they are acknowledged.

    python benchmarks/intake.py [--seconds 8] [--connections 16] [--batch 100]

One granian worker takes batches of events of about 350 bytes over kept-alive connections from
one client process; every message id is new. The same load then goes to `_bare_starlette.py`, and
the two rates are printed as a ratio, with and without the shipper at work beside the door.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import contextlib
import json
import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

HERE = Path(__file__).parent
OK = b"HTTP/1.1 200"


@dataclass(frozen=True)
class Measured:
    """Acknowledged events a second, and how long a batch waited for its 200 (milliseconds)."""

    rate: float
    p50: float
    p99: float
    worst: float

    def __str__(self) -> str:
        return (
            f"{self.rate:>9,.0f} events/s   acknowledged after "
            f"p50 {self.p50:.1f} ms, p99 {self.p99:.1f} ms, at worst {self.worst:.1f} ms"
        )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--seconds", type=float, default=8.0)
    options.add_argument("--connections", type=int, default=16)
    options.add_argument("--batch", type=int, default=100)
    options.add_argument("--load", type=int, help=argparse.SUPPRESS)
    options.add_argument("--key", default="", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.load:
        measured = asyncio.run(load(chosen))
        print(json.dumps(vars(measured)))
        return
    size = len(next(_requests(chosen.batch, ""))) // chosen.batch
    print(f"{platform.machine()}, {os.cpu_count()} cores shared by server, shipper and client")
    print(f"{chosen.connections} connections, batches of {chosen.batch} events of {size} bytes")
    bare = run(chosen, "_bare_starlette:app", shipper=False)
    print(f"bare Starlette, a fsync a request  {bare}")
    for shipper in (False, True):
        ours = run(chosen, "huitou.asgi:app", shipper=shipper)
        print(f"huitou, shipper {'on ' if shipper else 'off'}                {ours}")
        print(f"{'':35}{ours.rate / bare.rate:>9.0%} of bare Starlette")


def run(chosen: argparse.Namespace, target: str, *, shipper: bool) -> Measured:
    """Start the server anew on an empty folder, and load it from another process."""
    with tempfile.TemporaryDirectory() as home:
        key = _huitou("keys", "issue", "bench", "--home", home)
        port = _free_port()
        with contextlib.ExitStack() as running:
            running.enter_context(_server(target, port, home, shipper=shipper))
            done = subprocess.run(
                [sys.executable, __file__, "--load", str(port), "--key", key,
                 "--seconds", str(chosen.seconds), "--connections", str(chosen.connections),
                 "--batch", str(chosen.batch)],
                check=True, capture_output=True, text=True,
            )  # fmt: skip
        return Measured(**json.loads(done.stdout))


async def load(chosen: argparse.Namespace) -> Measured:
    """The client: every connection sends its next batch when the last one was acknowledged."""
    loop = asyncio.get_running_loop()
    requests = _requests(chosen.batch, chosen.key)
    warm_until = time.perf_counter() + 1.0
    end = warm_until + chosen.seconds
    waits: list[float] = []
    clients = []
    for _ in range(chosen.connections):
        _, client = await loop.create_connection(
            lambda: Client(requests, chosen.batch, waits, warm_until, end), "127.0.0.1", chosen.load
        )
        clients.append(client)
    await asyncio.gather(*(client.done for client in clients))
    waits.sort()
    return Measured(
        rate=len(waits) * chosen.batch / chosen.seconds,
        p50=waits[len(waits) // 2] * 1000,
        p99=waits[len(waits) * 99 // 100] * 1000,
        worst=waits[-1] * 1000,
    )


class Client(asyncio.Protocol):
    """One connection. Fails loudly on any answer but a 200 that accepted the whole batch."""

    def __init__(
        self,
        requests: Iterator[bytes],
        batch: int,
        waits: list[float],
        warm_until: float,
        end: float,
    ) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._requests = requests
        self._all_accepted = b'"accepted":%d' % batch
        self._waits = waits
        self._warm_until = warm_until
        self._end = end
        self._answer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        self._answer += data
        head, blank, body = self._answer.partition(b"\r\n\r\n")
        if not blank or not body.endswith(b"}"):
            return
        now = time.perf_counter()
        if not head.startswith(OK) or self._all_accepted not in body:
            self.done.set_exception(RuntimeError(self._answer.decode()))
            return
        if self._sent_at >= self._warm_until and now <= self._end:
            self._waits.append(now - self._sent_at)
        self._answer = b""
        if now < self._end:
            self._send()
        else:
            self._transport.close()
            self.done.set_result(None)

    def _send(self) -> None:
        request = next(self._requests)
        self._sent_at = time.perf_counter()
        self._transport.write(request)


def _requests(size: int, key: str) -> Iterator[bytes]:
    """Requests of `size` typical events, from a template: only the message ids differ, so that
    the client costs next to nothing beside the server.
    """
    template = json.dumps({"batch": [_event() for _ in range(size)], "sentAt": _NOW}).encode()
    parts = template.split(b"MESSAGE-ID")
    authorization = base64.b64encode(f"{key}:".encode()).decode()
    head = (
        "POST /v1/batch HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Authorization: Basic {authorization}\r\nContent-Length: {{}}\r\n\r\n"
    )
    for number in count():
        stem = b"bench-%016x-" % number
        body = b"".join(
            part + stem + b"%04d" % index for index, part in enumerate(parts[:-1])
        ) + parts[-1]  # fmt: skip
        yield head.format(len(body)).encode() + body


_NOW = "2026-07-01T10:00:00.120+00:00"


def _event() -> dict[str, object]:
    return {
        "type": "track",
        "event": "Product Viewed",
        "messageId": "MESSAGE-ID",
        "anonymousId": "0197f9a0-3c5e-7a31",
        "timestamp": "2026-07-01T10:00:00.000+00:00",
        "properties": {"product_id": "p-10442", "name": "茶壶", "price": 48.0, "currency": "CNY"},
        "context": {"library": {"name": "bench"}, "page": {"path": "/p/10442"}},
    }


@contextlib.contextmanager
def _server(target: str, port: int, home: str, *, shipper: bool) -> Iterator[None]:
    if shipper:
        command = f"huitou serve --port {port}"
    else:
        command = (
            f"granian --interface asgi --port {port} --http 1 --no-ws --log-level warning {target}"
        )
    environment = {"HUITOU_HOME": home, "PYTHONPATH": str(HERE)}
    with _child("-m", *command.split(), **environment):
        _wait_for(port)
        yield


@contextlib.contextmanager
def _child(*command: str, **environment: str) -> Iterator[None]:
    child = subprocess.Popen(
        [sys.executable, *command], env=os.environ | environment, stdout=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        child.terminate()
        child.wait()


def _wait_for(port: int) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _huitou(*command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "huitou", *command], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
