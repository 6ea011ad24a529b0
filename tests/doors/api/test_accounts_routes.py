"""Staff, tokens, and who I am."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from huitou.foundation import accounts, audit, sources
from huitou.foundation.accounts.models import ApiToken
from huitou.foundation.idempotency.models import StoredAnswer
from huitou.kernel import FakeClock

ANN = {"login": "ann", "password": "four green teapots", "roles": ["support"]}
ERP = {"name": "erp", "scopes": ["audit.read"]}


def test_who_i_am(send: Any, token_with: Any) -> None:
    me = send("GET", "/me").json()
    assert (me["kind"], me["permissions"]) == ("staff", sorted(accounts.MEANINGS))
    program = Client().get("/api/v1/me", headers=token_with("audit.read")).json()
    assert (program["kind"], program["permissions"]) == ("token", ["audit.read"])


def test_staff_are_let_in_given_roles_and_let_go(send: Any) -> None:
    made = send("POST", "/staff", ANN, key="k1")
    assert (made.status_code, made.json()["roles"]) == (201, ["support"])
    path = f"/staff/{made.json()['id']}"
    roles = send("PUT", f"{path}/roles", {"roles": ["analyst"]}, key="k2")
    assert (roles.status_code, roles.json()["roles"]) == (200, ["analyst"])
    assert send("POST", f"{path}/deactivate", key="k3").json()["is_active"] is False
    assert send("POST", f"{path}/activate", key="k4").json()["is_active"] is True
    assert [one["login"] for one in send("GET", "/staff").json()["items"]] == ["ann", "li.wei"]
    page = send("GET", "/staff?limit=1").json()
    assert [one["login"] for one in page["items"]] == ["ann"]
    rest = send("GET", f"/staff?limit=1&cursor={page['next']}").json()
    assert ([one["login"] for one in rest["items"]], rest["next"]) == (["li.wei"], None)


def test_the_shop_keeps_an_owner(send: Any) -> None:
    me = send("GET", "/me").json()["id"]
    refused = send("POST", f"/staff/{me}/deactivate", key="k1")
    assert (refused.status_code, refused.json()["code"]) == (409, "accounts.last_owner")
    assert send("GET", "/me").status_code == 200


def test_a_token_is_issued_once_used_and_revoked(send: Any) -> None:
    issued = send("POST", "/tokens", ERP, key="k1")
    again = send("POST", "/tokens", ERP, key="k1")
    assert (issued.status_code, again.json()) == (201, issued.json())
    assert again.headers["Idempotent-Replayed"] == "true"
    assert ApiToken.objects.count() == 1
    secret, token = issued.json()["secret"], issued.json()["token"]
    assert secret not in StoredAnswer.objects.get().body

    program = Client(headers={"Authorization": f"Bearer {secret}"})
    assert program.get("/api/v1/audit").status_code == 200
    assert program.get("/api/v1/staff").status_code == 403
    listed = send("GET", "/tokens")
    assert [one["id"] for one in listed.json()["items"]] == [token["id"]]
    assert secret not in listed.content.decode()
    gone = send("DELETE", f"/tokens/{token['id']}", key="k2")
    assert (gone.status_code, gone.json()["revoked_at"] is None) == (200, False)
    assert program.get("/api/v1/audit").status_code == 401


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({**ERP, "scopes": ["king"]}, "scopes"),
        ({**ERP, "scopes": []}, "scopes"),
        ({**ERP, "expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
        ({**ERP, "expires_at": "2030-01-01T00:00:00"}, "expires_at"),
        ({**ERP, "colour": "red"}, "colour"),
        ({"name": "erp"}, "scopes"),
    ],
)
def test_what_is_no_token_is_refused(send: Any, body: dict[str, Any], field: str) -> None:
    refused = send("POST", "/tokens", body, key="k1")
    assert (refused.status_code, refused.json()["field"]) == (400, field)
    assert not ApiToken.objects.exists()


def test_the_password_is_changed_and_other_sessions_end(send: Any, owner: Client) -> None:
    body = {"old": "four green teapots", "new": "five blue saucers"}
    wrong = send("POST", "/me/password", body | {"old": "x"}, key="k0")
    assert (wrong.status_code, wrong.json()["code"]) == (403, "accounts.wrong_password")
    assert send("POST", "/me/password", body, key="k1").status_code == 204
    assert owner.get("/api/v1/me").status_code == 401


def test_the_audit_log_is_read_a_page_at_a_time(send: Any, clock: FakeClock) -> None:
    for number in range(3):
        send("POST", "/tokens", ERP, key=f"k{number}")
    first = send("GET", "/audit?limit=2").json()
    assert [one["number"] for one in first["items"]] == [5, 4]
    rest = send("GET", f"/audit?limit=2&cursor={first['next']}").json()
    assert [one["action"] for one in rest["items"]] == ["tokens.issue", "staff.sign_in"]
    last = send("GET", f"/audit?limit=2&cursor={rest['next']}").json()
    assert ([one["action"] for one in last["items"]], last["next"]) == (["staff.create"], None)
    mine = send("GET", "/audit?actor=system:huitou").json()["items"]
    assert [one["action"] for one in mine] == ["staff.create"]
    refused = send("GET", f"/audit?actor=x&cursor={first['next']}")
    assert refused.json()["code"] == "paging.bad_cursor"
    assert send("GET", "/audit/chain").json() == {"entries": 5, "broken_at": None, "sound": True}
    assert audit.check_chain().sound


def test_write_keys_are_issued_once_listed_and_revoked(send: Any, token_with: Any) -> None:
    issued = send("POST", "/sources/keys", {"source": "web-shop"}, key="k1")
    again = send("POST", "/sources/keys", {"source": "web-shop"}, key="k1")
    assert (issued.status_code, again.json()) == (201, issued.json())
    key = issued.json()
    assert sources.active_keys() == {sources.hash_key(key["key"]): "web-shop"}
    assert key["key"] not in StoredAnswer.objects.get().body
    listed = send("GET", "/sources/keys")
    assert key["key"] not in listed.content.decode()
    assert [(one["id"], one["hint"], one["revoked_at"]) for one in listed.json()] == [
        (key["id"], key["key"][-4:], None)
    ]
    gone = send("DELETE", f"/sources/keys/{key['id']}", key="k2")
    assert (gone.status_code, gone.json()["revoked_at"]) == (200, "2026-07-01T09:30:00Z")
    assert sources.active_keys() == {}
    actions = [one.action for one in audit.entries(subject=str(key["id"]))]
    assert actions == ["sources.revoke_key", "sources.issue_key"]

    bad = send("POST", "/sources/keys", {"source": "a b"}, key="k3")
    assert (bad.status_code, bad.json()["code"]) == (400, "sources.bad_name")
    assert send("DELETE", "/sources/keys/99", key="k4").status_code == 404
    headers = token_with("sources.read") | {"Idempotency-Key": "k5"}
    reader = Client(headers=headers)
    assert reader.get("/api/v1/sources/keys").status_code == 200
    assert reader.delete(f"/api/v1/sources/keys/{key['id']}").status_code == 403
