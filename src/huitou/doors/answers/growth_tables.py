"""The tables of a growth answer."""

from __future__ import annotations

from typing import Any

from huitou.doors.answers.labels import fraction, group_name
from huitou.doors.answers.words import TEXTS
from huitou.doors.report import Column, Table

_STAGES = ("exposed", "shared", "clicked", "joined", "qualified", "retained")
_FACTORS = ("k_raw", "k_without_flagged", "k_incremental")
_WAITS = ("invite_to_join", "join_to_invite", "cycle")


def stages_table(answer: Any) -> Table:
    """A row for each stage, with the rate and its interval."""
    columns = (
        Column(TEXTS["growth.stage"], "text"),
        Column(TEXTS["people"], "count"),
        Column(TEXTS["growth.per_previous"], "decimal"),
        Column(TEXTS["growth.rate"], "percent"),
        Column(TEXTS["low"], "percent"),
        Column(TEXTS["high"], "percent"),
        Column(TEXTS["growth.open"], "count"),
    )
    rows = tuple(
        (TEXTS[f"stage.{one.stage}"], one.people, one.per_previous, *_share(one.rate), one.open)
        for one in answer.stages
    )
    return Table("growth-stages", TEXTS["growth"], columns, rows)


def factors_table(answer: Any) -> Table:
    """The kinds of K that could be counted, and what K is made of."""
    columns = (
        Column(TEXTS["growth.what"], "text"),
        Column(TEXTS["value"], "decimal"),
        Column(TEXTS["low"], "decimal"),
        Column(TEXTS["high"], "decimal"),
        Column(TEXTS["growth.users"], "count"),
        Column(TEXTS["growth.links"], "count"),
    )
    factors = ((name, getattr(answer, name)) for name in _FACTORS)
    rows: list[tuple[Any, ...]] = [
        (TEXTS[f"growth.{name}"], one.k, one.low, one.high, one.users, one.links)
        for name, one in factors
        if one is not None
    ]
    made = answer.invitations
    conversion = (made.conversion, made.conversion_low, made.conversion_high)
    rows += [
        (TEXTS["growth.per_inviter"], made.per_inviter, None, None, made.inviters, None),
        (TEXTS["growth.conversion"], *conversion, None, made.links),
        (TEXTS["growth.young_users"], None, None, None, answer.young_users, None),
    ]
    return Table("growth-k", TEXTS["growth.factors"], columns, tuple(rows))


def waits_table(answer: Any) -> Table:
    """How long people wait, with those who are still waiting."""
    columns = (
        Column(TEXTS["growth.what"], "text"),
        Column(TEXTS["people"], "count"),
        Column(TEXTS["growth.done"], "count"),
        Column(TEXTS["growth.young"], "count"),
        Column(TEXTS["growth.by_end"], "percent"),
        Column(TEXTS["growth.median"], "duration"),
    )
    waits = ((name, getattr(answer, name)) for name in _WAITS)
    rows = tuple(
        (
            TEXTS[f"growth.{name}"],
            one.people,
            one.done,
            one.young,
            fraction(one.share_percent),
            one.median_seconds,
        )
        for name, one in waits
    )
    return Table("growth-waits", TEXTS["growth.waits"], columns, rows)


def groups_table(answer: Any, by: str) -> tuple[Table, ...]:
    """The stages of each campaign or channel, where events name one."""
    groups = getattr(answer, by)
    if all(group.key is None and not group.other for group in groups):
        return ()
    columns = (
        Column(TEXTS["group"], "text"),
        *(Column(TEXTS[f"stage.{stage}"], "count") for stage in _STAGES),
        Column(TEXTS["growth.share_rate"], "percent"),
        Column(TEXTS["growth.participation"], "percent"),
    )
    rows = tuple(
        (
            group_name(group),
            *(getattr(group, stage) for stage in _STAGES),
            fraction(group.share_rate.percent),
            fraction(group.participation.percent),
        )
        for group in groups
    )
    return (Table(f"growth-{by}", TEXTS[f"growth.{by}"], columns, rows),)


def generations_table(answer: Any) -> Table:
    """How many people are how many links below a root."""
    columns = (Column(TEXTS["growth.generation"], "count"), Column(TEXTS["people"], "count"))
    rows = tuple(enumerate(answer.spread.generations))
    return Table("growth-spread", TEXTS["growth.spread"], columns, rows)


def _share(share: Any) -> tuple[float | None, ...]:
    if share is None:
        return None, None, None
    return fraction(share.percent), fraction(share.low), fraction(share.high)
