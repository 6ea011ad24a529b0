"""A shop with sample goods, orders and two years of somebody's history, served on this machine."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

_ADDRESS = {
    "name": "王小明",
    "phone": "13800138000",
    "region": "330106",
    "place": "浙江省杭州市西湖区",
    "street": "文三路 1 号",
}
_BEGINS = date(2025, 1, 1)  # the first day of `huitou sample`


@dataclass(frozen=True)
class Served:
    """`address` without a slash at its end; the owner's password; a guest's token, and the ids of
    the guest's orders: the first is paid, the second waits for its payment.
    """

    address: str
    password: str
    token: str
    orders: tuple[str, str]


@contextmanager
def served_shop(app: str = "") -> Iterator[Served]:
    """The shop, until the end of the block; `app` is served instead of `huitou serve` if given
    (module:name, found from this folder).
    """
    with tempfile.TemporaryDirectory(prefix="huitou-pages-") as folder, _free_port() as port:
        mine = {name: said for name, said in os.environ.items() if not name.startswith("HUITOU_")}
        mine |= {
            "DJANGO_SETTINGS_MODULE": "huitou.settings",
            "HUITOU_HOME": folder,
            "HUITOU_TIMEZONE": "Asia/Shanghai",
            "HUITOU_SIMULATED_PAYMENTS": "1",
            "HUITOU_API_PER_ADDRESS": "1000000",
            "HUITOU_API_PER_ACTOR": "1000000",
        }
        password = _filled(Path(folder), mine)
        command = ["-m", "huitou", "serve", "--port", str(port)]
        if app:
            granian = f"-m granian --interface asgi --http 1 --no-ws --port {port} {app}"
            command = granian.split()
        child = subprocess.Popen(
            [sys.executable, *command], env=mine, cwd=Path(__file__).parent,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(port)
            token = _ask(address, "POST", "/members/guest")["token"]
            orders = (_ordered(address, token, "longjing"), _ordered(address, token, "longjing"))
            _paid(address, token, orders[0])
            yield Served(address, password, token, orders)
        finally:
            child.terminate()
            child.wait()


def _filled(folder: Path, environment: dict[str, str]) -> str:
    def run(*command: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "huitou", *command], check=True, env=environment,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        ).stdout  # fmt: skip

    seeded = run("seed")
    file = str(folder / "history.csv")
    days = str((datetime.now(UTC).date() - _BEGINS).days)
    run("sample", "-o", file, "--days", days, "--customers", "4000")
    run("import", file, "--yes")
    found = re.search(r"with the password (\S+)", seeded)
    assert found, seeded
    return found[1]


def _ordered(address: str, token: str, slug: str) -> str:
    product = _ask(address, "GET", f"/catalogue/products/{slug}")
    line = {"variant_id": product["variants"][0]["id"], "quantity": 2}
    _ask(address, "POST", "/basket/lines", line, token)
    wish: dict[str, Any] = {"destination": _ADDRESS}
    quoted = _ask(address, "POST", "/orders/quote", wish, token)
    wish |= {"fingerprint": quoted["fingerprint"], "gateway": "simulated"}
    order: str = _ask(address, "POST", "/orders", wish, token)["id"]
    return order


def _paid(address: str, token: str, order: str) -> None:
    payment = _ask(address, "GET", f"/orders/{order}", token=token)["order"]["payment_id"]
    started = _ask(address, "POST", f"/payments/{payment}/start", {}, token)
    urlopen(Request(address + started["url"], method="POST"))


def _ask(address: str, method: str, path: str, body: Any = None, token: str = "") -> Any:
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    sent = None if body is None else json.dumps(body).encode()
    request = Request(f"{address}/api/v1{path}", sent, headers, method=method)
    with urlopen(request) as answer:
        return json.load(answer)


@contextmanager
def _free_port() -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    yield port


def _wait(port: int) -> None:
    for _ in range(600):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise SystemExit("the server did not start")
