"""Queries from JSON values: what they become, and what is said of those that are none."""

from __future__ import annotations

from typing import Any

import pytest

from huitou.engine.analytics.funnels.query import FunnelQuery
from huitou.engine.analytics.parse import parsed
from huitou.engine.analytics.query.cohort import AnyOf, CohortQuery, Performed
from huitou.engine.analytics.query.events import Breakdown, EventFilter
from huitou.engine.analytics.retention.query import RetentionQuery
from huitou.kernel import InvalidInput


def refused(values: dict[str, Any], kind: type) -> tuple[str | None, str, str]:
    with pytest.raises(InvalidInput) as caught:
        parsed(values, kind)
    return caught.value.field, caught.value.message, caught.value.remedy


def test_an_event_may_be_its_name_wherever_one_stands() -> None:
    query = parsed({"start": "A", "returning": {"event": "B", "where": {"x": 1}}}, RetentionQuery)
    assert query.start == EventFilter("A")
    assert query.returning == EventFilter("B", {"x": 1})
    assert parsed({"steps": ["A", {"event": "B"}]}, FunnelQuery).steps == (
        EventFilter("A"),
        EventFilter("B"),
    )


def test_an_event_in_a_tagged_rule_may_be_its_name() -> None:
    rule = {"kind": "any_of", "rules": [{"kind": "performed", "event": "A"}]}
    query = parsed({"definition": {"name": "c", "rule": rule}}, CohortQuery)
    assert query.definition is not None
    assert query.definition.rule == AnyOf(rules=(Performed(event=EventFilter("A")),))


def test_from_is_written_as_in_json_and_pieces_are_objects() -> None:
    query = parsed({"from": "2026-01-01", "breakdown": {"by": "inviter"}}, RetentionQuery)
    assert query.from_ == "2026-01-01"
    assert query.breakdown == Breakdown(by="inviter")


def test_an_invalid_choice_gets_the_choices() -> None:
    assert refused({"period": "wek"}, RetentionQuery) == (
        "period",
        "Invalid enum value 'wek' at period.",
        "Give one of: day, hour, month, week.",
    )


@pytest.mark.parametrize(
    ("values", "field", "remedy"),
    [
        ({"intervals": "x"}, "intervals", "Give a whole number."),
        ({"rolling": "yes"}, "rolling", "Give true or false."),
        ({"end": 5}, "end", "Give a text."),
        ({"where": 5}, "where", "Give an object of names and values."),
        (
            {"where": {"a": [1]}},
            "where",
            "Give a text or a whole number or a number or true or false.",
        ),
        (
            {"start": 5},
            "start",
            "Give an event's name, or an object with the fields event, where.",
        ),
        ({"brackets": 1}, "brackets", "Give a list, each entry a whole number."),
        ({"breakdown": "event"}, "breakdown", "Give an object with the fields by, name, limit."),
        (
            {"breakdown": {"by": "evnt"}},
            "breakdown.by",
            "Give one of: cohort, event, first_channel, group_buy, inviter, person.",
        ),
    ],
)
def test_a_wrong_type_gets_what_is_expected(
    values: dict[str, Any], field: str, remedy: str
) -> None:
    at, message, said = refused(values, RetentionQuery)
    assert (at, said) == (field, remedy)
    assert message.endswith(f" at {field}.")


def test_an_unknown_field_gets_a_near_one_and_all_that_there_are() -> None:
    field, message, remedy = refused({"intervalls": 3}, RetentionQuery)
    assert (field, message) == ("intervalls", "There is no field intervalls.")
    assert remedy.startswith("Did you mean intervals? The fields are: timezone, where, within, ")


def test_an_unknown_field_inside_gets_the_fields_of_that_piece() -> None:
    steps = ["A", {"event": "B", "wher": {}}]
    assert refused({"steps": steps}, FunnelQuery) == (
        "steps[1].wher",
        "There is no field wher in steps[1].",
        "Did you mean where? The fields are: event, where.",
    )


def test_a_missing_field_gets_what_it_takes() -> None:
    assert refused({}, FunnelQuery) == (
        "steps",
        "The field steps is missing.",
        "Give a list, each entry an event's name, or an object with the fields event, where.",
    )


def test_a_rule_without_a_known_kind_gets_the_kinds() -> None:
    for rule in ({"event": "A"}, {"kind": "performd", "event": "A"}):
        field, _, remedy = refused({"definition": {"name": "c", "rule": rule}}, CohortQuery)
        assert field == "definition.rule.kind"
        assert remedy.startswith("Give an object whose kind is one of: performed, ")


def test_a_place_inside_tagged_rules_is_followed() -> None:
    rule = {"kind": "performed", "event": "A", "span": {"last_days": "w"}}
    rules = {"kind": "all_of", "rules": [rule]}
    field, _, remedy = refused({"definition": {"name": "c", "rule": rules}}, CohortQuery)
    assert field == "definition.rule.rules[0].span.last_days"
    assert remedy == "Give a whole number."
