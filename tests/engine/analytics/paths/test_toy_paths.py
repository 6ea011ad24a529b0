"""Where a handful of people went."""

from __future__ import annotations

import pytest

from huitou.engine.analytics.paths.ask import paths, paths_people
from huitou.engine.analytics.paths.query import Cleaning, Grouping, PathsCell, PathsQuery
from toy_events import happened

RANGE = {"from_": "2026-01-05", "to": "2026-01-07"}


def walk(person, nodes, day="05", hour=10):
    """A session: one node a minute."""
    return tuple(
        (person, node, f"2026-01-{day}T{hour:02}:{minute:02}") for minute, node in enumerate(nodes)
    )


def asked(*lines, **query):
    return paths(happened(*lines), PathsQuery(**{**RANGE, **query}))


def links(*lines, **query):
    return [(one.step, one.source, one.target, one.people) for one in asked(*lines, **query).links]


# Ann and Bob go from home to the shop; only Ann goes on to the cart. Cid stays at home.
VISITS = (*walk("ann", "HSC"), *walk("bob", "HS"), *walk("cid", "H"))


def test_links_by_place():
    answer = asked(*VISITS)
    assert [(x.step, x.source, x.target, x.walks, x.people) for x in answer.links] == [
        (1, "H", "S", 2, 2),
        (2, "S", "C", 1, 1),
    ]
    assert (answer.paths, answer.people, answer.hidden_links) == (3, 3, 0)
    assert answer.notes == ()


def test_the_same_link_at_two_places():
    assert links(*walk("ann", "HSHS")) == [(1, "H", "S", 1), (2, "S", "H", 1), (3, "H", "S", 1)]


def test_mean_time_and_walks():
    lines = (*walk("ann", "HS"), *walk("ann", "HS", hour=15), *walk("bob", "HSC"))
    lines += (("dan", "H", "2026-01-05T10:00"), ("dan", "S", "2026-01-05T10:05"))
    first, _ = asked(*lines).links
    assert (first.walks, first.people) == (4, 3)
    assert first.mean_seconds == (60 + 60 + 60 + 300) / 4


def test_a_pause_ends_the_path():
    lines = (("ann", "H", "2026-01-05T10:00"), ("ann", "S", "2026-01-05T10:30"))
    assert links(*lines) == [(1, "H", "S", 1)]
    assert links(*lines, session_seconds=1_799) == []
    assert asked(*lines, session_seconds=1_799).paths == 2


def test_a_node_that_follows_itself_is_one_step():
    (link,) = asked(*walk("ann", "HHHS")).links
    assert (link.step, link.source, link.target, link.mean_seconds) == (1, "H", "S", 180)


def test_a_node_that_repeats_at_the_end_adds_no_time():
    (link,) = asked(*walk("ann", "HSSS")).links
    assert (link.source, link.target, link.mean_seconds) == ("H", "S", 60)


def test_a_person_who_walks_a_link_twice_is_one_person():
    (link,) = asked(*walk("ann", "HS"), *walk("ann", "HS", hour=15)).links
    assert (link.walks, link.people) == (2, 1)


def test_the_mean_time_of_each_link_is_its_own():
    lines = (
        ("ann", "H", "2026-01-05T10:00:00"),
        ("ann", "S", "2026-01-05T10:00:10"),
        ("ann", "C", "2026-01-05T10:01:40"),
        ("bob", "H", "2026-01-05T10:00:00"),
        ("bob", "S", "2026-01-05T10:00:20.5"),
    )
    assert [(one.source, one.target, one.mean_seconds) for one in asked(*lines).links] == [
        ("H", "S", 15.25),
        ("S", "C", 90),
    ]


def test_equal_moments_come_in_the_order_of_names():
    lines = (("ann", "S", "2026-01-05T10:00"), ("ann", "H", "2026-01-05T10:00"))
    assert links(*lines) == [(1, "H", "S", 1)]


