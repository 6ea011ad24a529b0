"""What the forms of an answer do: save its question, or keep people of it as a cohort."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from msgspec.structs import replace

from huitou.doors.console.explore.explorer import Explorer
from huitou.doors.console.explore.keeping import NEW_BOARD
from huitou.doors.console.explore.people import CellAsked
from huitou.engine.analytics import cohort_of_cell
from huitou.foundation import boards
from huitou.foundation.actors import Actor
from huitou.foundation.clocks import current_clock
from huitou.foundation.cohorts import open_cohorts
from huitou.foundation.keep_cohorts import checked_title, keep_cohort

_BETWEEN = re.compile(r"[^\w]+")
_MOST_BYTES = 100


def save(
    explorer: Explorer, said: QueryDict, actor: Actor
) -> tuple[boards.QuestionRow, str | None]:
    """Save the question of the form and put it on the board that it names. InvalidInput at `name`
    or `board_name` for what cannot be one.
    """
    chosen = said.get("board", "")
    known = QueryDict(said.get("state", ""))
    state = urlencode([(name, value) for name, values in known.lists() for value in values])
    return boards.save_and_pin(
        said.get("name", ""),
        explorer=explorer.slug,
        state=state,
        board_id=chosen if chosen not in ("", NEW_BOARD) else None,
        board_name=said.get("board_name", "") if chosen == NEW_BOARD else None,
        actor=actor,
        clock=current_clock(),
    )


def make_cohort(asked: CellAsked, title: str, actor: Actor) -> str:
    """Keep the people of a cell as a cohort; its name. InvalidInput at `name`."""
    called = checked_title(title)
    name = free_name(called)
    question = asked.question
    definition = cohort_of_cell(
        question.opened.events, name, question.family, question.query, asked.cell
    )
    titled = replace(definition, title_en=called, title_zh=called)
    keep_cohort(settings.HOME, titled, actor=actor, clock=current_clock())
    return name


def free_name(title: str) -> str:
    """A name that no cohort has had, from its title: letters and digits with - between them."""
    plain = unicodedata.normalize("NFKC", title).lower()
    kept = _BETWEEN.sub("-", plain).strip("-_")
    base = kept.encode()[:_MOST_BYTES].decode(errors="ignore").strip("-_") or "cohort"
    store, name, number = open_cohorts(settings.HOME), base, 1
    while store.versions(name):
        number += 1
        name = f"{base}-{number}"
    return name
