"""Those who come to a shop over HTTP: shoppers with a token, staff with a session."""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.test import Client

from shop_contents import contents

if TYPE_CHECKING:
    from shop_story import ShopStory

HOME = {
    "name": "Ann Lighthouse",
    "phone": "13800138001",
    "region": "310101",
    "place": "Shanghai, Huangpu",
    "street": "17 Lantern Lane",
    "postcode": "200001",
}
PASSWORD = "four green teapots"
_DONE = (200, 201, 202, 204)


@dataclass(frozen=True)
class Answer:
    """What the shop answered; `json` is None without a body."""

    status: int
    json: Any
    replayed: bool = False


class Caller:
    """Sends JSON to the API, each write with a new key and a second after the one before it."""

    def __init__(self, story: ShopStory) -> None:
        self.story = story
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        self.headers: dict[str, str] = {"host": "127.0.0.1"}

    def send(self, method: str, path: str, body: Any = None, key: str = "") -> Answer:
        """Whatever comes of it."""
        headers = self.headers | ({} if method == "GET" else {"idempotency-key": key or new_key()})
        sent = b"" if body is None else json.dumps(body)
        said = self.client.generic(
            method, f"/api/v1{path}", sent, "application/json", headers=headers
        )
        is_json = said.content and said["Content-Type"].startswith("application/json")
        answer = json.loads(said.content) if is_json else None
        return Answer(said.status_code, answer, said.get("Idempotent-Replayed") == "true")

    def get(self, path: str) -> Any:
        """What is there."""
        answer = self.send("GET", path)
        assert answer.status == 200, (path, answer)
        return answer.json

    def does(self, method: str, path: str, body: Any = None) -> Any:
        """Write; it must be done. While everything is sent twice, the second time must be answered
        as the first one was, and change nothing.
        """
        self.story.clock.advance(timedelta(seconds=1))
        key = new_key()
        first = self.send(method, path, body, key)
        assert first.status in _DONE, (method, path, first)
        if self.story.twice:
            before = contents()
            again = self.send(method, path, body, key)
            assert (again.status, again.json) == (first.status, first.json), (method, path, again)
            assert again.replayed or path.endswith("/quote"), (method, path)
            assert contents() == before, (method, path)
        return first.json

    def post(self, path: str, body: Any = None) -> Any:
        return self.does("POST", path, body)

    def cancels(self, order: Any, reason: str = "") -> Any:
        return self.post(f"/orders/{order['id']}/cancel", {"reason": reason})

    def refused(self, method: str, path: str, body: Any = None) -> Any:
        """Status and code of a refusal, which must have left everything as it was."""
        before = contents()
        answer = self.send(method, path, body)
        assert answer.status not in _DONE, (method, path, answer)
        assert contents() == before, (method, path)
        return answer.status, answer.json["code"]


class Shopper(Caller):
    """Somebody with a browser, at first unknown to the shop."""

    member_id = ""

    def __init__(self, story: ShopStory) -> None:
        super().__init__(story)
        self.home = HOME

    def is_guest(self) -> str:
        """Come as a guest; its id."""
        guest = self.post("/members/guest")
        self.headers["authorization"] = f"Bearer {guest['token']}"
        return str(guest["id"])

    def signs_in(self, contact: str, **said: str) -> Any:
        """With the code that was sent there."""
        self.post("/members/codes", {"contact": contact})
        code = self.story.letters.code_for(contact)
        answer = self.post("/members/sessions", {"contact": contact, "code": code, **said})
        self.headers["authorization"] = f"Bearer {answer['token']}"
        self.member_id = answer["member_id"]
        return answer

    def keeps_address(self) -> str:
        """Write the address down; its id."""
        return str(self.post("/members/me/addresses", self.home)["id"])

    def fills(self, **units: int) -> None:
        """The basket, with so many of each SKU."""
        for sku, quantity in units.items():
            body = {"variant_id": self.story.variants[sku], "quantity": quantity}
            self.post("/basket/lines", body)

    def quote(self, **wish: Any) -> Any:
        return self.post("/orders/quote", wish or {"destination": self.home})

    def wanted(self, quote: Any, **wish: Any) -> dict[str, Any]:
        """The order that the quote is for."""
        said = wish or {"destination": self.home}
        return said | {"fingerprint": quote["fingerprint"], "gateway": "simulated"}

    def orders(self, **units: int) -> Any:
        """From the empty basket to the order that waits for its payment."""
        self.fills(**units)
        return self.post("/orders", self.wanted(self.quote()))

    def starts_paying(self, order: Any) -> str:
        """Go to the gateway; the number of the payment there."""
        there = self.post(f"/payments/{order['payment_id']}/start", {})
        return str(there["url"].rpartition("/")[2])

    def pays(self, order: Any) -> Any:
        """At the gateway, which tells the shop at once; the order afterwards."""
        self.story.gateway.pay(self.starts_paying(order))
        assert self.story.gateway_calls() == [200]
        return self.sees(order)["order"]

    def sees(self, order: Any) -> Any:
        return self.get(f"/orders/{order['id']}")

    def state(self, order: Any) -> str:
        return str(self.sees(order)["order"]["state"])

    def payment(self, order: Any) -> Any:
        return self.get(f"/payments/{order['payment_id']}")


class Staff(Caller):
    """One of the staff, who signs in where staff sign in."""

    def __init__(self, story: ShopStory, login: str, account_id: str) -> None:
        super().__init__(story)
        self.login, self.id = login, account_id
        page = self.client.get("/admin/login/", headers=self.headers).content.decode()
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found is not None
        form = {"csrfmiddlewaretoken": found[1], "username": login, "password": PASSWORD}
        self.client.post("/admin/login/", form, headers=self.headers)
        self.headers["x-csrftoken"] = self.client.cookies["csrftoken"].value

    def ships(self, order: Any, number: str, *lines: tuple[str, int]) -> Any:
        """A parcel with (line id, units), or with all that is left."""
        parcel: dict[str, Any] = {"carrier": "SF", "tracking_number": number}
        if lines:
            parcel["lines"] = [{"line_id": line, "quantity": units} for line, units in lines]
        return self.post(f"/orders/{order['id']}/shipments", parcel)

    def delivers(self, order: Any) -> Any:
        """Everything that is left, in one parcel that arrives a day later; the order."""
        self.ships(order, f"SF-{order['number']}")
        self.story.time_passes(days=1)
        for parcel in self.get(f"/orders/{order['id']}")["shipments"]:
            if parcel["delivered_at"] is None:
                self.post(f"/shipments/{parcel['id']}/delivered")
        return self.get(f"/orders/{order['id']}")["order"]


def new_key() -> str:
    return str(uuid.uuid4())
