from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.foundation.sources import active_keys, hash_key, issue_key, list_keys, revoke_key
from huitou.foundation.sources.models import Source, WriteKey
from huitou.foundation.sources.rules import new_key
from huitou.kernel import Conflict, FakeClock, Forbidden, InvalidInput, NotFound

MORNING = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("tables")


def test_a_key_is_kept_as_its_hash_alone() -> None:
    issued = issue_key("web-shop", clock=FakeClock(MORNING))

    (row,) = WriteKey.objects.all()
    assert len(issued.key) == 32
    assert issued.key.isalnum()
    assert row.key_hash == hash_key(issued.key)
    assert row.key_hash != issued.key
    assert (row.hint, row.created_at, row.revoked_at) == (issued.key[-4:], MORNING, None)
    assert issued.key not in str(list(WriteKey.objects.values_list()))


def test_the_hash_is_sha256() -> None:
    # The test vector of "abc" in FIPS 180-2, appendix B.1.
    assert hash_key("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_key_that_is_no_text_hashes_to_nothing_known() -> None:
    assert hash_key("\ud800") not in active_keys()


def test_a_key_is_made_of_the_choices_it_is_given() -> None:
    assert new_key(lambda letters: letters[0]) == "a" * 32


def test_a_source_may_hold_several_keys() -> None:
    clock = FakeClock(MORNING)
    first, second = issue_key("web", clock=clock), issue_key("web", clock=clock)

    assert Source.objects.count() == 1
    assert active_keys() == {hash_key(first.key): "web", hash_key(second.key): "web"}


def test_a_revoked_key_is_out_and_stays_on_the_list() -> None:
    clock = FakeClock(MORNING)
    issued = issue_key("web", clock=clock)
    clock.advance(timedelta(hours=1))

    revoke_key(issued.hint, clock=clock)

    assert active_keys() == {}
    (row,) = list_keys()
    assert (row.id, row.source, row.hint) == (issued.id, "web", issued.hint)
    assert row.revoked_at == MORNING + timedelta(hours=1)


@pytest.mark.parametrize("how", ["id", "hint", "key"])
def test_a_key_is_revoked_by_number_by_hint_or_by_itself(how: str) -> None:
    issued = issue_key("web", clock=FakeClock(MORNING))
    other = issue_key("app", clock=FakeClock(MORNING))

    row = revoke_key(str(getattr(issued, how)), clock=FakeClock(MORNING))

    assert row.id == issued.id
    assert active_keys() == {hash_key(other.key): "app"}


def test_revoking_again_does_not_move_the_moment() -> None:
    clock = FakeClock(MORNING)
    issued = issue_key("web", clock=clock)
    revoke_key(issued.hint, clock=clock)
    clock.advance(timedelta(days=1))

    assert revoke_key(issued.hint, clock=clock).revoked_at == MORNING


def test_four_letters_that_fit_two_keys_in_use_are_refused() -> None:
    clock = FakeClock(MORNING)
    ids = [issue_key("web", clock=clock).id for _ in range(2)]
    WriteKey.objects.update(hint="abcd")

    with pytest.raises(Conflict) as caught:
        revoke_key("abcd", clock=clock)

    assert f"numbers {ids[0]}, {ids[1]}" in caught.value.message
    assert len(active_keys()) == 2
    revoke_key(str(ids[0]), clock=clock)
    # One of the two is out already, so the letters are clear now.
    assert revoke_key("abcd", clock=clock).id == ids[1]


@pytest.mark.parametrize("which", ["", "zzzz", "999999", "9" * 40, "٤٢", "x" * 32])
def test_revoking_what_is_not_there_says_so(which: str) -> None:
    issue_key("web", clock=FakeClock(MORNING))

    with pytest.raises(NotFound, match="There is no write key"):
        revoke_key(which, clock=FakeClock(MORNING))

    assert len(active_keys()) == 1


@pytest.mark.parametrize("name", ["", " ", "a b", "-web", "网店", "a" * 65, "web\n"])
def test_a_name_that_cannot_be_one_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput, match="cannot be the name of a source"):
        issue_key(name, clock=FakeClock(MORNING))

    assert Source.objects.count() == 0


def test_keys_are_listed_by_source_then_by_age() -> None:
    clock = FakeClock(MORNING)
    ids = [issue_key(name, clock=clock).id for name in ("web", "app", "web")]

    assert [(row.source, row.id) for row in list_keys()] == [
        ("app", ids[1]),
        ("web", ids[0]),
        ("web", ids[2]),
    ]


def test_a_source_with_keys_cannot_be_deleted() -> None:
    issue_key("web", clock=FakeClock(MORNING))

    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.get(name="web").delete()


def test_no_client_can_speak_in_the_name_of_operators() -> None:
    with pytest.raises(InvalidInput, match="kept for what operators decide"):
        issue_key("operator", clock=FakeClock(MORNING))
    assert active_keys() == {}


def test_staff_need_a_role_and_leave_a_note() -> None:
    clock, clerk = FakeClock(MORNING), Actor("staff", "a1", frozenset({"sources.write"}))
    for verb in (issue_key, revoke_key):
        with pytest.raises(Forbidden):
            verb("web", clock=clock, actor=Actor("staff", "a2", frozenset({"sources.read"})))
    issued = issue_key("web", clock=clock, actor=clerk)
    for _ in range(2):
        revoke_key(issued.id, clock=clock, actor=clerk)
    notes = [(one.action, one.subject, one.detail) for one in audit.entries(actor="staff:a1")]
    assert notes == [
        ("sources.revoke_key", str(issued.id), {"source": "web"}),
        ("sources.issue_key", str(issued.id), {"source": "web"}),
    ]


def test_a_number_is_never_taken_for_the_letters_of_another_key() -> None:
    clock = FakeClock(MORNING)
    mine, other = issue_key("web", clock=clock), issue_key("web", clock=clock)
    WriteKey.objects.filter(pk=mine.id).update(id=1234)
    WriteKey.objects.filter(pk=other.id).update(hint="1234")
    for _ in range(2):
        assert revoke_key(1234, clock=clock).id == 1234
    assert active_keys() == {hash_key(other.key): "web"}
