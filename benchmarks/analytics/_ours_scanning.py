"""The questions asked of huitou without its index: everything is scanned."""

from __future__ import annotations

import sys
from functools import partial

from _ours import prepare
from _timing import answer_here

if __name__ == "__main__":
    answer_here(sys.argv, partial(prepare, indexed=False))
