"""Every error has one shape, and none shows what is inside."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client, override_settings

from huitou.foundation import accounts

TEA = {"what": "tea", "price": {"amount": "1", "currency": "CNY"}}


def post(till: Client, body: Any, path: str = "sales") -> Any:
    headers = {"Authorization": "Bearer till_member_m1", "Idempotency-Key": "k1"}
    return till.post(f"/api/v1/{path}", body, "application/json", headers=headers)


def assert_shaped(answer: Any, status: int, code: str, field: str | None = None) -> None:
    said = answer.json()
    assert (answer.status_code, said["code"], said.get("field")) == (status, code, field)
    assert set(said) - {"field"} == {"code", "message", "remedy"}
    assert answer.headers["Cache-Control"] == "no-store"
    for inside in ("Traceback", "secret of the till", "on the disk", "<html"):
        assert inside not in answer.content.decode()


def test_an_expected_error(till: Client) -> None:
    assert_shaped(post(till, TEA | {"what": "air"}), 409, "till.air", "what")


def test_an_error_that_says_when_to_come_back(till: Client) -> None:
    answer = post(till, TEA | {"what": "rush"})
    assert_shaped(answer, 429, "till.rush")
    assert answer.headers["Retry-After"] == "7"


def test_a_fault_of_ours(till: Client) -> None:
    assert_shaped(post(till, TEA | {"what": "fault"}), 500, "internal")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "what"),
        (TEA | {"count": 0}, "count"),
        (TEA | {"count": "many"}, "count"),
        (TEA | {"colour": "red"}, "colour"),
        (TEA | {"price": {"amount": "1.234", "currency": "CNY"}}, "price"),
        ([], "sale"),
        (b"", "sale"),
    ],
)
def test_a_body_that_is_no_sale(till: Client, body: Any, field: str) -> None:
    assert_shaped(post(till, body), 400, "request.invalid", field)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", "request.not_json"),
        (b"\xff", "request.not_json"),
        (b'{"what": NaN}', "request.not_json"),
        (b'{"what": "\\ud800"}', "request.not_json"),
        (b"[" * 100_000, "request.not_json"),
        (b'{"what": "a\\u0000b"}', "request.nul"),
        (b'{"a\\u0000b": 1}', "request.nul"),
    ],
)
def test_a_body_that_cannot_be_read(till: Client, body: bytes, code: str) -> None:
    assert_shaped(post(till, body), 400, code, "body")


def test_what_django_answers_by_itself(till: Client) -> None:
    assert_shaped(till.get("/api/v1/nothing"), 404, "not_found")
    assert_shaped(till.get("/api/v1/lost"), 404, "not_found")
    assert_shaped(till.get("/api/v1/who%00"), 400, "request.nul", "address")
    assert_shaped(till.get("/api/v1/numbers/1?cursor=%00"), 400, "request.nul", "cursor")
    wrong = till.delete("/api/v1/sales")
    assert_shaped(wrong, 405, "method_not_allowed")
    assert wrong.headers["Allow"] == "POST"
    assert_shaped(till.get("/api/v1/who", headers={"Host": "evil.example"}), 400, "refused")


@pytest.mark.parametrize(("size", "status"), [(999_900, 400), (1_000_100, 413)])
def test_a_body_has_a_limit(till: Client, size: int, status: int) -> None:
    answer = post(till, b"{" + b" " * size)
    assert answer.status_code == status
    assert answer.json()["code"] == ("request.too_large" if status == 413 else "request.not_json")


@override_settings(API_REQUESTS_PER_ADDRESS=3)
def test_an_address_has_a_limit(till: Client) -> None:
    answers = [till.get("/api/v1/numbers/1") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert_shaped(answers[3], 429, "rate.too_many")
    assert answers[3].headers["Retry-After"] == "60"
    assert till.get("/api/v1/numbers/1", REMOTE_ADDR="203.0.113.7").status_code == 200


@override_settings(API_REQUESTS_PER_ACTOR=2)
def test_a_caller_has_a_limit_wherever_they_are(till: Client) -> None:
    accounts.forget_leases()
    headers = {"Authorization": "Bearer till_member_m1"}
    statuses = [
        till.get("/api/v1/who", headers=headers, REMOTE_ADDR=f"203.0.113.{number}").status_code
        for number in range(3)
    ]
    assert statuses == [200, 200, 429]
    other = {"Authorization": "Bearer till_member_m2"}
    assert till.get("/api/v1/who", headers=other).status_code == 200
