"""Small stories of who is who, each with an answer a child can see."""

from __future__ import annotations

import pytest

from huitou.engine.events.persons import Kind, Link, Persons


def say(*words: str) -> list[Link]:
    """Links m1, m2, .. at moments 1, 2, .. from words like "identify ann phone"."""
    links = []
    for at, word in enumerate(words, start=1):
        kind, *ids = word.split()
        keep, other = ("", ids[0]) if kind == "undo" else (ids[0], ids[1] if ids[1:] else None)
        links.append(link(kind, keep, other, at))  # type: ignore[arg-type]
    return links


def link(kind: Kind, keep: str, other: str | None, at: int) -> Link:
    return Link(message_id=f"m{at}", kind=kind, at=at, keep=keep, other=other)


def refusals(persons: Persons) -> list[tuple[str, str]]:
    return [(one.message_id, one.reason) for one in persons.refused]


def rows(persons: Persons) -> dict[str, str]:
    table = persons.table()
    assert table.column_names == ["id", "person_id"]
    return dict(zip(*(column.to_pylist() for column in table.columns), strict=True))


def test_nobody() -> None:
    persons = Persons.of([])
    assert persons.person_of("ann") == "ann"
    assert persons.members("ann") == ("ann",)
    assert persons.refused == ()
    assert rows(persons) == {}


def test_browsing_first_and_logging_in_later() -> None:
    persons = Persons.of(say("identify ann cookie"))
    assert persons.person_of("cookie") == "ann"
    assert persons.person_of("ann") == "ann"
    assert persons.members("ann") == ("ann", "cookie")
    assert persons.members("cookie") == ("ann", "cookie")
    assert rows(persons) == {"cookie": "ann"}


def test_two_devices_are_one_person() -> None:
    persons = Persons.of(say("identify ann phone", "identify ann laptop"))
    assert persons.members("ann") == ("ann", "laptop", "phone")
    assert persons.refused == ()


def test_a_shared_device_stays_with_the_first_who_used_it() -> None:
    persons = Persons.of(say("identify ann tablet", "identify bob tablet"))
    assert persons.person_of("tablet") == "ann"
    assert persons.members("bob") == ("bob",)
    (refused,) = persons.refused
    assert (refused.message_id, refused.kind, refused.keep, refused.other, refused.at) == (
        ("m2", "identify", "bob", "tablet", 2)
    )
    assert refused.reason == "two_known_people"
    assert refused.sentence() == (
        "tablet already belongs to another known person, so it was not joined to bob; "
        "it may be a shared device. If the two are one person, merge them."
    )
    assert refused.sentence("zh-Hans") == (
        "tablet 已经属于另一位已知用户，所以没有并入 bob；这可能是多人共用的设备。"
        "如果确实是同一个人，请手动合并。"
    )


def test_an_identify_that_comes_again_is_refused_once() -> None:
    persons = Persons.of(say("identify ann tablet", *["identify bob tablet"] * 3))
    assert refusals(persons) == [("m2", "two_known_people")]


def test_an_alias_joins_a_former_id_and_all_that_was_joined_to_it() -> None:
    persons = Persons.of(say("merge cookie1 cookie2", "alias ann cookie2"))
    assert persons.members("ann") == ("ann", "cookie1", "cookie2")
    assert rows(persons) == {"cookie1": "ann", "cookie2": "ann"}


def test_an_alias_of_a_known_person_is_refused() -> None:
    persons = Persons.of(say("identify ann", "alias bob ann"))
    assert persons.person_of("ann") == "ann"
    assert refusals(persons) == [("m2", "two_known_people")]


def test_an_id_that_is_known_may_be_an_anonymous_id_too() -> None:
    persons = Persons.of(say("identify ann", "identify bob ann"))
    assert persons.person_of("ann") == "ann"
    assert refusals(persons) == [("m2", "two_known_people")]


def test_a_chain_of_former_ids_leads_to_the_last() -> None:
    words = ["merge a2 a1", "merge a3 a2", "merge a4 a3", "identify ann a1"]
    persons = Persons.of(say(*words))
    assert persons.members("ann") == ("a1", "a2", "a3", "a4", "ann")
    assert rows(persons) == {"a1": "ann", "a2": "ann", "a3": "ann", "a4": "ann"}


def test_an_aliased_id_speaks_for_its_person_afterwards() -> None:
    persons = Persons.of(say("alias ann oldname", "identify oldname phone"))
    assert persons.members("ann") == ("ann", "oldname", "phone")
    assert persons.refused == ()


def test_a_user_id_takes_over_a_group_that_knew_nobody() -> None:
    persons = Persons.of(say("merge cookie1 cookie2"))
    assert persons.person_of("cookie2") == "cookie1"
    persons = Persons.of(say("merge cookie1 cookie2", "identify cookie2 phone"))
    assert persons.members("cookie2") == ("cookie1", "cookie2", "phone")
    assert persons.person_of("cookie1") == "cookie2"


def test_a_link_from_an_id_to_itself_joins_nothing() -> None:
    persons = Persons.of(say("identify ann ann", "alias bob bob", "merge cat cat"))
    assert rows(persons) == {}
    assert persons.refused == ()


def test_an_operator_merges_two_known_people() -> None:
    words = ["identify ann phone", "identify bob laptop", "merge bob ann"]
    persons = Persons.of(say(*words))
    assert persons.person_of("phone") == "bob"
    assert persons.members("bob") == ("ann", "bob", "laptop", "phone")
    assert persons.refused == ()


