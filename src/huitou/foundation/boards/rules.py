"""Pure decisions: what may be the name and the state of a question, and how many there may be."""

from __future__ import annotations

from collections.abc import Sequence

from huitou.kernel import Conflict, InvalidInput, NotFound

MOST_PINS = 24
MOST_BOARDS = 200
MOST_QUESTIONS = 2_000
_LONGEST_NAME, _LONGEST_STATE = 80, 6_000


def checked_name(name: str) -> str:
    """The name without spaces around it; InvalidInput for none or a long one."""
    said = " ".join(name.split())
    if not 1 <= len(said) <= _LONGEST_NAME or not said.isprintable():
        raise InvalidInput(
            "This needs a name." if not said else "The name is too long.",
            remedy=f"Use 1 to {_LONGEST_NAME} letters that say what it shows.",
            code="boards.bad_name",
            field="name",
        )
    return said


def checked_state(state: str) -> str:
    """The state; InvalidInput for one that no address can hold."""
    if len(state) > _LONGEST_STATE or not state.isascii() or not (state.isprintable() or not state):
        raise InvalidInput(
            "The question is too long to be saved.",
            remedy="Leave out some of its filters or steps.",
            code="boards.bad_state",
            field="state",
        )
    return state


def moved(ids: Sequence[str], one: str, steps: int) -> list[str]:
    """The ids with `one` so many places further down (up, where below 0), as far as there are."""
    order = list(ids)
    at = order.index(one)
    order.insert(max(0, min(at + steps, len(order) - 1)), order.pop(at))
    return order


def no_such(what: str, id_: str) -> NotFound:
    """The error for a question, a board or a pin that is not there."""
    return NotFound(
        f"There is no {what} {id_}.",
        remedy="It may have been removed; open the list to see what there is.",
        code=f"boards.no_such_{what}",
    )


def too_many(what: str, most: int) -> Conflict:
    """The error for one more than there may be."""
    return Conflict(
        f"There are {most} {what} already.",
        remedy="Remove one that nobody needs, and try again.",
        code=f"boards.too_many_{what}",
    )
