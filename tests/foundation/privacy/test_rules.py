from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from huitou.foundation.privacy.everything import without_others
from huitou.foundation.privacy.rules import GRACE, TRANSITIONS, checked_law, checked_move, deadline
from huitou.kernel import Conflict, InvalidInput

SHANGHAI = ZoneInfo("Asia/Shanghai")


def day(month: int, of_month: int) -> datetime:
    return datetime(2026, month, of_month, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "law", "due"),
    [
        (day(2, 1), "gdpr", "2026-03-02"),  # in Shanghai it is the 2nd already
        (day(1, 30), "gdpr", "2026-02-28"),
        (day(12, 14), "gdpr", "2027-01-15"),
        (day(7, 1), "pipl", "2026-07-23"),  # asked on Thursday the 2nd in Shanghai
        (day(7, 3), "pipl", "2026-07-24"),  # asked on a Saturday
    ],
)
def test_deadlines_are_days_of_the_shop(asked: datetime, law: str, due: str) -> None:
    end = deadline(asked, law, SHANGHAI)

    assert f"{end:%H:%M:%S %Z}" == "15:59:59 UTC"  # midnight in Shanghai
    assert f"{end.astimezone(SHANGHAI):%Y-%m-%d}" == due
    assert end - asked > GRACE


def test_an_unknown_law_is_told() -> None:
    with pytest.raises(InvalidInput):
        checked_law("ccpa")


def test_a_request_that_ended_moves_no_more() -> None:
    assert checked_move("asked", "erased") == "erased"
    for ended in ("taken_back", "done"):
        for state in TRANSITIONS:
            with pytest.raises(Conflict):
                checked_move(ended, state)


def test_ids_of_other_people_are_left_out_wherever_they_stand() -> None:
    whole = {"member_id": "ann", "orders": [{"leader_id": "bob", "inviter_id": "ann", "n": 1}]}

    assert without_others(whole, "ann") == {
        "member_id": "ann",
        "orders": [{"inviter_id": "ann", "n": 1}],
    }
