from __future__ import annotations

from pathlib import Path

import pytest

from huitou.engine.events.persons import Link, Persons, load, save
from huitou.kernel import StorageRefused

LINKS = [
    Link("m1", "identify", 1, "安", "phone"),
    Link("m2", "identify", 2, "bob", "phone"),
    Link("m3", "merge", 3, "安", "cat"),
    Link("m4", "undo", 4, "", "m3"),
    Link("m5", "undo", 5, "", "nowhere"),
]


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "people-1.bin"
    save(Persons.of(LINKS), path)
    return path


def test_everything_comes_back(saved: Path) -> None:
    people = load(saved)
    assert people is not None
    assert people.members("安") == ("phone", "安")
    assert people.person_of("cat") == "cat"
    assert [(one.message_id, one.reason) for one in people.refused] == [
        ("m2", "two_known_people"),
        ("m5", "nothing_to_undo"),
    ]
    assert list(saved.parent.iterdir()) == [saved]


def test_what_was_undone_is_remembered(saved: Path) -> None:
    people = load(saved)
    assert people is not None
    assert people.extended([Link("nowhere", "merge", 6, "安", "cat")]) is None
    repeated = people.extended([Link("m3b", "merge", 3, "安", "cat")])
    assert repeated is not None
    assert repeated.person_of("cat") == "cat"
    again = people.extended([Link("m6", "merge", 6, "安", "cat")])
    assert again is not None
    assert again.person_of("cat") == "安"


def test_nobody_is_saved_too(tmp_path: Path) -> None:
    save(Persons.of([]), tmp_path / "people")
    people = load(tmp_path / "people")
    assert people is not None
    assert people.table().num_rows == 0
    assert people.extended(LINKS[:1]) is not None


def test_saving_again_replaces(saved: Path) -> None:
    save(Persons.of(LINKS[:1]), saved)
    people = load(saved)
    assert people is not None
    assert people.refused == ()


def test_an_absent_file_and_a_folder_load_as_nothing(tmp_path: Path) -> None:
    assert load(tmp_path / "absent") is None
    assert load(tmp_path) is None


def test_a_torn_file_loads_as_nothing_wherever_it_is_torn(saved: Path) -> None:
    whole = saved.read_bytes()
    for length in range(len(whole)):
        saved.write_bytes(whole[:length])
        assert load(saved) is None


def test_a_file_with_one_wrong_bit_loads_as_nothing(saved: Path) -> None:
    whole = saved.read_bytes()
    for at in range(len(whole)):
        saved.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert load(saved) is None


@pytest.mark.parametrize("content", [b"PAR1 something else PAR1", b"\x93\x01\x02\x03" * 40])
def test_a_foreign_file_loads_as_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "people").write_bytes(content)
    assert load(tmp_path / "people") is None


def test_a_refusing_disk_is_named_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    with pytest.raises(StorageRefused) as caught:
        save(Persons.of(LINKS), tmp_path / "people")
    assert str(tmp_path / "people") in caught.value.message
    assert [one.name for one in tmp_path.iterdir()] == ["people"]
    with pytest.raises(StorageRefused):
        save(Persons.of(LINKS), tmp_path / "no such folder" / "people")
