"""From an address to an answer, ready or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from huitou.doors.console.explore.answering import Question, answering
from huitou.doors.console.explore.asks import Around
from huitou.doors.console.explore.explorer import Asked, Explorer, Links, read
from huitou.doors.console.explore.log import OpenedLog, opened_log
from huitou.doors.console.explore.names import around_log
from huitou.foundation.clocks import current_clock
from huitou.kernel import HuitouError, NotFound

AT_ONCE = 0.35  # how long a page waits for its answer before it is shown without
IN_A_PART = 20.0  # how long a part of a page does; then it asks again


@dataclass(frozen=True)
class Asking:
    """An explorer and what an address asks of it, of a version of the log."""

    explorer: Explorer
    opened: OpenedLog
    around: Around
    asked: Asked

    @property
    def question(self) -> Question:
        """Only of a form without errors."""
        query = self.explorer.query(self.asked.values, self.around)
        kept = {name: value for name, value in query.items() if value not in (None, {}, ())}
        return Question(self.opened, self.explorer.family, kept)

    @property
    def links(self) -> Links:
        """Of its answer: with the data that was asked, and the day that ranges count back from."""
        mark = [("as_of", str(self.opened.version))]
        if not self.asked.said.get("on", [""])[0]:
            mark.append(("on", self.around.newest.isoformat()))
        return Links(self.explorer.path, self.asked.state, tuple(mark), self.around.newest)


@dataclass(frozen=True)
class Outcome:
    """What came of asking: an answer, an error, or neither yet."""

    answer: Any = None
    error: HuitouError | None = None


def begin(request: HttpRequest, explorer: Explorer) -> Asking:
    """What the address asks. NotFound for an empty log; a mark that is no longer kept gives the
    newest data.
    """
    return begin_with(request.GET, explorer)


def begin_with(said: QueryDict, explorer: Explorer) -> Asking:
    """The same for the query of an address, such as a saved one."""
    mark = said.get("as_of", "")
    opened = None
    if mark.isascii() and mark.isdigit() and len(mark) < 16:
        try:
            opened = opened_log(int(mark))
        except NotFound as error:
            if error.code != "log.unknown_version":
                raise
    opened = opened or opened_log()
    around = around_log(opened, current_clock())
    return Asking(explorer, opened, around, read(explorer, said, around))


def outcome(asking: Asking, wait: float) -> Outcome:
    """The answer, if it comes within `wait` seconds."""
    try:
        return Outcome(answer=answering.answer(asking.question, wait))
    except HuitouError as error:
        return Outcome(error=error)
