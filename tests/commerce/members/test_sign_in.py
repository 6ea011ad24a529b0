"""Sign in with a code: once, in time, and without telling who is a member."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huitou.commerce import members
from huitou.commerce.members import guests
from huitou.commerce.members.models import Contact, Guest, Member, SignInCode
from huitou.foundation.actors import Actor
from huitou.foundation.facts.models import Fact
from huitou.kernel import FakeClock, Forbidden, InvalidInput, Overloaded, StorageRefused

pytestmark = pytest.mark.usefixtures("tables")


def said() -> list[tuple[str, str | None, str | None]]:
    rows = Fact.objects.order_by("id")
    return [(row.event or row.type, row.member_id, row.anonymous_id) for row in rows]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def test_the_first_code_makes_a_member_and_the_next_finds_them(
    sign_up: Callable[..., members.SignedIn], clock: FakeClock
) -> None:
    first = sign_up("13800138000", language="zh-hans", nickname=" 小安 ")
    clock.advance(timedelta(minutes=2))
    second = sign_up("+86 138 0013 8000", nickname="Bob")

    assert (first.is_new, second.is_new) == (True, False)
    assert first.member_id == second.member_id
    assert first.token != second.token
    shown = members.profile(first.member_id)
    assert (shown.nickname, shown.language) == ("小安", "zh-hans")
    assert [(c.kind, c.masked) for c in shown.contacts] == [("phone", "138****8000")]
    assert said() == [
        ("Signed Up", first.member_id, None),
        ("Signed In", first.member_id, None),
    ]
    assert Fact.objects.filter(properties='{"method":"phone"}').count() == 2


def test_nothing_that_identifies_lies_open_in_the_tables(
    sign_up: Callable[..., members.SignedIn], letters: Any
) -> None:
    signed = sign_up("ann@example.com", nickname="Annabel")
    stored = ""
    with connection.cursor() as cursor:
        for table in ("member", "contact", "code", "session", "limit"):
            cursor.execute(f"SELECT * FROM members_{table}")
            stored += repr(cursor.fetchall())

    assert signed.member_id in stored
    for secret in ("ann@example.com", "Annabel", signed.token, letters.code, "Firefox"):
        assert secret not in stored


def test_a_code_holds_once(
    sign_up: Callable[..., members.SignedIn], letters: Any, clock: FakeClock, home: members.Client
) -> None:
    sign_up("ann@example.com")
    with pytest.raises(InvalidInput) as refused:
        members.sign_in_with_code(
            contact="ann@example.com", code=letters.code, client=home, clock=clock
        )
    assert (refused.value.code, refused.value.field) == ("members.wrong_code", "code")


def test_a_code_holds_ten_minutes(letters: Any, clock: FakeClock, home: members.Client) -> None:
    members.request_code(contact="ann@example.com", client=home, clock=clock)
    clock.advance(timedelta(minutes=10))
    with pytest.raises(InvalidInput):
        members.sign_in_with_code(
            contact="ann@example.com", code=letters.code, client=home, clock=clock
        )
    assert not Member.objects.exists()


def test_the_fifth_attempt_may_be_right_and_the_sixth_may_not(
    letters: Any, clock: FakeClock, home: members.Client
) -> None:
    for failures, holds in ((4, True), (5, False)):
        members.request_code(contact="ann@example.com", client=home, clock=clock)
        for _ in range(failures):
            with pytest.raises(InvalidInput):
                members.sign_in_with_code(
                    contact="ann@example.com", code=wrong(letters.code), client=home, clock=clock
                )
        try:
            members.sign_in_with_code(
                contact="ann@example.com", code=letters.code, client=home, clock=clock
            )
            assert holds
        except InvalidInput:
            assert not holds
        clock.advance(timedelta(minutes=1))


def test_a_code_is_for_one_contact_and_one_purpose(
    letters: Any, clock: FakeClock, home: members.Client, ann: Actor, prove: Callable[..., str]
) -> None:
    clock.advance(timedelta(minutes=1))
    code = prove(ann)
    for contact in ("ann@example.com", "bob@example.com"):
        with pytest.raises(InvalidInput):
            members.sign_in_with_code(contact=contact, code=code, client=home, clock=clock)


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "abcdef", "１２３４５６７", "x" * 10_000]
)
def test_what_is_no_code_is_wrong(typed: str, clock: FakeClock, home: members.Client) -> None:
    with pytest.raises(InvalidInput, match="does not hold"):
        members.sign_in_with_code(contact="ann@example.com", code=typed, client=home, clock=clock)


def test_a_code_may_be_typed_wide_or_with_a_space(
    letters: Any, clock: FakeClock, home: members.Client
) -> None:
    members.request_code(contact="ann@example.com", client=home, clock=clock)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in letters.code)
    typed = f"{wide[:3]} {wide[3:]}"

    assert members.sign_in_with_code(
        contact="ann@example.com", code=typed, client=home, clock=clock
    ).is_new


def test_known_and_unknown_contacts_are_told_the_same_with_the_same_work(
    ann: Actor, letters: Any, clock: FakeClock, home: members.Client
) -> None:
    clock.advance(timedelta(minutes=2))
    statements = []
    for contact in ("ann@example.com", "new@example.com"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert members.request_code(contact=contact, client=home, clock=clock) is None
        kinds = [query["sql"].split()[0] for query in queries]
        statements.append([kind for kind in kinds if kind in ("SELECT", "UPDATE", "INSERT")])
    assert [letter.to.value for letter in letters.letters[-2:]] == [
        "ann@example.com",
        "new@example.com",
    ]
    # The tables of members and contacts are not asked at all.
    with CaptureQueriesContext(connection) as queries:
        clock.advance(timedelta(minutes=2))
        members.request_code(contact="ann@example.com", client=home, clock=clock)
    asked = " ".join(query["sql"] for query in queries)
    assert "members_contact" not in asked
    assert "members_member" not in asked


def test_the_next_code_comes_after_a_minute_and_ten_a_day(
    letters: Any, clock: FakeClock, home: members.Client
) -> None:
    members.request_code(contact="ann@example.com", client=home, clock=clock)
    clock.advance(timedelta(seconds=50))
    with pytest.raises(Overloaded) as waits:
        members.request_code(contact="ann@example.com", client=home, clock=clock)
    assert (waits.value.code, waits.value.retry_after) == ("members.too_often", 10)
    for _ in range(9):
        clock.advance(timedelta(minutes=1))
        members.request_code(contact="ann@example.com", client=home, clock=clock)
    clock.advance(timedelta(minutes=1))
    with pytest.raises(Overloaded):
        members.request_code(contact="ann@example.com", client=home, clock=clock)
    assert len(letters.letters) == 10
    clock.advance(timedelta(days=1))
    members.request_code(contact="ann@example.com", client=home, clock=clock)


def test_a_network_has_its_own_limit(
    letters: Any, clock: FakeClock, home: members.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huitou.commerce.members.codes.MOST_A_DAY_PER_NETWORK", 3)
    for number in range(3):
        members.request_code(contact=f"a{number}@example.com", client=home, clock=clock)
    with pytest.raises(Overloaded):
        members.request_code(contact="a4@example.com", client=home, clock=clock)
    elsewhere = members.Client("198.51.100.1")
    members.request_code(contact="a4@example.com", client=elsewhere, clock=clock)


def test_guessing_over_many_contacts_meets_growing_pauses(
    letters: Any, clock: FakeClock, home: members.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huitou.commerce.members.codes.FREE_FAILURES_PER_NETWORK", 2)
    pauses = []
    for number in range(5):
        contact = f"a{number}@example.com"
        with pytest.raises(InvalidInput):
            members.sign_in_with_code(contact=contact, code="000000", client=home, clock=clock)
        if number >= 2:
            with pytest.raises(Overloaded) as waits:
                members.sign_in_with_code(contact=contact, code="0", client=home, clock=clock)
            pauses.append(waits.value.retry_after)
            clock.advance(timedelta(seconds=pauses[-1]))
    assert pauses == [10, 20, 40]


def test_a_sender_that_fails_is_told_and_leaves_no_door_open(
    clock: FakeClock, home: members.Client
) -> None:
    class Broken:
        def send(self, message: members.CodeMessage) -> None:
            raise OSError("no route to the gateway")

    before = members.register_sender("phone", Broken())
    try:
        with pytest.raises(StorageRefused) as refused:
            members.request_code(contact="13800138000", client=home, clock=clock)
    finally:
        members.register_sender("phone", before)
    assert refused.value.code == "members.not_sent"
    assert "gateway" not in str(refused.value)


def test_without_a_gateway_text_messages_are_written_to_the_outbox(
    clock: FakeClock, home: members.Client
) -> None:
    from django.conf import settings

    members.request_code(contact="13900139000", client=home, language="en", clock=clock)
    last = (settings.HOME / "outbox" / "codes.jsonl").read_text().splitlines()[-1]

    assert '"+8613900139000"' in last
    assert "10 minutes" in last


def test_mail_goes_through_djangos_backend(clock: FakeClock, home: members.Client) -> None:
    from django.core import mail
    from django.test.utils import override_settings

    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        members.request_code(contact="ann@example.com", client=home, clock=clock)

    (letter,) = mail.outbox
    assert letter.to == ["ann@example.com"]
    assert letter.subject[:6].isdigit()


def test_a_guest_who_signs_in_is_the_member(
    sign_up: Callable[..., members.SignedIn], clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    merged: list[tuple[str, str]] = []
    monkeypatch.setattr(guests, "_hooks", [])
    members.on_guest_merged(lambda guest, member, clock: merged.append((guest, member)))
    guest = members.begin_guest(clock=clock)
    assert members.actor_of_token(guest.token, clock=clock) == Actor("guest", guest.id)

    signed = sign_up("ann@example.com", guest_token=guest.token)
    clock.advance(timedelta(minutes=2))
    sign_up("ann@example.com", guest_token=guest.token)

    assert merged == [(guest.id, signed.member_id)]
    assert said() == [
        ("identify", signed.member_id, guest.id),
        ("Signed Up", signed.member_id, guest.id),
        ("Signed In", signed.member_id, None),
    ]
    assert Guest.objects.get().merged_into_id == signed.member_id
    assert members.actor_of_token(guest.token, clock=clock) is None


def test_a_merge_that_fails_signs_nobody_in_and_leaves_the_code(
    sign_up: Callable[..., members.SignedIn],
    letters: Any,
    clock: FakeClock,
    home: members.Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("the basket is locked")

    guest = members.begin_guest(clock=clock)
    monkeypatch.setattr(guests, "_hooks", [fail])
    with pytest.raises(RuntimeError):
        sign_up("ann@example.com", guest_token=guest.token)
    assert not Member.objects.exists()
    assert said() == []

    monkeypatch.setattr(guests, "_hooks", [])
    assert members.sign_in_with_code(
        contact="ann@example.com", code=letters.code, client=home, clock=clock
    ).is_new


def test_a_frozen_member_is_signed_out_and_does_not_come_in(
    sign_up: Callable[..., members.SignedIn], clock: FakeClock
) -> None:
    signed = sign_up("ann@example.com")
    support = Actor("staff", "7", frozenset({"members.write"}))
    with pytest.raises(Forbidden):
        members.freeze_member(
            member_id=signed.member_id, reason="fraud", actor=Actor("staff", "8"), clock=clock
        )
    members.freeze_member(member_id=signed.member_id, reason="fraud", actor=support, clock=clock)

    assert members.actor_of_token(signed.token, clock=clock) is None
    clock.advance(timedelta(minutes=2))
    with pytest.raises(Forbidden, match="frozen"):
        sign_up("ann@example.com")
    members.unfreeze_member(
        member_id=signed.member_id, reason="a mistake", actor=support, clock=clock
    )
    clock.advance(timedelta(minutes=2))
    assert sign_up("ann@example.com").member_id == signed.member_id


def test_a_sign_up_with_what_cannot_be_kept_uses_no_code(
    letters: Any, clock: FakeClock, home: members.Client
) -> None:
    members.request_code(contact="ann@example.com", client=home, clock=clock)
    for more in ({"nickname": "x" * 31}, {"password": "password"}, {"language": "tlh"}):
        with pytest.raises(InvalidInput):
            members.sign_in_with_code(
                contact="ann@example.com", code=letters.code, client=home, clock=clock, **more
            )
    assert SignInCode.objects.get().attempts == 0
    assert not Contact.objects.exists()
