"""Make a cohort by a rule: what people did, stopped doing, did first, or are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from huitou.doors.console.explore.asks import Around
from huitou.doors.console.explore.asks_log import EVENTS, read_where
from huitou.doors.console.explore.forms import free_name
from huitou.doors.design import Button, Field, Form, Option, new_form_key
from huitou.engine.analytics import CohortDefinition, parsed
from huitou.foundation.actors import Actor
from huitou.foundation.clocks import current_clock
from huitou.foundation.keep_cohorts import checked_title, keep_cohort
from huitou.kernel import InvalidInput


def make_form(said: Mapping[str, str], errors: Mapping[str, str], around: Around) -> Form:
    """The form, filled with what was said."""
    kinds = [
        Option("did", _("did this"), _("At least so often in the last days.")),
        Option(
            "stopped", _("stopped doing this"), _("They did it before, and not in the last days.")
        ),
        Option("first", _("did this for the first time"), _("In the last days.")),
        Option("trait", _("are of this kind"), _("By a trait, such as city = Hangzhou.")),
    ]
    fields = (
        _field("name", _("Name of the cohort"), said, errors, required=True, longest=60),
        _field("kind", _("People who"), said, errors, kind="radio", options=kinds, usual="did"),
        _field(
            "event",
            _("Event"),
            said,
            errors,
            attributes={"list": EVENTS, "autocomplete": "off"},
        ),
        _field("where", _("Only where"), said, errors, placeholder="category=tea; price=5"),
        _field("times", _("At least so often"), said, errors, kind="number", least="1", usual="1"),
        _field("days", _("In the last days"), said, errors, kind="number", least="1", usual="30"),
        _field("trait", _("Trait"), said, errors, placeholder="city"),
        _field("value", _("Its value"), said, errors),
    )
    return Form(
        fields,
        Button(_("Make the cohort"), kind="primary"),
        action="/console/cohorts/new",
        key=new_form_key(),
        cancel="/console/cohorts/",
    )


def make(said: Mapping[str, str], actor: Actor) -> str:
    """Keep the cohort that the form describes; its name. InvalidInput with the field."""
    title = checked_title(said.get("name", ""))
    name = free_name(title)
    definition = parsed(
        {
            "name": name,
            "title_en": title,
            "title_zh": title,
            "timezone": settings.SHOP_TIMEZONE,
            "rule": _rule(said),
        },
        CohortDefinition,
    )
    keep_cohort(settings.HOME, definition, actor=actor, clock=current_clock())
    return name


def _rule(said: Mapping[str, str]) -> dict[str, Any]:
    kind = said.get("kind", "did")
    if kind == "trait":
        trait = said.get("trait", "").strip()
        if not trait:
            raise _missing("trait", _("Which trait?"), _("Name one, such as city."))
        value = read_where(f"value={said.get('value', '')}", "value")["value"]
        return {"kind": "trait_is", "name": trait, "op": "=", "value": value}
    event = said.get("event", "").strip()
    if not event:
        raise _missing("event", _("Which event?"), _("Name one, such as Order Completed."))
    filtered = {"event": event, "where": read_where(said.get("where", ""), "where")}
    days = _number(said, "days", 30, 3_650)
    recent = {"last_days": days}
    if kind == "first":
        return {"kind": "first_time", "event": filtered, "span": recent}
    if kind == "stopped":
        before = {"ago_from_days": None, "ago_to_days": days}
        active = {key: value for key, value in before.items() if value is not None}
        return {"kind": "stopped", "event": filtered, "active": active, "silent": recent}
    times = _number(said, "times", 1, 100_000)
    counted = {"op": ">=", "count": times, "span": recent}
    return {"kind": "performed_times", "event": filtered, **counted}


def _number(said: Mapping[str, str], name: str, usual: int, most: int) -> int:
    text = said.get(name, "").strip() or str(usual)
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= most):
        raise _missing(
            name,
            _("%(value)s does not fit here.") % {"value": text[:20]},
            _("Give a whole number from %(least)s to %(most)s.") % {"least": 1, "most": most},
        )
    return int(text)


def _field(
    name: str,
    label: str,
    said: Mapping[str, str],
    errors: Mapping[str, str],
    *,
    usual: str = "",
    **more: Any,
) -> Field:
    return Field(name, label, value=said.get(name, usual), error=errors.get(name, ""), **more)


def _missing(name: str, message: str, remedy: str) -> InvalidInput:
    return InvalidInput(message, remedy=remedy, code="explore.wrong", field=name)
