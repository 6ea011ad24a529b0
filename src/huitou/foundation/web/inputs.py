"""The base of what is sent to us."""

from __future__ import annotations

from ninja import Schema
from pydantic import ConfigDict


class Input(Schema):
    """A body of JSON that holds the fields named, and no other: a misspelt one is refused."""

    model_config = ConfigDict(extra="forbid")
