"""The check finds what is wrong."""

from __future__ import annotations

from datetime import date

import msgspec
import numpy as np
import pytest
from pyroaring import BitMap

from huitou.engine.analytics.index import activity, names
from huitou.engine.analytics.index.check import Difference, IndexChecked, check_index
from huitou.engine.analytics.index.day_file import DayFile, write_day
from huitou.engine.analytics.index.row_tapes import RowTapes
from huitou.engine.analytics.index.state import folder_of, read_state, write_state
from huitou.engine.analytics.index.tape import Tape
from huitou.engine.events import EventLog, events_table
from kept_index import row

JUNE_21 = date(2026, 6, 21)


@pytest.fixture
def begun(log: EventLog) -> EventLog:
    """Two people look on one day, one of them buys on the next."""
    log.append(
        events_table(
            [
                row("1", user_id="ann"),
                row("2", anonymous_id="c1"),
                row("3", "Buy", 1, user_id="ann"),
                row("4", None, type="identify", user_id="bob", anonymous_id="c1"),
            ]
        )
    )
    return log


def test_a_right_index_is_sound(begun: EventLog) -> None:
    found = check_index(begun)
    assert found == IndexChecked(sets=4)
    assert found.sound


def test_a_wrong_set_is_told_with_its_day_and_how_wrong_it_is(
    begun: EventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = read_state(folder_of(begun))
    assert state is not None
    path = folder_of(begun) / state.days[0].file
    sets = DayFile(path).all()
    (view,) = set(sets) - {0}
    write_day(path, {0: sets[0], view: BitMap([sets[view][0]])})
    monkeypatch.setattr(activity, "_open", {})
    found = check_index(begun)
    assert found.differences == (Difference("View", JUNE_21, missing=1, extra=0),)
    assert not found.sound


def test_a_day_that_is_absent_is_told(begun: EventLog) -> None:
    state = read_state(folder_of(begun))
    assert state is not None
    write_state(folder_of(begun), msgspec.structs.replace(state, days=state.days[1:]))
    found = check_index(begun)
    assert found.differences == (
        Difference(None, JUNE_21, missing=2, extra=0),
        Difference("View", JUNE_21, missing=2, extra=0),
    )


def test_an_id_that_leads_to_somebody_else_is_told(begun: EventLog) -> None:
    folder = folder_of(begun)
    state = read_state(folder)
    assert state is not None
    owners = state.owners.words(folder).copy()
    owners[0], owners[1] = owners[1], owners[0]
    swapped = Tape(state.owners.name).extended(folder, owners.tobytes())
    write_state(folder, msgspec.structs.replace(state, owners=swapped))
    assert check_index(begun).wrong_ids > 0


def test_rows_of_somebody_else_are_told(begun: EventLog) -> None:
    folder = folder_of(begun)
    state = read_state(folder)
    assert state is not None
    persons = np.frombuffer(state.rows.person.read(folder), dtype=np.uint32).copy()
    persons[0], persons[2] = persons[2] + 1, persons[0]
    wrong = Tape(state.rows.person.name).extended(folder, persons.tobytes())
    rows = state.rows._replace(person=wrong)
    write_state(folder, msgspec.structs.replace(state, rows=rows))
    assert check_index(begun) == IndexChecked(sets=4, wrong_rows=("View",))


def test_a_row_that_is_absent_is_told(begun: EventLog) -> None:
    folder = folder_of(begun)
    state = read_state(folder)
    assert state is not None
    shorter = RowTapes.empty(1).extended(folder, [])
    write_state(folder, msgspec.structs.replace(state, rows=shorter))
    assert check_index(begun) == IndexChecked(sets=4, wrong_rows=("View", "Buy"))


def test_an_index_that_is_behind_or_absent_is_told(begun: EventLog, plain: EventLog) -> None:
    plain.append(events_table([row("5", user_id="cat")]))
    assert check_index(plain) == IndexChecked(problem="behind")
    (folder_of(plain) / "state").unlink()
    assert check_index(plain) == IndexChecked(problem="absent")


def test_names_that_were_left_out_are_not_held_against_it(
    begun: EventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "MOST_NAMES", 2)
    begun.append(events_table([row("5", "Like", user_id="cat")]))
    assert check_index(begun) == IndexChecked(sets=4)


def test_an_empty_log_is_sound(log: EventLog) -> None:
    log.catch_up()
    assert check_index(log) == IndexChecked()