def test_from_a_start():
    lines = (*walk("ann", "HSCS"), *walk("bob", "SP"), *walk("cid", "H"))
    assert links(*lines, start="S") == [(1, "S", "C", 1), (1, "S", "P", 1), (2, "C", "S", 1)]
    assert asked(*lines, start="S").paths == 2


def test_from_a_start_that_repeats():
    (link,) = asked(*walk("ann", "HSSSC"), start="S").links
    assert (link.step, link.source, link.target, link.mean_seconds) == (1, "S", "C", 180)


def test_from_a_start_in_each_session():
    lines = (*walk("ann", "HSC"), *walk("ann", "SP", hour=15), *walk("ann", "HP", day="06"))
    answer = asked(*lines, start="S")
    assert [(one.source, one.target) for one in answer.links] == [("S", "C"), ("S", "P")]
    assert (answer.paths, answer.people) == (2, 1)


def test_a_path_may_be_only_its_start():
    answer = asked(*walk("ann", "HS"), start="S")
    assert (answer.links, answer.paths, answer.people) == ((), 1, 1)


def test_to_an_end():
    lines = (*walk("ann", "HSCS"), *walk("bob", "PS"), *walk("cid", "H"))
    assert links(*lines, end="C") == [(-2, "H", "S", 1), (-1, "S", "C", 1)]
    assert links(*lines, end="S") == [(-1, "H", "S", 1), (-1, "P", "S", 1)]


def test_a_path_may_be_only_its_end():
    answer = asked(*walk("ann", "SH"), end="S")
    assert (answer.links, answer.paths, answer.people) == ((), 1, 1)


def test_between_two_nodes():
    lines = (*walk("ann", "HSCP"), *walk("bob", "CHC"), *walk("cid", "CH"))
    assert links(*lines, start="H", end="C") == [
        (1, "H", "C", 1),
        (1, "H", "S", 1),
        (2, "S", "C", 1),
    ]
    assert asked(*lines, start="H", end="C").paths == 2


def test_between_goes_from_the_first_start_to_the_first_end_after_it():
    lines = walk("ann", "CHSHCPC")
    assert links(*lines, start="H", end="C") == [
        (1, "H", "S", 1),
        (2, "S", "H", 1),
        (3, "H", "C", 1),
    ]


def test_between_needs_the_end_in_the_same_session():
    lines = (*walk("ann", "HS"), *walk("ann", "C", hour=15))
    assert asked(*lines, start="H", end="C").paths == 0


def test_between_a_node_and_its_next_time():
    assert links(*walk("ann", "HSH"), start="H", end="H") == [(1, "H", "S", 1), (2, "S", "H", 1)]
    assert asked(*walk("ann", "HS"), start="H", end="H").paths == 0


def test_the_first_steps_or_the_last():
    lines = walk("ann", "ABCDEF")
    assert links(*lines, step_limit=3) == [(1, "A", "B", 1), (2, "B", "C", 1)]
    assert links(*lines, step_limit=3, end="E") == [(-2, "C", "D", 1), (-1, "D", "E", 1)]


def test_the_first_steps_from_a_start():
    lines = walk("ann", "ABCDEF")
    assert links(*lines, start="C", step_limit=3) == [(1, "C", "D", 1), (2, "D", "E", 1)]


def test_a_path_of_as_many_steps_as_the_limit_is_whole():
    assert links(*walk("ann", "ABC"), step_limit=3) == [(1, "A", "B", 1), (2, "B", "C", 1)]
    assert links(*walk("ann", "ABC"), step_limit=2) == [(1, "A", "B", 1)]
    assert links(*walk("ann", "ABC"), step_limit=2, end="C") == [(-1, "B", "C", 1)]


