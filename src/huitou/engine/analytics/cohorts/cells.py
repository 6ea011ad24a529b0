"""The people behind a cell of another family's answer. The families are not known here: whoever
knows them all hands over how to ask.
"""

from __future__ import annotations

from typing import Any, Protocol

import pyarrow as pa

from huitou.engine.analytics.source.events import Events


class CellPeople(Protocol):
    """How the people behind a cell are found."""

    def __call__(
        self, events: Events, family: str, query: dict[str, Any], cell: dict[str, Any], /
    ) -> pa.Array:
        """The ids of the people behind `cell` of the `family`'s answer to `query`, both as JSON
        values. InvalidInput for a family, a query or a cell that does not exist.
        """
        ...
