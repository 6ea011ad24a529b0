"""Sessions, birthday and nickname; what is known of a member, and its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from huitou.commerce import members
from huitou.commerce.members.models import Limit, Member, Session, SignInCode
from huitou.commerce.members.personal_data import MembersData
from huitou.foundation import audit, privacy
from huitou.foundation.actors import Actor
from huitou.foundation.facts.models import Fact
from huitou.kernel import Conflict, FakeClock, Forbidden, InvalidInput, NotFound

pytestmark = pytest.mark.usefixtures("tables")

HOME = members.AddressFields("王小安", "13800138000", "310101", "上海市 黄浦区", "南京东路 1 号")


def test_sessions_are_listed_and_ended(
    sign_up: Callable[..., members.SignedIn], clock: FakeClock
) -> None:
    tokens = []
    for _ in range(3):
        clock.advance(timedelta(minutes=1))
        tokens.append(sign_up("ann@example.com").token)
    ann = members.actor_of_token(tokens[0], clock=clock)
    assert ann is not None
    rows = members.sessions_of(ann.id, token=tokens[0], clock=clock)
    assert [row.is_this for row in rows] == [False, False, True]
    assert {row.device for row in rows} == {"Firefox on Linux"}

    members.end_session(session_id=rows[0].id, actor=ann, clock=clock)
    assert members.actor_of_token(tokens[2], clock=clock) is None
    assert members.end_other_sessions(token=tokens[0], actor=ann, clock=clock) == 1
    assert members.actor_of_token(tokens[1], clock=clock) is None
    assert members.actor_of_token(tokens[0], clock=clock) == ann

    members.sign_out(token=tokens[0], clock=clock)
    members.sign_out(token=tokens[0], clock=clock)
    assert members.actor_of_token(tokens[0], clock=clock) is None
    assert Fact.objects.filter(event="Signed Out").count() == 1


def test_anothers_session_is_not_found(
    sign_up: Callable[..., members.SignedIn], ann: Actor, clock: FakeClock
) -> None:
    bob = Actor("member", sign_up("bob@example.com").member_id)
    (row,) = members.sessions_of(ann.id, clock=clock)
    with pytest.raises(NotFound):
        members.end_session(session_id=row.id, actor=bob, clock=clock)


def test_a_session_ends_unused_after_30_days_and_used_after_180(
    sign_up: Callable[..., members.SignedIn], clock: FakeClock
) -> None:
    idle, used = sign_up("ann@example.com").token, sign_up("bob@example.com").token
    days = 0
    while members.actor_of_token(used, clock=clock) is not None:
        if days == 29:
            clock.advance(timedelta(hours=23))
            assert Session.objects.filter(seen_at__lt=clock.now() - timedelta(days=29)).exists()
        clock.advance(timedelta(days=1))
        days += 1
        if days == 31:
            assert members.actor_of_token(idle, clock=clock) is None
    assert days == 180


@pytest.mark.parametrize("token", ["", "hm_", "hm_nothing", "hg_no", "ht_x", "hm_" + "x" * 999])
def test_an_unknown_token_is_nobodys(token: str, clock: FakeClock) -> None:
    assert members.actor_of_token(token, clock=clock) is None


def test_a_birthday_is_kept_and_edited_three_times_once_a_year(
    ann: Actor, clock: FakeClock
) -> None:
    def write(day: date) -> None:
        members.set_birthday(birthday=day, actor=ann, clock=clock)

    write(date(1992, 2, 29))
    write(date(1992, 2, 29))
    assert members.profile(ann.id).birthday == date(1992, 2, 29)
    assert members.profile(ann.id).birthday_edits_left == 2
    assert members.profile(ann.id).birthday_opens_at == clock.now() + timedelta(days=365)
    with pytest.raises(Conflict) as refused:
        write(date(1993, 3, 1))
    assert "2027-07-01" in refused.value.remedy
    for year in (1993, 1994):
        clock.advance(timedelta(days=365))
        write(date(year, 3, 1))
    clock.advance(timedelta(days=9999))
    with pytest.raises(Conflict, match="3 times"):
        write(date(1995, 3, 1))
    assert members.profile(ann.id).birthday == date(1994, 3, 1)


@pytest.mark.parametrize("day", [date(1905, 12, 31), date(2026, 7, 2), date(1, 1, 1)])
def test_nobody_was_born_then(day: date, ann: Actor, clock: FakeClock) -> None:
    with pytest.raises(InvalidInput):
        members.set_birthday(birthday=day, actor=ann, clock=clock)


def test_a_nickname_is_one_short_line(ann: Actor, clock: FakeClock) -> None:
    members.set_nickname(nickname="  Ann 🌸 ", actor=ann, clock=clock)
    members.set_language(language="zh-Hans", actor=ann, clock=clock)
    for bad in ("x" * 31, "two\nlines", "a\u202eb"):
        with pytest.raises(InvalidInput):
            members.set_nickname(nickname=bad, actor=ann, clock=clock)

    shown = members.profile(ann.id)
    assert (shown.nickname, shown.language) == ("Ann 🌸", "zh-hans")


def test_personalisation_is_a_consent(ann: Actor, clock: FakeClock) -> None:
    assert members.profile(ann.id).personalisation
    privacy.set_consent(
        ann.id,
        "personalisation",
        False,
        source="data_page",
        policy_version="1",
        actor=ann,
        clock=clock,
    )
    assert not members.profile(ann.id).personalisation


def test_everything_is_exported_and_nothing_is_left(
    ann: Actor, sign_up: Callable[..., members.SignedIn], clock: FakeClock
) -> None:
    guest = members.begin_guest(clock=clock)
    clock.advance(timedelta(minutes=1))
    token = sign_up("ann@example.com", guest_token=guest.token).token
    members.set_nickname(nickname="Annabel", actor=ann, clock=clock)
    members.set_birthday(birthday=date(1992, 2, 29), actor=ann, clock=clock)
    members.add_address(fields=HOME, actor=ann, clock=clock)
    room = MembersData()
    shown = room.export(ann.id)

    assert shown["contacts"][0]["value"] == "ann@example.com"
    assert (shown["nickname"], shown["birthday"]) == ("Annabel", "1992-02-29")
    assert shown["addresses"][0]["street"] == "南京东路 1 号"
    assert (len(shown["sessions"]), shown["guests"]) == (2, [guest.id])

    erased = room.erase(ann.id, clock)
    assert erased["members_contact"] == erased["members_member"] == 1
    assert room.erase(ann.id, clock) == {}
    assert room.export(ann.id) == {}
    assert members.actor_of_token(token, clock=clock) is None
    with pytest.raises(NotFound):
        members.profile(ann.id)
    row = Member.objects.get()
    assert (row.id, row.status, row.nickname, row.birthday) == (ann.id, "erased", "", None)
    for table in ("contact", "session", "address", "guest", "identity", "code"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM members_{table}")
            assert cursor.fetchone() == (0,)

    clock.advance(timedelta(minutes=1))
    again = sign_up("ann@example.com")
    assert again.is_new
    assert again.member_id != ann.id


def test_every_table_of_the_room_is_covered() -> None:
    uncovered = [table for table in privacy.uncovered_tables() if table.startswith("members_")]
    assert uncovered == []


def test_a_contact_is_revealed_for_a_reason_and_noted(ann: Actor, clock: FakeClock) -> None:
    support = Actor("staff", "7", frozenset({"personal.reveal"}))
    wanted: dict[str, Any] = {"member_id": ann.id, "clock": clock}
    with pytest.raises(Forbidden):
        members.reveal_contact(
            kind="email", reason="a parcel came back", actor=Actor("staff", "8"), **wanted
        )
    with pytest.raises(InvalidInput):
        members.reveal_contact(kind="email", reason=" ", actor=support, **wanted)
    with pytest.raises(NotFound):
        members.reveal_contact(kind="phone", reason="a parcel came back", actor=support, **wanted)
    shown = members.reveal_contact(
        kind="email", reason="a parcel came back", actor=support, **wanted
    )

    assert shown == "ann@example.com"
    (entry,) = audit.entries(subject=ann.id)
    assert (entry.action, entry.actor) == ("personal.reveal", "staff:7")
    assert "ann@example.com" not in str(entry)


def test_what_is_spent_is_forgotten(ann: Actor, clock: FakeClock) -> None:
    members.set_nickname(nickname="Ann", actor=ann, clock=clock)
    assert members.forget_spent(clock=clock) == 0
    clock.advance(timedelta(days=3))
    members.forget_spent(clock=clock)
    assert not SignInCode.objects.exists()
    assert not Limit.objects.exists()
    assert Session.objects.count() == 1
    clock.advance(timedelta(days=120))
    assert members.forget_spent(clock=clock) == 1
    assert replace(members.profile(ann.id), nickname="") != members.profile(ann.id)
