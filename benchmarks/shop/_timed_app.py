"""huitou's app with what it took on every answer (see ../_timed.py), and the simulated gateway."""

from __future__ import annotations

import sys
from pathlib import Path

from huitou.asgi import app as huitou_app  # isort: skip  # starts Django

from _our_shop import open_gateway

sys.path.insert(0, str(Path(__file__).parents[1]))

from _timed import timed

open_gateway()
app = timed(huitou_app)
