"""The words about identity: what events say of who is who, and what operators decide."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from typing import Any, Literal

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from huitou.engine.events.rows import EventRow
from huitou.kernel import Clock, InvalidInput, new_id

OPERATOR = "operator"
_BY_OPERATOR = ("merge", "undo")
_KINDS = ("identify", "alias", *_BY_OPERATOR)
_MOMENT = pa.timestamp("us", tz="UTC")

Kind = Literal["identify", "alias", "merge", "undo"]
Saying = tuple[str, str, str]
Key = tuple[int, str, str, str, str]


class Link(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One word about identity, said at `at` (microseconds since 1970 UTC).

    `identify`: the user `keep` was seen under the anonymous id `other` (null: under none).
    `alias`: the user `keep` was called `other` before. `merge`: an operator says that `other` is
    the person `keep`. `undo`: an operator takes back the link whose message id is `other`;
    `keep` is then empty.
    """

    message_id: str
    kind: Kind
    at: int
    keep: str
    other: str | None

    def key(self) -> Key:
        """Links count in this order, whatever order they came in: by moment, then message id."""
        return self.at, self.message_id, self.kind, self.keep, self.other or ""

    def saying(self) -> Saying:
        """What is said, without who said it when: links that say the same count once."""
        return self.kind, self.keep, self.other or ""


def in_order(links: Iterable[Link]) -> list[Link]:
    """The links sorted by key. Moments seldom tie, so they are sorted first and alone, as numbers,
    which takes a third of the time.
    """
    said = list(links)
    moments = np.fromiter((link.at for link in said), np.int64, len(said))
    order = np.argsort(moments, kind="stable")
    said = [said[number] for number in order.tolist()]
    if (np.diff(moments[order]) == 0).any():
        said.sort(key=Link.key)
    return said


def links_of(events: pa.Table) -> list[Link]:
    """The links in a table of EVENTS_SCHEMA, in its order; `at` is the event's `timestamp`.

    A row that names nobody says nothing: an identify or alias without a user id, a merge or undo
    without a previous id. Merges and undos count only from the source "operator", so that no
    client can join two known people. An empty id is no id.
    """
    said = events.filter(pc.is_in(events.column("type").cast(pa.string()), pa.array(_KINDS)))
    columns = [
        *(said.column(name).to_pylist() for name in ("message_id", "type", "source")),
        said.column("timestamp").cast(_MOMENT).cast(pa.int64()).to_pylist(),
        *(said.column(name).to_pylist() for name in ("user_id", "anonymous_id", "previous_id")),
    ]
    links = []
    for message_id, kind, source, at, user, anonymous, previous in zip(*columns, strict=True):
        other = (anonymous if kind == "identify" else previous) or None
        by_operator = kind in _BY_OPERATOR
        if by_operator and (source != OPERATOR or other is None):
            continue
        keep = "" if kind == "undo" else user
        if keep or kind == "undo":
            links.append(Link(message_id, kind, at, keep, other))
    return links


def merge_row(
    keep: str,
    other: str,
    *,
    operator: str,
    reason: str,
    clock: Clock,
    random_bits: Callable[[int], int] = secrets.randbits,
) -> EventRow:
    """An operator's word that `other` is the same person as `keep`, and `keep` the name to use.
    InvalidInput when the two are not two ids.
    """
    if not keep or not other or keep == other:
        raise InvalidInput(
            f"{other!r} cannot be merged into {keep!r}.",
            remedy="Name two different ids: the one to keep, then the other one.",
            code="persons.not_two_ids",
            field="other",
        )
    return _operator_row("merge", keep, other, operator, reason, clock, random_bits)


def undo_row(
    message_id: str,
    *,
    operator: str,
    reason: str,
    clock: Clock,
    random_bits: Callable[[int], int] = secrets.randbits,
) -> EventRow:
    """An operator's word that what the message `message_id` says of identity is wrong.
    InvalidInput for an empty message id.
    """
    if not message_id:
        raise InvalidInput(
            "There is no message to undo.",
            remedy="Give the message id of the merge, identify or alias that was wrong.",
            code="persons.no_message",
            field="message_id",
        )
    return _operator_row("undo", None, message_id, operator, reason, clock, random_bits)


def _operator_row(
    kind: Kind,
    keep: str | None,
    other: str,
    operator: str,
    reason: str,
    clock: Clock,
    random_bits: Callable[[int], int],
) -> EventRow:
    now = clock.micros()
    why: dict[str, Any] = {"reason": reason, "operator": operator}
    return EventRow(
        message_id=new_id(clock, random_bits),
        type=kind,
        event=None,
        name=None,
        user_id=keep,
        anonymous_id=None,
        previous_id=other,
        group_id=None,
        timestamp=now,
        original_timestamp=None,
        sent_at=None,
        received_at=now,
        source=OPERATOR,
        properties=msgspec.json.encode(why).decode(),
        traits=None,
        context=None,
    )
