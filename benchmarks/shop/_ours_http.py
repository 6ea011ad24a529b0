"""huitou over HTTP: one shopper after the other buys through the API of a real server, over a
connection that is kept open; the server says in a header what each answer took (`_timed_app.py`).

Run as `_ours_http.py PURCHASES` in a shop that `_ours.py prepare` has filled; prints JSON.
"""

from __future__ import annotations

import http.client
import itertools
import json
import random
import socket
import subprocess
import sys
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from _goods import LINES
from _routes import LARGE, Seen, route_of

from huitou.foundation.startup import start_django

HOME = start_django()

from _our_shop import Shopper, known, open_gateway, paid_at  # noqa: E402
from _ours import check  # noqa: E402

HERE = Path(__file__).parent
_WARM_UP = 5


def main(purchases: int) -> None:
    shop, gateway, dice = known(HOME), open_gateway(), random.Random(1)
    people = itertools.cycle(shop.shoppers)

    def buy(lines: int) -> None:
        _buy(client, next(people), dice.sample(shop.variants, lines), gateway)

    with _server() as port:
        client = Client(port)
        for _ in range(_WARM_UP):
            buy(LINES)
        client.forget()
        for _ in range(purchases):
            buy(LINES)
        usual = client.forget()
        buy(LARGE)
        large = client.forget()
    placed = _WARM_UP + purchases
    check(placed + 1, LINES * placed + LARGE)
    print(json.dumps([asdict(route_of(name, usual[name], large[name])) for name in usual]))


class Client:
    """One connection; keeps what the server said of each route."""

    def __init__(self, port: int) -> None:
        self.seen: dict[str, list[Seen]] = defaultdict(list)
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def forget(self) -> dict[str, list[Seen]]:
        """What was seen by route; from now on it is seen anew."""
        seen, self.seen = self.seen, defaultdict(list)
        return seen

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The answer's JSON. `path` may have one id in it."""
        sent = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
        said = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
        self._connection.request(method, f"/api/v1{path}", sent, said | headers)
        answer = self._connection.getresponse()
        read = answer.read()
        if answer.status >= 300:
            raise SystemExit(f"{method} {path}: {answer.status} {read.decode()}")
        parts = (one.strip().split(";dur=") for one in answer.headers["Server-Timing"].split(","))
        self.seen[_named(method, path)].append({name: float(value) for name, value in parts})
        is_json = answer.headers["Content-Type"].startswith("application/json")
        return json.loads(read) if is_json else None


def _buy(client: Client, who: Shopper, variants: list[str], gateway: Any) -> None:
    signed_in = {"Authorization": f"Bearer {who.token}"}
    for variant in variants:
        line = {"variant_id": variant, "quantity": 1}
        client.ask("POST", "/basket/lines", line, **signed_in)
    client.ask("GET", "/basket", **signed_in)
    wish: dict[str, Any] = {"address_id": who.address_id}
    quoted = client.ask("POST", "/orders/quote", wish, **signed_in)
    wish |= {"fingerprint": quoted["fingerprint"], "gateway": "simulated"}
    order = client.ask("POST", "/orders", wish, **signed_in)
    started = client.ask("POST", f"/payments/{order['payment_id']}/start", **signed_in)
    headers, body = paid_at(gateway, started["url"].rsplit("/", 1)[1])
    client.ask("POST", "/payments/callbacks/simulated", body, **headers)
    seen = client.ask("GET", f"/orders/{order['id']}", **signed_in)
    assert seen["order"]["state"] == "paid", seen
    client.ask("GET", "/orders", **signed_in)


def _named(method: str, path: str) -> str:
    parts = ("ID" if len(part) == 36 else part for part in path.split("/"))
    return f"{method} {'/'.join(parts)}"


@contextmanager
def _server() -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = f"-m granian --interface asgi --http 1 --no-ws --log-level warning --port {port}"
    child = subprocess.Popen(
        [sys.executable, *command.split(), "_timed_app:app"], cwd=HERE, stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        yield port
    finally:
        child.terminate()
        child.wait()


if __name__ == "__main__":
    main(int(sys.argv[1]))
