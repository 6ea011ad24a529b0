"""huitou's app with what it took on every answer (see ../_timed.py)."""

from __future__ import annotations

import sys
from pathlib import Path

from huitou.asgi import app as huitou_app

sys.path.insert(0, str(Path(__file__).parents[1]))

from _timed import timed

app = timed(huitou_app)
