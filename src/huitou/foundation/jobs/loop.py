"""A worker: it runs what is due until it is told to stop."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading

from django.db import Error, close_old_connections, transaction

from huitou.foundation import facts
from huitou.foundation.jobs.perform import run_due
from huitou.foundation.jobs.scheduling import run_schedules
from huitou.kernel import Clock

_PAUSE = 1.0
_AFTER_AN_ERROR = 5.0
_log = logging.getLogger("huitou.jobs")


def work(*, clock: Clock, stop: threading.Event, pause: float = _PAUSE) -> None:
    """Run schedules (the shipping of facts is one) and jobs that are due and let rooms hear facts,
    with a look every `pause` seconds, until `stop` is set; what has begun is finished. Several
    workers may run, in one process or many: each job and each schedule is one's at a time.
    """
    me = f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"
    while not stop.is_set():
        try:
            busy = _round(me, clock, stop)
        except Error:  # the database went away; the loop outlives it
            _log.exception("The worker cannot reach the database.")
            stop.wait(_AFTER_AN_ERROR)
            busy = True
        # A connection that broke or is too old is not used again.
        if not transaction.get_connection().in_atomic_block:
            close_old_connections()
        if not busy:
            stop.wait(pause)


def _round(me: str, clock: Clock, stop: threading.Event) -> bool:
    """Whether there was anything to do."""
    ran = run_schedules(clock, stop=stop)
    heard = facts.deliver_facts(clock=clock)
    return bool(run_due(clock, worker=me, stop=stop) or heard or ran)