def test_the_middle_of_a_long_path_is_one_step():
    def between(limit):
        found = asked(*walk("ann", "ABCDEF"), start="A", end="F", step_limit=limit)
        return [(x.source, x.target, x.mean_seconds) for x in found.links]

    assert between(3) == [("A", "…", 60), ("…", "F", 240)]
    assert between(4) == [("A", "B", 60), ("B", "…", 60), ("…", "F", 180)]
    assert between(5) == [("A", "B", 60), ("B", "…", 60), ("…", "E", 120), ("E", "F", 60)]
    assert [one[0] for one in between(6)] == list("ABCDE")


def test_short_and_long_paths_together():
    lines = (*walk("ann", "ABCDEF"), *walk("bob", "ABF"), *walk("cid", "AF"))
    assert links(*lines, start="A", end="F", step_limit=3) == [
        (1, "A", "B", 1),
        (1, "A", "F", 1),
        (1, "A", "…", 1),
        (2, "B", "F", 1),
        (2, "…", "F", 1),
    ]


def test_limits_hide_links():
    lines = (*walk("ann", "HSC"), *walk("bob", "HSP"), *walk("cid", "HP"))
    answer = asked(*lines, edge_limit=2)
    assert [(x.step, x.source, x.target) for x in answer.links] == [(1, "H", "S"), (1, "H", "P")]
    assert answer.hidden_links == 2
    assert answer.paths == 3
    popular = asked(*lines, min_people=2)
    assert [(x.source, x.target) for x in popular.links] == [("H", "S")]
    assert popular.hidden_links == 3


def test_of_links_with_as_many_people_those_with_more_walks_stay():
    lines = (*walk("ann", "AB"), *walk("bob", "CD"), *walk("bob", "CD", hour=15))
    assert links(*lines, edge_limit=1) == [(1, "C", "D", 1)]


def test_of_equal_links_the_earlier_place_stays_then_the_first_name():
    lines = (*walk("ann", "XYA"), *walk("bob", "BC"))
    assert links(*lines, edge_limit=2) == [(1, "B", "C", 1), (1, "X", "Y", 1)]
    assert links(*lines, edge_limit=1) == [(1, "B", "C", 1)]


def test_a_limit_that_all_links_fit_hides_none():
    answer = asked(*VISITS, edge_limit=2)
    assert (len(answer.links), answer.hidden_links) == (2, 0)


def test_nodes_of_a_property():
    lines = (
        ("ann", "Page", "2026-01-05T10:00", {"url": "/home"}),
        ("ann", "Click", "2026-01-05T10:01"),
        ("ann", "Page", "2026-01-05T10:02", {"url": "/tea"}),
        ("ann", "Page", "2026-01-05T10:03", {"url": None}),
    )
    assert links(*lines, by="url") == [(1, "/home", "/tea", 1)]


def test_only_some_events():
    assert links(*walk("ann", "HSC"), events=("H", "C")) == [(1, "H", "C", 1)]


def test_events_that_are_passed_over_bridge_no_pause():
    lines = (
        ("ann", "H", "2026-01-05T10:00"),
        ("ann", "S", "2026-01-05T10:20"),
        ("ann", "C", "2026-01-05T10:40"),
    )
    assert asked(*lines).paths == 1
    assert asked(*lines, events=("H", "C")).paths == 2


def pages(*urls):
    return tuple(
        ("ann", "Page", f"2026-01-05T10:{minute:02}", {"url": url})
        for minute, url in enumerate(urls)
    )


def test_cleaning_comes_before_grouping():
    lines = pages("/home?from=mail", "/item/1", "/item/2?a", "/cart")
    query = {
        "by": "url",
        "cleanings": (Cleaning(pattern=r"\?.*$"),),
        "groupings": (Grouping(pattern="/item/*", name="an item"), Grouping(pattern="/c*t")),
    }
    assert links(*lines, **query) == [(1, "/home", "an item", 1), (2, "an item", "/c*t", 1)]


