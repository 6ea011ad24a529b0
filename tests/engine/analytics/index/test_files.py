"""Files that are torn or gone are noticed, told, and made anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pyroaring import BitMap

from huitou.engine.analytics.index import activity
from huitou.engine.analytics.index.activity import open_index
from huitou.engine.analytics.index.day_file import DayFile, write_day
from huitou.engine.analytics.index.lost import IndexLost
from huitou.engine.analytics.index.state import folder_of, read_state, state_path
from huitou.engine.analytics.index.tape import Tape
from huitou.engine.events import EventLog, events_table
from kept_index import kept, opened, row, said_by_index


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def clear(path: Path) -> None:
    path.write_bytes(b"")


damages = pytest.mark.parametrize("damage", [cut, flip, clear, Path.unlink])
Damage = Callable[[Path], None]


@pytest.fixture
def begun(log: EventLog, monkeypatch: pytest.MonkeyPatch) -> EventLog:
    """A log with an index that no one has open."""
    monkeypatch.setattr(activity, "_open", {})
    log.append(events_table([row("1", user_id="ann"), row("2", "Buy", 1, anonymous_id="c1")]))
    said = row("3", None, 1, type="identify", user_id="ann", anonymous_id="c1")
    log.append(events_table([said]))
    return log


def everything(log: EventLog) -> None:
    index = open_index(log)
    if index is None:
        raise IndexLost("there is none")
    index.load()
    index.sets("View", tuple(day.start for day in index.state.days))


@damages
@pytest.mark.parametrize("kind", ["state", "*.day", "texts.*", "ends.*", "owners.*", "moves.*"])
def test_damage_is_noticed_and_the_next_append_repairs_it(
    begun: EventLog, plain: EventLog, kind: str, damage: Damage
) -> None:
    for path in folder_of(begun).glob(kind):
        damage(path)
    with pytest.raises(IndexLost):
        everything(plain)
    kept(plain).append(events_table([row("4", user_id="bob"), row("5", day=1, user_id="bob")]))
    everything(plain)
    assert said_by_index(plain)["View", "2026-06-21"] == {"ann", "bob"}
    assert said_by_index(plain)["Buy", "2026-06-22"] == {"ann"}


def test_a_torn_day_that_nobody_writes_to_is_found_by_its_reader_and_made_anew(
    begun: EventLog,
) -> None:
    state = read_state(folder_of(begun))
    assert state is not None
    flip(folder_of(begun) / state.days[0].file)
    index = opened(begun)
    with pytest.raises(IndexLost, match="torn"):
        index.load()
    assert not state_path(folder_of(begun)).exists()
    begun.catch_up()
    assert said_by_index(begun)["View", "2026-06-21"] == {"ann"}


def test_files_stay_for_one_more_change_and_then_go(begun: EventLog) -> None:
    old = opened(begun)
    begun.append(events_table([row("4", user_id="bob")]))
    old.load()
    begun.append(events_table([row("5", user_id="cat")]))
    state = read_state(folder_of(begun))
    assert state is not None
    names = {path.name for path in folder_of(begun).iterdir()}
    assert state.files() < names
    assert not {day.file for day in old.state.days} <= names


def test_a_day_gives_the_sets_that_were_written(tmp_path: Path) -> None:
    sets = {7: BitMap([1, 70_000]), 0: BitMap(range(100_000)), 3: BitMap([2**32 - 1])}
    write_day(tmp_path / "day", sets)
    day = DayFile(tmp_path / "day")
    assert day.get(3) == sets[3]
    assert day.get(4) == BitMap()
    assert day.all() == sets


def test_a_day_of_more_events_than_one_read_holds(tmp_path: Path) -> None:
    sets = {number: BitMap([number]) for number in range(2_000)}
    write_day(tmp_path / "day", sets)
    assert DayFile(tmp_path / "day").all() == sets


def test_a_tape_is_as_long_as_its_owner_knows(tmp_path: Path) -> None:
    short = Tape("tape").extended(tmp_path, b"one ")
    unfinished = short.extended(tmp_path, b"never told")
    assert short.read(tmp_path) == b"one "
    long = short.extended(tmp_path, b"two")
    assert long.read(tmp_path) == b"one two"
    assert short.read(tmp_path) == b"one "
    with pytest.raises(IndexLost):
        unfinished.read(tmp_path)
