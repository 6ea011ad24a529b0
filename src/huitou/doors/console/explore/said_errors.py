"""Errors of questions in the reader's language, with what to do."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from huitou.doors.design import Alert, Button, EmptyState
from huitou.kernel import HuitouError


def failure(error: HuitouError) -> Alert:
    """What went wrong with a question, and what to do about it."""
    seconds = f"{settings.API_QUERY_SECONDS:g}"
    known = {
        "query.time_limit": (
            _("This took longer than %(seconds)s seconds, so it was given up.")
            % {"seconds": seconds},
            _(
                "Ask for fewer days, compare fewer groups, or take out conditions on properties. "
                "Without them the answer comes from the activity index, in a moment."
            ),
        ),
        "query.memory_limit": (
            _("This needs more memory than a question may take."),
            _("Ask for fewer days or for events with a name."),
        ),
        "log.unknown_version": (
            _("The data that this address marks is no longer kept."),
            _("Ask again without the mark to see the newest numbers."),
        ),
        "cohort.unknown": (
            _("This cohort is not saved any more."),
            _("Choose another one, or bring it back under Cohorts."),
        ),
        "cohort.removed": (
            _("This cohort was removed."),
            _("Choose another one, or bring it back under Cohorts."),
        ),
    }
    title, text = known.get(error.code, (error.message, error.remedy))
    return Alert(text, title=title, tone="warn")


def empty_log() -> EmptyState:
    """In place of an explorer while nothing has happened."""
    return EmptyState(
        _("No events yet"),
        _(
            "As soon as your shop or your apps send events, this page answers from them. You can "
            "also import a file of orders or events, or try it on a generated shop year: "
            "huitou demo."
        ),
        icon="database",
        actions=(Button(_("Back to the console"), address="/console/"),),
    )