def test_patterns_match_the_whole_name_and_the_first_wins():
    lines = pages("item", "my item", "items (new)")
    both = (Grouping(pattern="item*", name="first"), Grouping(pattern="*", name="rest"))
    assert links(*lines, by="url", groupings=both) == [
        (1, "first", "rest", 1),
        (2, "rest", "first", 1),
    ]


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [
        ("/item/1", ["/item/1"]),
        ("/item/*", ["/item/", "/item/1", "/item/12"]),
        ("*1", ["/ITEM.1", "/item/1"]),
        ("/i*/1*", ["/item/1", "/item/12"]),
        ("/**2", ["/item/12"]),
        ("/ITEM?1", []),
        ("/item.1", []),
    ],
)
def test_only_a_star_stands_for_any_text(pattern, fits):
    names = ("/ITEM.1", "/item/", "/item/1", "/item/12")
    lines = [line for name in names for line in walk(name, ("Home", name))]
    grouped = links(*lines, groupings=(Grouping(pattern=pattern, name="fits"),))
    assert {target for _, _, target, _ in grouped} - {"fits"} == set(names) - set(fits)
    assert sum(people for _, _, target, people in grouped if target == "fits") == len(fits)


def test_a_path_starts_and_ends_at_the_names_that_are_shown():
    lines = pages("/home", "/item/1", "/item/2", "/cart")
    items = (Grouping(pattern="/item/*", name="an item"),)
    assert links(*lines, by="url", groupings=items, start="an item") == [(1, "an item", "/cart", 1)]
    assert asked(*lines, by="url", groupings=items, start="/item/1").paths == 0


def test_replacements_are_plain_text():
    lines = pages("/a/1", "/b")
    cleaned = (Cleaning(pattern=r"(\d)", replacement=r"\1#"),)
    assert links(*lines, by="url", cleanings=cleaned) == [(1, r"/a/\1#", "/b", 1)]


def test_days_are_those_of_the_timezone():
    lines = (("ann", "H", "2026-01-07T16:30"), ("ann", "S", "2026-01-07T16:31"))
    assert links(*lines) == [(1, "H", "S", 1)]
    assert links(*lines, timezone="Asia/Shanghai") == []


def test_the_last_seven_days_by_default():
    lines = (*walk("ann", "HS", day="26", hour=0), *walk("bob", "HS", day="25", hour=23))
    assert links(*lines, from_=None, to=None) == [(1, "H", "S", 1)]


def test_filters():
    lines = pages("/home", "/tea")
    assert links(*lines, by="url", where={"url": "/tea"}) == []
    assert asked(*lines, by="url", where={"url": "/tea"}).paths == 1


def test_who_walked():
    events, query = happened(*VISITS), PathsQuery(**RANGE)

    def who(step, source, target):
        cell = PathsCell(step=step, source=source, target=target)
        return paths_people(events, query, cell).to_pylist()

    assert who(1, "H", "S") == ["ann", "bob"]
    assert who(2, "S", "C") == ["ann"]
    assert who(3, "S", "C") == who(1, "H", "Nowhere") == []


def test_who_walked_to_an_end():
    query = PathsQuery(end="C", **RANGE)
    found = paths_people(happened(*VISITS), query, PathsCell(step=-1, source="S", target="C"))
    assert found.to_pylist() == ["ann"]


def test_nobody():
    answer = asked()
    assert (answer.links, answer.paths, answer.people, answer.hidden_links) == ((), 0, 0, 0)


@pytest.mark.parametrize("end", [None, "S"])
def test_an_unknown_node_says_so(end):
    answer = asked(*walk("ann", ("Home Page", "Shop", "S")), start="Home Pag", end=end)
    (note,) = answer.notes
    assert (answer.links, answer.paths) == ((), 0)
    assert (note.code, note.suggestions) == ("paths.unknown_node", ("Home Page",))


def test_an_unknown_event_says_so():
    answer = asked(*walk("ann", ("Home", "Shop")), events=("Home", "Shopp"))
    (note,) = answer.notes
    assert (note.code, note.suggestions) == ("query.unknown_event", ("Shop",))
