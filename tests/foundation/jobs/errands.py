"""Jobs that these tests queue. A job is found by its module and name, so it has a module."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

from django_tasks import task

from huitou.foundation import jobs
from huitou.kernel import Clock, Overloaded

done: list[Any] = []
broken: list[Exception] = []
entered, go_on = threading.Event(), threading.Event()


@jobs.job("test.run", attempts=3, first_pause=timedelta(seconds=10))
def run(*, clock: Clock, what: str) -> None:
    done.append((what, clock.now()))
    if broken:
        raise broken[0]


@jobs.job("test.busy", attempts=3)
def busy(*, clock: Clock) -> None:
    done.append(clock.now())
    raise Overloaded("Too much.", remedy="Wait.", retry_after=90)


@jobs.job("test.wait")
def wait(*, clock: Clock, what: str) -> None:
    done.append(what)
    entered.set()
    go_on.wait(10)


@task
def plain(what: str) -> str:
    done.append(what)
    if broken:
        raise broken[0]
    return what
