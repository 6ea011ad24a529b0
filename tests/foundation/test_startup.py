"""Every command but a few starts Django: what takes long to import waits until it is needed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

COSTLY = ("huitou.engine.analytics", "ibis", "ninja")


def test_starting_reads_neither_analytics_nor_what_the_api_is_made_with(tmp_path: Path) -> None:
    code = (
        "import sys; from huitou.foundation.startup import start_django; start_django(); "
        f"print([name for name in {COSTLY} if name in sys.modules])"
    )
    environment = os.environ | {"HUITOU_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
