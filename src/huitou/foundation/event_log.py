"""The event log as this installation is set up to keep it."""

from __future__ import annotations

import os
from pathlib import Path

from huitou.engine.events import EventLog

_STORE_PREFIX = "HUITOU_STORE_"


def open_log(home: Path) -> EventLog:
    """The log in `home`; its tables lie at HUITOU_TABLE_URL if that is set (an object store), and
    every HUITOU_STORE_X in the environment is given to delta-rs as the storage option X. Whatever
    is written through it goes into its activity index as well, in days of HUITOU_TIMEZONE.
    """
    # Every process that starts Django reads this file and few open the log: analytics take long
    # to import.
    from huitou.engine.analytics import KeptIndex

    options = {
        name.removeprefix(_STORE_PREFIX): value
        for name, value in os.environ.items()
        if name.startswith(_STORE_PREFIX)
    }
    log = EventLog.open(home, table_url=os.environ.get("HUITOU_TABLE_URL"), storage_options=options)
    return log.followed_by(KeptIndex(log, os.environ.get("HUITOU_TIMEZONE") or "UTC"))
