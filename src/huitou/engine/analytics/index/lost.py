"""What a reader is told when the index cannot answer after all."""

from __future__ import annotations


class IndexLost(Exception):
    """The index cannot answer this: a file of it was replaced meanwhile, or is torn, or it never
    knew. The events themselves can: ask them.
    """
