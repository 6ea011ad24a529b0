"""Saved questions about the event log, and boards that show their answers beside each other.

A saved question is the state of an explorer: which one, and its choices as the query of an
address. Ranges that count back from the newest day stay so: the answer is always of today.
Verbs: `save_question`, `save_and_pin`, `rename_question`, `remove_question`, `restore_question`;
`make_board`, `rename_board`, `remove_board`, `restore_board`; `pin_question`, `unpin`, `move_pin`.
All staff share them; to change them needs `boards.write`, and is in the audit log. Reads:
`questions`, `question`, `boards`, `board`. Data: `MOST_PINS`. How large saved cohorts were, day by
day: `note_size`, the job `measure_cohorts`, the read `sizes_of`. Says no facts and hears none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from huitou.foundation.lazy import lazy

if TYPE_CHECKING:
    from huitou.foundation.boards.make import (
        make_board,
        remove_board,
        rename_board,
        restore_board,
    )
    from huitou.foundation.boards.pinning import move_pin, pin_question, save_and_pin, unpin
    from huitou.foundation.boards.reads import (
        BoardRow,
        BoardSeen,
        PinRow,
        QuestionRow,
        board,
        boards,
        question,
        questions,
    )
    from huitou.foundation.boards.rules import MOST_PINS
    from huitou.foundation.boards.save import (
        remove_question,
        rename_question,
        restore_question,
        save_question,
    )
    from huitou.foundation.boards.sizes import SizeRow, measure_cohorts, note_size, sizes_of

__all__ = [
    "MOST_PINS",
    "BoardRow",
    "BoardSeen",
    "PinRow",
    "QuestionRow",
    "SizeRow",
    "board",
    "boards",
    "make_board",
    "measure_cohorts",
    "move_pin",
    "note_size",
    "pin_question",
    "question",
    "questions",
    "remove_board",
    "remove_question",
    "rename_board",
    "rename_question",
    "restore_board",
    "restore_question",
    "save_and_pin",
    "save_question",
    "sizes_of",
    "unpin",
]

__getattr__ = lazy(
    __name__,
    make=("make_board", "remove_board", "rename_board", "restore_board"),
    pinning=("move_pin", "pin_question", "save_and_pin", "unpin"),
    reads=(
        "BoardRow",
        "BoardSeen",
        "PinRow",
        "QuestionRow",
        "board",
        "boards",
        "question",
        "questions",
    ),
    rules=("MOST_PINS",),
    save=("remove_question", "rename_question", "restore_question", "save_question"),
    sizes=("SizeRow", "measure_cohorts", "note_size", "sizes_of"),
)
