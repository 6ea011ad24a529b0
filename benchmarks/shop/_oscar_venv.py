"""A Python that has django-oscar, with the pins it brings, apart from huitou's own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

_FOLDER = Path(tempfile.gettempdir()) / "huitou-bench-oscar-4.2"
_WANTED = ("django-oscar==4.2.*", "django==5.2.*", "psycopg[binary]")


def oscar_python() -> str:
    """The path of its interpreter. Made on the first run, which takes a minute, then kept."""
    python, ready = _FOLDER / "bin" / "python", _FOLDER / "ready"
    if not ready.exists():
        print(f"Installing django-oscar 4.2 into {_FOLDER} ..", file=sys.stderr)
        venv.create(_FOLDER, clear=True, with_pip=True)
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *_WANTED]
        done = subprocess.run(pip, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(done.stderr)
        ready.touch()
    return str(python)
