"""Impossible paths are refused by field; answers say what they counted; counts of others add up."""

from __future__ import annotations

import pickle

import pytest

from huitou.engine.analytics.paths.ask import paths, paths_people
from huitou.engine.analytics.paths.count import CountPaths
from huitou.engine.analytics.paths.query import Cleaning, Grouping, PathsCell, PathsQuery
from huitou.engine.analytics.query.events import EventFilter
from huitou.engine.analytics.source.extract import Extract
from huitou.kernel import InvalidInput
from toy_events import happened

RANGE = {"from_": "2026-01-05", "to": "2026-01-07"}
EVENTS = happened(
    ("ann", "Home", "2026-01-05T10:00"),
    ("ann", "Shop", "2026-01-05T10:01"),
    ("bob", "Home", "2026-01-05T10:00"),
    ("bob", "Shop", "2026-01-05T10:03"),
    ("bob", "Cart", "2026-01-05T10:04"),
)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"step_limit": 1}, "step_limit"),
        ({"step_limit": 51}, "step_limit"),
        ({"step_limit": 2, "start": "Home", "end": "Cart"}, "step_limit"),
        ({"edge_limit": 0}, "edge_limit"),
        ({"edge_limit": 10_000}, "edge_limit"),
        ({"min_people": 0}, "min_people"),
        ({"session_seconds": 0}, "session_seconds"),
        ({"by": ""}, "by"),
        ({"events": ("Home",) * 63}, "events"),
        ({"groupings": (Grouping(pattern=""),)}, "groupings.pattern"),
        ({"groupings": (Grouping(pattern="*"),) * 101}, "groupings"),
        ({"cleanings": (Cleaning(pattern=""),)}, "cleanings.pattern"),
        ({"cleanings": (Cleaning(pattern="("),)}, "cleanings.pattern"),
        ({"cleanings": (Cleaning(pattern="a{2,1}"),)}, "cleanings.pattern"),
        ({"to": "2026-01-04"}, "to"),
        ({"from_": "soon"}, "from_"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"within": "regulars"}, "cohort"),
    ],
)
def test_refused(query, field):
    with pytest.raises(InvalidInput) as refused:
        paths(EVENTS, PathsQuery(**{**RANGE, **query}))
    assert refused.value.field == field
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("query", "step"), [({}, 0), ({}, -1), ({}, 5), ({"end": "Cart"}, 1), ({"end": "Cart"}, -5)]
)
def test_places_that_no_link_has(query, step):
    cell = PathsCell(step=step, source="Home", target="Shop")
    with pytest.raises(InvalidInput) as refused:
        paths_people(EVENTS, PathsQuery(**RANGE, **query), cell)
    assert refused.value.field == "cell.step"


@pytest.mark.parametrize(
    ("query", "en", "zh"),
    [
        ({}, "the first 5 steps.", "路径为前 5 步"),
        ({"start": "Home"}, "from the first “Home” on", "自首个“Home”起的前 5 步"),
        ({"end": "Cart"}, "the last 5 steps up to the first “Cart”", "到首个“Cart”为止的最后 5 步"),
        ({"start": "Home", "end": "Cart"}, "the middle is one step", "中间合并为一步"),
        ({"by": "url"}, "values of the property “url”", "属性“url”的值"),
        ({"events": ("Home",)}, "only of “Home”", "仅限“Home”"),
        ({"cleanings": (Cleaning(pattern="x"),)}, "/x/ → “”", "先清洗"),
        ({"groupings": (Grouping(pattern="S*"),)}, "S* → “S*”", "归组"),
        ({"min_people": 2}, "at least 2", "至少 2 人"),
    ],
)
def test_the_definition_says_what_was_counted(query, en, zh):
    said = paths(EVENTS, PathsQuery(**RANGE, **query)).definition
    assert en in said.en
    assert zh in said.zh
    assert said.rules["range"] == ["2026-01-05", "2026-01-07"]
    assert said.as_of == EVENTS.as_of


def test_counts_of_different_people_add_up():
    def scanned(*names):
        extract = Extract(filters=(EventFilter(),), label="")
        rows = EVENTS.scan(extract).rows
        inside = [rows.names[int(number)].as_py() in names for number in rows.person]
        counted = pickle.loads(pickle.dumps(CountPaths(PathsQuery(**RANGE))))
        return counted(rows.where(inside))

    def told(found):
        names, links = found.links.nodes, found.links
        columns = (links.step, links.source, links.target, links.walks, links.people, links.micros)
        rows = zip(*(column.tolist() for column in columns), strict=True)
        return [(step, names[a], names[b], *rest) for step, a, b, *rest in rows], found.paths

    parts = scanned("ann") + scanned("bob")
    assert told(parts) == told(scanned("ann", "bob"))
    assert told(parts + scanned()) == told(parts)
    assert told(parts) == (
        [(1, "Home", "Shop", 2, 2, 240_000_000), (2, "Shop", "Cart", 1, 1, 60_000_000)],
        2,
    )
    assert (parts.people, parts.seen) == (2, 1)
