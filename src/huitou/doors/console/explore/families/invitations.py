"""Growth: who comes and goes, and how people bring people."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from huitou.doors.console.explore import words
from huitou.doors.console.explore.asks import Around
from huitou.doors.console.explore.asks_days import RangeAsk
from huitou.doors.console.explore.asks_plain import NumberAsk, TextAsk
from huitou.doors.console.explore.draw import counts, framed, linked
from huitou.doors.console.explore.explorer import Drawn, Explorer, Links, Values
from huitou.doors.console.explore.families.usual import WHERE, WITHIN, usual_query
from huitou.doors.design import (
    Content,
    FunnelBars,
    FunnelStep,
    Group,
    Series,
    Stat,
    lines,
    number,
    percent,
)

_STAGES = {
    "exposed": gettext_lazy("Saw a promotion"),
    "shared": gettext_lazy("Shared or invited"),
    "clicked": gettext_lazy("Opened a link of somebody"),
    "joined": gettext_lazy("Joined by an invitation"),
    "qualified": gettext_lazy("Bought"),
    "retained": gettext_lazy("Came back"),
}


def _query(values: Values, around: Around) -> dict[str, Any]:
    return {
        **usual_query(values, around),
        "cycle_days": values["cycle"],
        "qualify_days": values["qualify"],
        "campaign": values["campaign"] or "campaign_id",
        "channel": values["channel"] or "channel",
    }


def _draw(answer: Any, values: Values, links: Links) -> Drawn:
    if not any(stage.people for stage in answer.stages):
        return Drawn("", ())
    charts: list[Content] = [_stats(answer), _stages(answer, links), _cycles(answer, links)]
    for by, rows, title in (
        ("campaign", answer.campaigns, _("By campaign")),
        ("channel", answer.channels, _("By channel")),
    ):
        if any(row.key is not None for row in rows):
            charts.append(_groups(by, rows, title, links))
    return Drawn(_lead(answer), tuple(charts))


def _lead(answer: Any) -> str:
    k = answer.k_raw.k
    if k is None:
        return ""
    names = {
        "k": f"{k:.2f}",
        "links": number(answer.k_raw.links),
        "users": number(answer.k_raw.users),
    }
    if k >= 1:
        return (
            _("K is %(k)s: it grows by itself. %(links)s joined through %(users)s people.") % names
        )
    return _("K is %(k)s: %(links)s joined through %(users)s people.") % names


def _stats(answer: Any) -> Group:
    k, invited = answer.k_raw, answer.invitations
    return Group(
        (
            Stat(
                "K",
                _decimal(k.k),
                definition=words.said(k),
                note=_("%(low)s to %(high)s, with 95%% certainty")
                % {"low": _decimal(k.low), "high": _decimal(k.high)},
            ),
            Stat(_("Invitations"), number(invited.invitations)),
            Stat(_("Invitations of an inviter"), _decimal(invited.per_inviter)),
            Stat(_("Joined per invitation"), percent(invited.conversion)),
            Stat(
                _("Took part"),
                words.share(answer.participation.percent),
                note=_("of those reached, shared or joined"),
            ),
            Stat(
                _("From an invitation to joining"),
                words.duration(answer.invite_to_join.median_seconds),
                note=_("for half of them"),
            ),
        ),
        "grid",
    )


def _stages(answer: Any, links: Links) -> Content:
    first = next((stage.people for stage in answer.stages if stage.people), 1)
    steps = [
        FunnelStep(
            str(_STAGES[stage.stage]),
            number(stage.people),
            stage.people / first,
            "" if stage.rate is None else words.share(stage.rate.percent),
            address=links.people(stage=stage.stage) if stage.people else "",
        )
        for stage in answer.stages
    ]
    title = _("How people bring people")
    lead = _("Distinct people of each stage; shares are of the stage before, where it is one.")
    return framed(title, FunnelBars(steps, title, 3), links, lead=lead)


def _cycles(answer: Any, links: Links) -> Content:
    after = answer.k_raw.after_cycles
    series = [Series(pgettext("how many", "People"), [1.0, *after], 3)]
    chart = lines(
        [str(n) for n in range(len(after) + 1)],
        series,
        label=_("What one person becomes"),
        written=lambda value: f"{value:.2f}",
        filled=True,
    )
    lead = _("What one person becomes after so many rounds of inviting, if K stays as it is.")
    return framed(_("Rounds"), chart, links, lead=lead, png="growth-rounds")


def _groups(by: str, rows: Any, title: str, links: Links) -> Content:
    stages = ("exposed", "shared", "clicked", "joined", "qualified", "retained")
    table = counts(
        title,
        [title, *(str(_STAGES[stage]) for stage in stages), _("Took part")],
        [
            (
                words.group(row),
                [
                    *(
                        linked(
                            getattr(row, stage),
                            links.people(
                                stage=stage, by=by, group=row.key, other=row.other or None
                            ),
                        )
                        for stage in stages
                    ),
                    words.share(row.participation.percent),
                ],
            )
            for row in rows
        ],
    )
    return framed(title, table, links)


def _decimal(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _about(cell: dict[str, Any], answer: Any, values: Values) -> str:
    stage = _STAGES.get(cell.get("stage", ""))
    return str(stage) if stage is not None else _("People of the spread")


def _cells(cell: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(str(label), {**cell, "stage": stage}) for stage, label in _STAGES.items()]


INVITATIONS = Explorer(
    slug="invitations",
    family="growth",
    title=gettext_lazy("Invitations"),
    lead=gettext_lazy(
        "How people bring people: from sharing to joining, and whether it feeds itself."
    ),
    icon="share",
    asks=(
        RangeAsk("range", pgettext_lazy("range", "Days"), {"": "last_90"}),
        NumberAsk("cycle", gettext_lazy("Days of a round"), 14, 1, 365),
        NumberAsk("qualify", gettext_lazy("Days to buy in"), 30, 1, 365, more=True),
        TextAsk(
            "campaign",
            gettext_lazy("Property of the campaign"),
            placeholder="campaign_id",
            more=True,
        ),
        TextAsk(
            "channel", gettext_lazy("Property of the channel"), placeholder="channel", more=True
        ),
        WHERE,
        WITHIN,
    ),
    query=_query,
    draw=_draw,
    about_cell=_about,
    cells=_cells,
    tabs=("growth", "invitations"),
)
