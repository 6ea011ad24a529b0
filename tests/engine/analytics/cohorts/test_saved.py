"""Saved cohorts: versions, names, two writers at once, and what a disk may do."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from huitou.engine.analytics.cohorts import versions
from huitou.engine.analytics.cohorts.saved import CohortStore
from huitou.engine.analytics.query.cohort import (
    AllOf,
    CohortDefinition,
    CohortRule,
    InCell,
    InCohort,
    Not,
    Performed,
    TraitIs,
)
from huitou.engine.analytics.query.events import event
from huitou.kernel import Conflict, InvalidInput, NotFound, StorageRefused

A, B = Performed(event("A")), Performed(event("B"))


def defined(name: str, rule: CohortRule = A) -> CohortDefinition:
    return CohortDefinition(name, rule)


def test_every_change_is_a_version(store: CohortStore) -> None:
    assert store.names() == ()
    assert store.save(defined("vip")) == 1
    assert store.save(defined("vip", B)) == 2
    assert store.read("vip").version == 2
    assert store.read("vip").definition == defined("vip", B)
    assert store.read("vip", 1).definition == defined("vip", A)
    assert store.versions("vip") == (1, 2)
    assert store.names() == ("vip",)


def test_what_is_equal_is_not_saved_again(store: CohortStore) -> None:
    one = Performed(event("A", x=1, y=2))
    assert store.save(defined("vip", one)) == 1
    assert store.save(defined("vip", Performed(event("A", y=2, x=1)))) == 1
    # To Python true is 1; to JSON it is not.
    assert store.save(defined("vip", Performed(event("A", x=True, y=2)))) == 2
    # Back to what it was is a change.
    assert store.save(defined("vip", one)) == 3
    assert store.save(defined("other", one)) == 1


def test_a_change_of_what_has_changed_is_a_conflict(store: CohortStore) -> None:
    assert store.save(defined("vip"), after=0) == 1
    assert store.save(defined("vip", B), after=1) == 2
    with pytest.raises(Conflict):
        store.save(defined("vip", Not(A)), after=1)
    with pytest.raises(Conflict):
        store.save(defined("vip", Not(A)), after=0)
    assert store.versions("vip") == (1, 2)


def test_no_writer_overwrites_another(store: CohortStore) -> None:
    rules = [Performed(event(f"E{number}")) for number in range(16)]
    ready = threading.Barrier(len(rules))
    saved: list[int] = []

    def save(rule: Performed) -> None:
        ready.wait()
        saved.append(store.save(defined("vip", rule)))

    threads = [threading.Thread(target=save, args=(rule,)) for rule in rules]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(saved) == list(range(1, 17))
    kept = [store.read("vip", number).definition.rule for number in saved]
    assert sorted(str(rule) for rule in kept) == sorted(str(rule) for rule in rules)


def test_a_version_that_exists_is_never_written(tmp_path: Path) -> None:
    folder = tmp_path / "vip"
    assert versions.write(folder, 1, versions.Record(defined("vip", A)))
    assert not versions.write(folder, 1, versions.Record(defined("vip", B)))
    assert versions.read(folder, 1).definition == defined("vip", A)
    assert [path.name for path in folder.iterdir()] == ["000001.json"]


def test_remove_and_restore(store: CohortStore) -> None:
    store.save(defined("vip"))
    store.save(defined("vip", B))
    store.remove("vip")
    assert store.names() == ()
    with pytest.raises(NotFound, match="was removed"):
        store.read("vip")
    with pytest.raises(NotFound, match="was removed"):
        store.read("vip", 3)
    with pytest.raises(NotFound):
        store.remove("vip")
    assert store.read("vip", 1).definition == defined("vip", A)
    assert store.restore("vip") == 4
    assert store.read("vip").definition == defined("vip", B)
    assert store.versions("vip") == (1, 2, 4)
    with pytest.raises(Conflict):
        store.restore("vip")
    with pytest.raises(NotFound):
        store.restore("unheard")


def test_a_removed_name_may_be_used_again(store: CohortStore) -> None:
    store.save(defined("vip"))
    store.remove("vip")
    assert store.save(defined("vip")) == 3
    assert store.names() == ("vip",)


def test_what_is_not_saved(store: CohortStore) -> None:
    store.save(defined("big-buyers"))
    with pytest.raises(NotFound) as caught:
        store.read("big-buyer")
    assert "big-buyers" in caught.value.remedy
    with pytest.raises(NotFound) as caught:
        store.read("big-buyers", 7)
    assert (caught.value.field, "versions are 1." in caught.value.remedy) == ("version", True)
    with pytest.raises(NotFound):
        store.read("unheard", 0)
    assert store.versions("unheard") == ()


@pytest.mark.parametrize("name", ["vip", "VIP-2026_a", "老客户", "3", "café", "ü" * 60])
def test_names(store: CohortStore, name: str) -> None:
    store.save(defined(name))
    assert store.names() == (name,)
    assert store.read(name).definition.name == name


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", "../vip", "a/b", "/etc", "a\\b", "a\0b", "a b", "-rf", "_", ".hidden"),
        *("a.json", "ｖip", "e\u0301", "\u202evip", "é" * 61, "vip\n", "C:vip"),
    ],
)
def test_names_that_cannot_be(store: CohortStore, tmp_path: Path, name: str) -> None:
    for act in (lambda: store.save(defined(name)), lambda: store.read(name)):
        with pytest.raises(InvalidInput) as caught:
            act()
        assert caught.value.field == "name"
    assert list(tmp_path.iterdir()) == []


def test_what_is_impossible_is_not_saved(store: CohortStore, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        store.save(defined("vip", AllOf(())))
    with pytest.raises(NotFound, match="unheard"):
        store.save(defined("vip", InCohort("unheard")))
    assert list(tmp_path.iterdir()) == []


def test_a_circle_is_not_saved(store: CohortStore) -> None:
    with pytest.raises(InvalidInput, match="vip → vip"):
        store.save(defined("vip", InCohort("vip")))
    store.save(defined("vip"))
    store.save(defined("loud", Not(InCohort("vip"))))
    store.save(defined("rich", InCohort("loud")))
    with pytest.raises(InvalidInput, match="vip → rich → loud → vip"):
        store.save(defined("vip", AllOf((B, InCohort("rich")))))
    assert store.read("vip").version == 1
    # An older version of itself is no circle.
    assert store.save(defined("vip", Not(InCohort("vip", 1)))) == 2


def test_where_ids_are_mentioned(store: CohortStore) -> None:
    store.save(defined("by-trait", TraitIs("email", "=", "ann@x.org")))
    store.save(defined("by-where", Performed(event("A", friend=17))))
    store.save(defined("by-cell", InCell("retention", {"within": "vip"}, {"person": ["u-17"]})))
    store.save(defined("was-there", TraitIs("id", "=", "u-17")))
    store.save(defined("was-there", A))
    store.remove("was-there")
    store.save(CohortDefinition("told", A, title_zh="用户u-17的朋友"))
    store.save(defined("other", TraitIs("id", "=", "u-170")))
    assert store.mentions(["u-17"]) == ("by-cell", "told", "was-there")
    assert store.mentions(["17", "nobody"]) == ("by-cell", "by-where", "told", "was-there")
    assert store.mentions(["ann@x.org"]) == ("by-trait",)
    assert store.mentions(["a.n@x.org", ""]) == ()


def test_erase_leaves_nothing(store: CohortStore, tmp_path: Path) -> None:
    store.save(defined("u-17"))
    store.save(defined("u-17", B))
    unfinished = tmp_path / "cohorts" / "u-17" / ".3.1.1.writing"
    unfinished.write_text("u-17")
    store.erase("u-17")
    assert list((tmp_path / "cohorts").iterdir()) == []
    with pytest.raises(NotFound):
        store.erase("u-17")
    assert store.mentions(["u-17"]) == ()


def test_a_disk_that_will_not(tmp_path: Path) -> None:
    (tmp_path / "cohorts").write_text("a file, where a folder should be")
    store = CohortStore(tmp_path / "cohorts")
    with pytest.raises(StorageRefused):
        store.save(defined("vip"))
    assert store.names() == ()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"definition":{"name":"vip"}}'])
def test_a_damaged_file(store: CohortStore, tmp_path: Path, content: bytes) -> None:
    store.save(defined("vip"))
    (tmp_path / "cohorts" / "vip" / "000002.json").write_bytes(content)
    with pytest.raises(InvalidInput, match=r"000002\.json"):
        store.read("vip")
    assert store.read("vip", 1).definition == defined("vip")


def test_other_things_in_the_folder_are_passed_over(store: CohortStore, tmp_path: Path) -> None:
    store.save(defined("vip"))
    (tmp_path / "cohorts" / ".git").mkdir()
    (tmp_path / "cohorts" / "empty").mkdir()
    (tmp_path / "cohorts" / "vip" / "notes.json").write_text("{}")
    (tmp_path / "cohorts" / "vip" / ".9.1.1.writing").write_text("{")
    assert store.names() == ("vip",)
    assert store.read("vip").version == 1
