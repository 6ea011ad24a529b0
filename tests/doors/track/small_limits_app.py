"""The intake with limits that a test can reach, for granian to load."""

from __future__ import annotations

import os
from pathlib import Path

from huitou.doors.track import Limits, create_app
from huitou.foundation.sources import hash_key
from huitou.kernel import SystemClock

app = create_app(
    Path(os.environ["HUITOU_HOME"]) / "segments",
    lambda: {hash_key("the-key"): "web"},
    SystemClock(),
    Limits(
        segment_body=100_000,
        posthog_body=200_000,
        held=500_000,
        body_seconds=1.0,
        retry_after_seconds=7,
    ),
)
