"""A write is done once for each key."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from huitou.foundation.idempotency import fingerprint_of
from huitou.foundation.idempotency.models import StoredAnswer
from huitou.foundation.web import bearers as registry

TEA = {"what": "tea", "price": {"amount": "12.50", "currency": "CNY"}, "count": 2}


def bearer(name: str, key: str | None = None) -> dict[str, str]:
    headers = {"Authorization": f"Bearer till_{name}"}
    return headers if key is None else headers | {"Idempotency-Key": key}


def post(till: Client, path: str, body: Any, key: str | None = "k1", who: str = "member_m1") -> Any:
    return till.post(f"/api/v1/{path}", body, "application/json", headers=bearer(who, key))


@pytest.mark.parametrize("path", ["sales", "calls"])
def test_the_answer_comes_again_and_the_work_is_done_once(
    till: Client, work: list[str], path: str
) -> None:
    first, again = post(till, path, TEA), post(till, path, TEA)

    assert first.json() == {
        "id": 1,
        "what": "tea",
        "total": {"amount": "25.00", "currency": "CNY"},
    }
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert work == ["tea"]


def test_an_answer_is_kept_encrypted_and_nobody_can_guess_the_request(till: Client) -> None:
    sent = post(till, "sales", TEA).wsgi_request
    kept = StoredAnswer.objects.get()
    assert "25.00" not in kept.body
    assert kept.fingerprint != fingerprint_of("POST", "/api/v1/sales", sent.body)


def test_without_a_key_nothing_is_done(till: Client, work: list[str]) -> None:
    refused = post(till, "sales", TEA, key=None)
    assert (refused.status_code, refused.json()["code"]) == (400, "idempotency.no_key")
    assert work == []


def test_a_key_with_another_request_is_refused(till: Client, work: list[str]) -> None:
    post(till, "sales", TEA)
    for path, body in (("sales", TEA | {"count": 3}), ("calls", TEA), ("sales?x=1", TEA)):
        refused = post(till, path, body)
        assert (refused.status_code, refused.json()["code"]) == (400, "idempotency.key_reused")
    assert work == ["tea"]


def test_keys_are_each_callers_own(till: Client, work: list[str]) -> None:
    post(till, "sales", TEA)
    assert post(till, "sales", TEA, who="member_m2").status_code == 201
    assert post(till, "sales", TEA, who="guest_m1").status_code == 201
    assert work == ["tea"] * 3


def test_a_guest_whose_token_was_ended_by_the_request_may_repeat_it(
    till: Client, work: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert post(till, "visits", None, who="guest_g1").status_code == 204
    monkeypatch.setitem(registry._lookups, "till_", lambda secret, *, clock: None)
    again = post(till, "visits", None, who="guest_g1")
    assert (again.status_code, again.headers["Idempotent-Replayed"]) == (204, "true")
    assert post(till, "visits", None, who="guest_g2").status_code == 204
    assert work == ["guest:g1", "None"]


@pytest.mark.parametrize("path", ["sales", "calls"])
def test_what_failed_may_be_tried_again(till: Client, work: list[str], path: str) -> None:
    air = TEA | {"what": "air"}
    assert [post(till, path, air).status_code for _ in range(2)] == [409, 409]
    assert work == ["air", "air"]
    assert not StoredAnswer.objects.exists()


def test_a_form_that_is_sent_again_is_known_by_what_is_in_it(till: Client, work: list[str]) -> None:
    def send(content: bytes, boundary: str) -> Any:
        body = (
            (
                f"--{boundary}\r\nContent-Disposition: form-data; "
                'name="file"; filename="a.txt"\r\n\r\n'
            ).encode()
            + content
            + f"\r\n--{boundary}--\r\n".encode()
        )
        kind = f"multipart/form-data; boundary={boundary}"
        return till.post("/api/v1/pictures", body, kind, headers=bearer("member_m1", "k1"))

    assert send(b"tea", "one").status_code == 201
    assert send(b"tea", "two").headers["Idempotent-Replayed"] == "true"
    assert send(b"cup", "two").json()["code"] == "idempotency.key_reused"
    assert work == ["tea"]
