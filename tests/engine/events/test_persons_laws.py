"""Laws of person resolution, against a second implementation that is slow and obvious."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.engine.events.persons import Link, Persons, load, save

IDS = ("a", "b", "c", "d", "e", "f")


@dataclass
class Group:
    """One person, the slow way."""

    name: str
    ids: set[str]
    users: list[str] = field(default_factory=list)


@dataclass
class Slow:
    """Every link is compared with every other, every id looked for in every group."""

    groups: list[Group]
    refused: list[tuple[str, str]]

    def of(self, one: str) -> Group:
        for group in self.groups:
            if one in group.ids:
                return group
        self.groups.append(Group(one, {one}))
        return self.groups[-1]


def order(link: Link) -> tuple[int, str, str, str, str]:
    return link.at, link.message_id, link.kind, link.keep, link.other or ""


def says(link: Link) -> tuple[str, str, str | None]:
    return link.kind, link.keep, link.other


def is_undone(link: Link, links: list[Link]) -> bool:
    for undo in (one for one in links if one.kind == "undo"):
        for named in links:
            same = named.message_id == undo.other and says(named) == says(link)
            if not same or named.kind == "undo":
                continue
            if link.kind != "merge" or order(link) <= max(order(undo), order(named)):
                return True
    return False


def slowly(links: list[Link]) -> Slow:
    slow = Slow([], [])
    done = set()
    for link in sorted(links, key=order):
        if says(link) in done or is_undone(link, links):
            continue
        done.add(says(link))
        if link.kind == "undo":
            if all(one.message_id != link.other or one.kind == "undo" for one in links):
                slow.refused.append((link.message_id, "nothing_to_undo"))
        else:
            hear(slow, link)
    return slow


def hear(slow: Slow, link: Link) -> None:
    keep = slow.of(link.keep)
    if link.kind != "merge" and not keep.users:
        keep.users, keep.name = [link.keep], link.keep
    if link.other is None or link.other in keep.ids:
        return
    other = slow.of(link.other)
    if link.kind != "merge" and other.users:
        slow.refused.append((link.message_id, "two_known_people"))
        return
    keep.ids |= other.ids
    keep.users += other.users
    slow.groups.remove(other)


def seen(persons: Persons) -> object:
    """All that a reader can learn of these people."""
    return (
        {one: persons.person_of(one) for one in IDS},
        {one: persons.members(one) for one in IDS},
        sorted(persons.table().to_pylist(), key=lambda row: row["id"]),
        persons.refused,
    )


@st.composite
def some_links(draw: st.DrawFn, kinds: tuple[str, ...] = ("identify", "alias", "merge", "undo")):  # type: ignore[no-untyped-def]
    """Up to 14 links over six ids in few moments, so that ties, repeats and clashes are common;
    undos mostly name a message that exists.
    """
    links = []
    for number in range(draw(st.integers(0, 14))):
        kind, at = draw(st.sampled_from(kinds)), draw(st.integers(0, 9))
        keep, other = draw(st.sampled_from(IDS)), draw(st.sampled_from(IDS))
        if kind == "undo":
            keep, other = "", f"m{draw(st.integers(0, 15)):02}"
        elif kind != "merge" and draw(st.integers(0, 5)) == 0:
            other = None
        links.append(Link(f"m{number:02}", kind, at, keep, other))  # type: ignore[arg-type]
    return links


@settings(max_examples=500)
@given(some_links())
def test_the_slow_way_gives_the_same_people(links: list[Link]) -> None:
    slow = slowly(links)
    persons = Persons.of(links)
    for one in IDS:
        assert persons.person_of(one) == slow.of(one).name
        assert persons.members(one) == tuple(sorted(slow.of(one).ids))
    assert [(one.message_id, one.reason) for one in persons.refused] == slow.refused
    assert {row["id"]: row["person_id"] for row in persons.table().to_pylist()} == {
        one: slow.of(one).name for one in IDS if slow.of(one).name != one
    }


@settings(max_examples=300)
@given(st.data())
def test_the_order_of_arrival_changes_nothing(data: st.DataObject) -> None:
    links = data.draw(some_links())
    shuffled = data.draw(st.permutations(links))
    assert seen(Persons.of(shuffled)) == seen(Persons.of(links))


@settings(max_examples=500)
@given(st.data())
def test_any_split_into_extensions_gives_the_same_people(data: st.DataObject) -> None:
    links = data.draw(some_links())
    arriving = data.draw(st.permutations(links))
    persons, heard = Persons.of([]), 0
    while heard < len(arriving):
        more = arriving[heard : heard + data.draw(st.integers(1, 6))]
        heard += len(more)
        persons = persons.extended(more) or Persons.of(arriving[:heard])
        assert seen(persons) == seen(Persons.of(arriving[:heard]))


@given(st.data())
def test_links_that_come_in_order_always_extend(data: st.DataObject) -> None:
    links = sorted(data.draw(some_links(("identify", "alias", "merge"))), key=order)
    at = data.draw(st.integers(0, len(links)))
    extended = Persons.of(links[:at]).extended(links[at:])
    assert extended is not None
    assert seen(extended) == seen(Persons.of(links))


@given(st.data())
def test_late_links_extend_unless_their_own_people_changed(data: st.DataObject) -> None:
    links = data.draw(some_links(("identify", "alias", "merge")))
    others = [
        Link(f"z{number}", "identify", at, f"stranger{number}", f"cookie{number}")
        for number, at in enumerate(data.draw(st.lists(st.integers(0, 99), max_size=4)))
    ]
    extended = Persons.of(links).extended(others)
    assert extended is not None
    assert seen(extended) == seen(Persons.of(links + others))


@given(st.data())
def test_the_same_links_again_change_nothing(data: st.DataObject) -> None:
    links = data.draw(some_links())
    again = data.draw(st.lists(st.sampled_from(links))) if links else []
    assert seen(Persons.of(links + again)) == seen(Persons.of(links))


@given(some_links(("identify", "alias", "merge")), st.data())
def test_undone_is_as_never_said(links: list[Link], data: st.DataObject) -> None:
    keep, other = data.draw(st.permutations(IDS))[:2]
    kind = data.draw(st.sampled_from(("identify", "alias", "merge")))
    wrong = Link("wrong", kind, data.draw(st.integers(0, 9)), keep, other)  # type: ignore[arg-type]
    undo = Link("undo", "undo", 20, "", "wrong")
    without = [one for one in links if says(one) != says(wrong)]
    assert seen(Persons.of([*links, wrong, undo])) == seen(Persons.of(without))


@given(some_links(("identify", "alias", "undo")))
def test_without_an_operator_nobody_is_two_known_people(links: list[Link]) -> None:
    persons = Persons.of(links)
    refused = {one.message_id for one in persons.refused}
    joined = {one.other for one in links if one.message_id not in refused}
    users = {one.keep for one in links if one.kind != "undo" and not is_undone(one, links)}
    for user in users - joined:
        assert persons.person_of(user) == user


@settings(max_examples=100, deadline=None)
@given(some_links(), some_links(("identify", "alias", "merge")))
def test_what_is_saved_is_what_is_loaded(links: list[Link], more: list[Link]) -> None:
    persons = Persons.of(links)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "people.bin"
        save(persons, path)
        loaded = load(path)
    assert loaded is not None
    assert seen(loaded) == seen(persons)
    late, early = loaded.extended(more), persons.extended(more)
    assert (late is None) == (early is None)
    if late is not None and early is not None:
        assert seen(late) == seen(early)
