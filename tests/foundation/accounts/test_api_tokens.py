"""Tokens of programs."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from huitou.foundation import accounts, audit
from huitou.foundation.accounts.models import ApiToken
from huitou.foundation.actors import Actor
from huitou.kernel import FakeClock, Forbidden, InvalidInput, NotFound

SCOPES = ["orders.read", "catalogue.read"]


def test_a_token_is_its_scopes_and_its_secret_is_not_kept(owner: Actor, clock: FakeClock) -> None:
    issued = accounts.issue_token("erp", SCOPES, actor=owner, clock=clock)

    assert issued.secret.startswith("ht_")
    assert len(issued.secret) == 43
    assert issued.token.hint == issued.secret[-4:]
    kept = ApiToken.objects.values().get()
    assert issued.secret not in str(kept)
    actor = accounts.actor_of_token(issued.secret, clock=clock)
    assert actor == Actor("token", issued.token.id, frozenset(SCOPES))
    entry = audit.entries()[0]
    assert (entry.action, entry.subject) == ("tokens.issue", issued.token.id)
    assert issued.secret not in str(entry)


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize("secret", ["", "ht_", "ht_" + "x" * 40, "hm_abc", "密钥", "\udc80"])
def test_another_secret_is_nobody(secret: str, clock: FakeClock) -> None:
    assert accounts.actor_of_token(secret, clock=clock) is None


def test_a_revoked_token_is_nobody(owner: Actor, clock: FakeClock) -> None:
    issued = accounts.issue_token("erp", SCOPES, actor=owner, clock=clock)
    first = accounts.revoke_token(issued.token.id, actor=owner, clock=clock)
    clock.advance(timedelta(hours=1))
    again = accounts.revoke_token(issued.token.id, actor=owner, clock=clock)

    assert accounts.actor_of_token(issued.secret, clock=clock) is None
    assert first.revoked_at == again.revoked_at
    revoked = [one for one in audit.entries() if one.action == "tokens.revoke"]
    assert len(revoked) == 1


def test_a_token_runs_out(owner: Actor, clock: FakeClock) -> None:
    until = clock.now() + timedelta(days=1)
    issued = accounts.issue_token("erp", SCOPES, expires_at=until, actor=owner, clock=clock)
    clock.advance(timedelta(days=1) - timedelta(microseconds=1))
    assert accounts.actor_of_token(issued.secret, clock=clock) is not None
    clock.advance(timedelta(microseconds=1))
    assert accounts.actor_of_token(issued.secret, clock=clock) is None


def test_its_last_use_is_noted_to_the_hour(owner: Actor, clock: FakeClock) -> None:
    issued = accounts.issue_token("erp", SCOPES, actor=owner, clock=clock)
    noon = clock.now()
    uses = []
    for minutes in (0, 59, 1):
        clock.advance(timedelta(minutes=minutes))
        accounts.actor_of_token(issued.secret, clock=clock)
        uses.append(accounts.tokens()[0].used_at)
    assert uses == [noon, noon, noon + timedelta(hours=1)]


@pytest.mark.parametrize(
    ("name", "scopes", "expires_at", "field"),
    [
        ("", SCOPES, None, "name"),
        ("x" * 81, SCOPES, None, "name"),
        ("erp\n", ["all"], None, "scopes"),
        ("erp", [], None, "scopes"),
        ("erp", SCOPES, datetime(2030, 1, 1), "expires_at"),  # noqa: DTZ001 (that is the point)
    ],
)
def test_what_cannot_be_is_refused(
    owner: Actor, clock: FakeClock, name: str, scopes: list[str], expires_at: datetime, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        accounts.issue_token(name, scopes, expires_at=expires_at, actor=owner, clock=clock)
    assert refused.value.field == field


def test_a_token_that_has_run_out_already_is_refused(owner: Actor, clock: FakeClock) -> None:
    with pytest.raises(InvalidInput, match="gone by"):
        accounts.issue_token("erp", SCOPES, expires_at=clock.now(), actor=owner, clock=clock)


def test_a_token_may_not_do_more_than_who_issues_it(clock: FakeClock, tables: None) -> None:
    deputy = Actor("staff", "a2", frozenset({"staff.write", "orders.read"}))
    with pytest.raises(Forbidden):
        accounts.issue_token("erp", SCOPES, actor=deputy, clock=clock)
    auditor = Actor("staff", "a3", accounts.ROLES["auditor"])
    with pytest.raises(Forbidden):
        accounts.issue_token("erp", ["orders.read"], actor=auditor, clock=clock)
    assert accounts.tokens() == []


def test_there_is_no_such_token(owner: Actor, clock: FakeClock) -> None:
    with pytest.raises(NotFound):
        accounts.revoke_token("t1", actor=owner, clock=clock)