def test_the_person_of_the_side_that_is_kept_gives_the_name() -> None:
    words = ["identify ann phone", "identify bob laptop", "merge phone laptop"]
    assert Persons.of(say(*words)).person_of("bob") == "ann"
    words = ["identify bob laptop", "merge cookie laptop", "identify cookie", "identify bob"]
    assert Persons.of(say(*words)).person_of("bob") == "cookie"


def test_merged_people_count_as_known() -> None:
    words = ["identify bob", "merge cookie bob", "identify ann cookie"]
    persons = Persons.of(say(*words))
    assert persons.person_of("bob") == "cookie"
    assert refusals(persons) == [("m3", "two_known_people")]


@pytest.mark.parametrize(
    "wrong", ["identify ann tablet", "alias ann tablet", "merge bob ann", "merge ann bob"]
)
def test_undo_restores_exactly(wrong: str) -> None:
    before = Persons.of(say("identify bob phone", "identify ann"))
    after = Persons.of(say("identify bob phone", "identify ann", wrong, "undo m3"))
    assert Persons.of(say("identify bob phone", "identify ann", wrong)).table() != before.table()
    assert after.table() == before.table()
    assert after.refused == ()


def test_undoing_the_first_owner_gives_a_device_to_the_second() -> None:
    words = ["identify ann tablet", "identify bob tablet", "undo m1"]
    persons = Persons.of(say(*words))
    assert persons.person_of("tablet") == "bob"
    assert persons.refused == ()


def test_an_undone_identify_is_not_brought_back_by_a_client_that_repeats_it() -> None:
    words = ["identify ann tablet", "identify ann tablet", "undo m2", "identify ann tablet"]
    assert Persons.of(say(*words)).person_of("tablet") == "tablet"
    words.append("merge ann tablet")
    assert Persons.of(say(*words)).person_of("tablet") == "ann"


def test_an_operator_may_merge_again_after_an_undo() -> None:
    words = ["identify ann", "identify bob", "merge ann bob", "merge ann bob", "undo m3"]
    assert Persons.of(say(*words)).person_of("bob") == "bob"
    words.append("merge ann bob")
    assert Persons.of(say(*words)).person_of("bob") == "ann"
    words.append("undo m6")
    assert Persons.of(say(*words)).person_of("bob") == "bob"


def test_an_undo_dated_before_its_message_still_counts() -> None:
    merge = link("merge", "ann", "bob", 9)
    persons = Persons.of([Link("u", "undo", 1, "", "m9"), merge])
    assert persons.person_of("bob") == "bob"


def test_an_undo_of_nothing_is_reported_once() -> None:
    persons = Persons.of(say("identify ann phone", "undo m9", "undo m9"))
    assert refusals(persons) == [("m2", "nothing_to_undo")]
    assert persons.refused[0].sentence() == (
        "There was nothing to undo: no identify, alias or merge has the message id m9."
    )
    assert persons.refused[0].sentence("zh-Hans") == (
        "没有可以撤销的内容：找不到消息编号为 m9 的 identify、alias 或 merge。"
    )


def test_an_undo_is_not_undone() -> None:
    persons = Persons.of(say("identify ann phone", "undo m1", "undo m2"))
    assert persons.person_of("phone") == "phone"
    assert refusals(persons) == [("m3", "nothing_to_undo")]


def test_undoing_a_refused_link_takes_it_off_the_report() -> None:
    words = ["identify ann tablet", "identify bob tablet", "undo m2"]
    assert Persons.of(say(*words)).refused == ()


def test_the_moment_decides_and_not_the_arrival() -> None:
    links = say("identify ann tablet", "identify bob tablet")
    assert Persons.of(reversed(links)).person_of("tablet") == "ann"


def test_equal_moments_are_decided_by_message_id() -> None:
    second = Link("b", "identify", 5, "ann", "tablet")
    first = Link("a", "identify", 5, "bob", "tablet")
    assert Persons.of([second, first]).person_of("tablet") == "bob"


def test_more_links_extend_without_changing_what_was() -> None:
    links = say("identify ann phone", "identify ann laptop")
    before = Persons.of(links[:1])
    after = before.extended(links[1:])
    assert after is not None
    assert after.members("ann") == ("ann", "laptop", "phone")
    assert before.members("ann") == ("ann", "phone")
    assert before.extended([]) is before


def test_a_late_link_extends_while_its_people_stood_still() -> None:
    persons = Persons.of(say("identify ann phone", "identify bob", "identify cat"))
    late = persons.extended([Link("late", "identify", 2, "ann", "tablet")])
    assert late is not None
    assert late.members("ann") == ("ann", "phone", "tablet")


def test_a_late_link_of_changed_people_needs_all_links() -> None:
    persons = Persons.of(say("identify ann phone", "identify ann tablet"))
    assert persons.extended([Link("late", "identify", 1, "bob", "tablet")]) is None


def test_a_late_merge_of_people_who_were_kept_apart_needs_all_links() -> None:
    persons = Persons.of(say("identify ann tablet", "identify bob", "identify bob tablet"))
    assert persons.extended([Link("late", "merge", 2, "bob", "ann")]) is None


def test_an_undo_needs_all_links() -> None:
    persons = Persons.of(say("identify ann phone"))
    assert persons.extended([Link("m2", "undo", 2, "", "m1")]) is None


def test_a_link_that_was_undone_in_advance_needs_all_links() -> None:
    persons = Persons.of(say("undo m2"))
    assert persons.extended([link("merge", "ann", "bob", 2)]) is None


def test_what_was_undone_stays_undone_in_an_extension() -> None:
    persons = Persons.of(say("identify ann tablet", "undo m1", "identify bob"))
    for at in (2, 9):
        again = persons.extended([Link("again", "identify", at, "ann", "tablet")])
        assert again is not None
        assert again.person_of("tablet") == "tablet"
