"""A growth answer: the stages, what a user brings, and how deep it spreads."""

from __future__ import annotations

from typing import Any

from huitou.doors.answers.bars import Bars, HorizontalBar, horizontal_bars, vertical_bars
from huitou.doors.answers.growth_tables import (
    factors_table,
    generations_table,
    groups_table,
    stages_table,
    waits_table,
)
from huitou.doors.answers.labels import share
from huitou.doors.answers.words import TEXTS, said
from huitou.doors.report import Panel, Section, Table, Text, count, decimal


def screen(answer: Any) -> tuple[Table, ...]:
    """Every part of the answer as a table."""
    return (
        stages_table(answer),
        factors_table(answer),
        waits_table(answer),
        *groups_table(answer, "campaigns"),
        *groups_table(answer, "channels"),
        generations_table(answer),
    )


def sections(answer: Any) -> tuple[Section, ...]:
    """Bars of the stages and of the generations."""
    return (_stages(answer), _spread(answer))


def _stages(answer: Any) -> Section:
    lead = _lead(answer)
    bars = [
        HorizontalBar(TEXTS[f"stage.{one.stage}"], one.people, _stage_words(one))
        for one in answer.stages
    ]
    panel = Panel(
        id="growth-0",
        view="",
        summary=lead,
        definition=None,
        tables=(
            stages_table(answer),
            factors_table(answer),
            waits_table(answer),
            *groups_table(answer, "campaigns"),
            *groups_table(answer, "channels"),
        ),
        chart=horizontal_bars("growth-stages", lead, bars),
        drawn=any(one.people for one in answer.stages),
    )
    return Section("growth", TEXTS["growth"], TEXTS["growth"], TEXTS["growth.title"], (panel,))


def _stage_words(stage: Any) -> Text:
    people = count(stage.people)
    if stage.rate is None or stage.rate.percent is None:
        return Text.same(people)
    return Text.same(f"{people} · {share(stage.rate.percent)}")


def _lead(answer: Any) -> Text:
    people = {one.stage: count(one.people) for one in answer.stages}
    numbers = {"exposed": people["exposed"], "joined": people["joined"]}
    factor = answer.k_raw
    if factor.k is None:
        return said("growth.lead_no_k", **numbers)
    k = {"k": decimal(factor.k), "low": decimal(factor.low), "high": decimal(factor.high)}
    return said("growth.lead", **numbers, **k)


def _spread(answer: Any) -> Section:
    spread = answer.spread
    numbers = {"people": spread.people, "trees": spread.trees, "links": spread.links}
    lead = said("growth.spread_lead", **{key: count(n) for key, n in numbers.items()})
    chart = vertical_bars(
        "growth-spread",
        lead,
        range(len(spread.generations)),
        [Bars(TEXTS["people"], "bar", spread.generations)],
        x_axis={"title": {"text": TEXTS["growth.generation"]}, "dtick": 1, "tick0": 0}
        | {"range": [-0.6, max(len(spread.generations), 1) - 0.4]},
    )
    tables = (generations_table(answer),)
    drawn = any(spread.generations)
    panel = Panel("spread-0", "", lead, None, tables, chart=chart, drawn=drawn)
    name, title = TEXTS["growth.spread"], TEXTS["growth.spread_title"]
    return Section("spread", name, name, title, (panel,))
