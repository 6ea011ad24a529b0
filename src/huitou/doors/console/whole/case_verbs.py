"""What the shop does with a case: `of` names it, the subject is its order."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huitou.commerce import aftersales, orders
from huitou.doors.console.whole.asking import Asking, Question, Verb, reason_field
from huitou.doors.console.whole.words import Words, in_words
from huitou.doors.design import Field, Option, money
from huitou.kernel import InvalidInput, Money

_AMOUNT, _STOCK = "amount-", "stock-"


def _plain(
    title: Words, lead: Words, submit: Words, toast: Words, do: Callable[[Asking], object]
) -> Verb:
    """A verb that needs to know nothing more."""

    def asks(asking: Asking) -> Question:
        return Question(str(title), lead=str(lead), submit=str(submit))

    def does(asking: Asking) -> str:
        do(asking)
        return str(toast)

    return Verb("aftersales.decide", asks, does, show="aftersales")


def _asks_refuse(asking: Asking) -> Question:
    return Question(
        _("Refuse this case"),
        (reason_field(_("Why? The shopper reads it."), value=asking.text("reason")),),
        lead=_("The shopper can turn to the platform for seven days."),
        submit=_("Refuse"),
        kind="danger",
    )


def _refuse(asking: Asking) -> str:
    aftersales.refuse(
        asking.of, reason=asking.text("reason"), actor=asking.actor, clock=asking.clock
    )
    return _("The case is refused.")


def _asks_reopen(asking: Asking) -> Question:
    return Question(
        _("Take this case up again"),
        (reason_field(_("Why?"), value=asking.text("reason")),),
        submit=_("Take it up"),
    )


def _reopen(asking: Asking) -> str:
    aftersales.reopen(
        asking.of, reason=asking.text("reason"), actor=asking.actor, clock=asking.clock
    )
    return _("The case waits for a decision.")


def _asks_inspect(asking: Asking) -> Question:
    case, names = _case_and_names(asking)
    options = [
        Option("ok", _("They are as they should be"), _("All of it is given back, or goes on.")),
        Option("partly", _("They have lost in value"), _("Only for returns: less is given back.")),
        Option("refused", _("They are not what was sent, or are spoilt"), _("Say why below.")),
    ]
    fields = [
        Field("found", _("How are the goods?"), kind="radio", options=options, required=True,
              value=asking.text("found", "ok")),
    ]  # fmt: skip
    for line in case.lines:
        name = f"{_STOCK}{line.line_id}"
        fields.append(
            Field(name, _("%(name)s: units to be sold again") % {"name": names[line.line_id]},
                  kind="number", value=asking.text(name, "0"), least="0", most=str(line.quantity),
                  inputmode="numeric")
        )  # fmt: skip
    fields += _amount_fields(asking, case, names)
    fields.append(
        reason_field(_("Why, if not all of it"), value=asking.text("reason"), required=False)
    )
    return Question(_("Inspect what came back"), fields, submit=_("Note what was found"))


def _inspect(asking: Asking) -> str:
    case, _names = _case_and_names(asking)
    found = asking.text("found")
    aftersales.inspect(
        asking.of,
        found,  # type: ignore[arg-type]  # checked by the verb, which says what is wrong
        amounts=_amounts(asking, case) if found == "partly" else None,
        to_stock=_units(asking),
        reason=asking.text("reason"),
        actor=asking.actor,
        clock=asking.clock,
    )
    return _("What was found is noted, and the case goes on.")


def _asks_parcel(title: str, asking: Asking) -> Question:
    return Question(
        title,
        (
            Field("carrier", _("Carrier"), value=asking.text("carrier"), required=True, longest=60),
            Field("number", _("Tracking number"), value=asking.text("number"), required=True,
                  longest=80, autocomplete="off"),
        ),
        submit=_("It is on its way"),
    )  # fmt: skip


def _sent(asking: Asking, verb: Callable[..., object]) -> str:
    verb(
        asking.of,
        carrier=asking.text("carrier"),
        number=asking.text("number"),
        actor=asking.actor,
        clock=asking.clock,
    )
    return _("The parcel is on its way, and the case is completed.")


def _asks_decide(asking: Asking) -> Question:
    case, names = _case_and_names(asking)
    options = [
        Option("refund", _("Give the money back"), _("Wherever the goods are.")),
        Option("uphold", _("Let it go on as the shopper asked")),
        Option("refuse", _("Close it without anything")),
    ]
    return Question(
        _("Decide this case"),
        (
            Field("verdict", _("The platform's word"), kind="radio", options=options,
                  required=True, value=asking.text("verdict")),
            *_amount_fields(asking, case, names),
            reason_field(_("Why? Both sides read it."), value=asking.text("reason")),
        ),
        submit=_("Decide"),
    )  # fmt: skip


def _decide(asking: Asking) -> str:
    case, _names = _case_and_names(asking)
    verdict = asking.text("verdict")
    aftersales.decide(
        asking.of,
        verdict,  # type: ignore[arg-type]  # checked by the verb, which says what is wrong
        amounts=_amounts(asking, case) if verdict == "refund" else None,
        reason=asking.text("reason"),
        actor=asking.actor,
        clock=asking.clock,
    )
    return _("The case is decided.")


def _case_and_names(asking: Asking) -> tuple[aftersales.CaseSeen, dict[str, str]]:
    """The case, and the names of its order's lines. Both are read as whoever asks may."""
    case = aftersales.case_of(asking.actor, asking.of).case
    lines = orders.lines_named(asking.actor, case.order_id)
    return case, {one.id: in_words(one.name) for one in lines}


def _amount_fields(
    asking: Asking, case: aftersales.CaseSeen, names: Mapping[str, str]
) -> list[Field]:
    return [
        Field(
            f"{_AMOUNT}{line.line_id}",
            _("Give back for %(name)s") % {"name": names[line.line_id]},
            value=asking.text(f"{_AMOUNT}{line.line_id}", str(line.asked.decimal())),
            inputmode="decimal",
            behind=line.asked.currency.code,
            hint=_("%(money)s at most") % {"money": money(line.asked)},
        )
        for line in case.lines
    ]


def _amounts(asking: Asking, case: aftersales.CaseSeen) -> dict[str, int] | None:
    """In minor units by line; None where nothing less than all of it is named, so that delivery is
    given back with it.
    """
    code = case.asked.currency.code
    most = {line.line_id: line.asked for line in case.lines}
    found = {}
    for line_id, text in asking.named(_AMOUNT).items():
        try:
            found[line_id] = Money.parse(text, code)
        except InvalidInput as error:
            field = f"{_AMOUNT}{line_id}"
            raise InvalidInput(
                error.message, remedy=error.remedy, code=error.code, field=field
            ) from None
    if not found or (found == most and asking.text("found") != "partly"):
        return None
    return {line_id: amount.minor for line_id, amount in found.items()}


def _units(asking: Asking) -> dict[str, int]:
    named = asking.named(_STOCK).items()
    return {line_id: int(text) for line_id, text in named if text.isascii() and text.isdigit()}


VERBS: Mapping[str, Verb] = {
    "agree": _plain(
        gettext_lazy("Agree to this case"),
        gettext_lazy(
            "The shopper sends the goods back; where only money is asked for, it goes back."
        ),
        gettext_lazy("Agree"),
        gettext_lazy("Agreed."),
        lambda asking: aftersales.agree(asking.of, actor=asking.actor, clock=asking.clock),
    ),
    "refuse": Verb("aftersales.decide", _asks_refuse, _refuse, show="aftersales"),
    "came": _plain(
        gettext_lazy("The goods came back"),
        gettext_lazy("They are inspected next; after seven days a return is refunded without."),
        gettext_lazy("They are here"),
        gettext_lazy("Noted: the goods came back."),
        lambda asking: aftersales.receive_goods(asking.of, actor=asking.actor, clock=asking.clock),
    ),
    "inspect": Verb("aftersales.decide", _asks_inspect, _inspect, show="aftersales"),
    "exchange": Verb(
        "aftersales.decide",
        lambda asking: _asks_parcel(_("Ship the new goods"), asking),
        lambda asking: _sent(asking, aftersales.complete_exchange),
        show="aftersales",
    ),
    "repair": Verb(
        "aftersales.decide",
        lambda asking: _asks_parcel(_("Ship the repaired goods"), asking),
        lambda asking: _sent(asking, aftersales.complete_repair),
        show="aftersales",
    ),
    "decide": Verb("aftersales.decide", _asks_decide, _decide, show="aftersales"),
    "reopen": Verb("aftersales.decide", _asks_reopen, _reopen, show="aftersales"),
    "again": _plain(
        gettext_lazy("Send the refund again"),
        gettext_lazy("Under the same number: it is never paid twice."),
        gettext_lazy("Send it again"),
        gettext_lazy("The refund is sent again."),
        lambda asking: aftersales.retry_refund(asking.of, actor=asking.actor, clock=asking.clock),
    ),
}
# Which verbs a case in a state waits for, with their words and icons.
WAITS_FOR: Mapping[str, tuple[tuple[str, Words, str], ...]] = {
    "requested": (
        ("agree", gettext_lazy("Agree"), "check"),
        ("refuse", gettext_lazy("Refuse…"), "close"),
    ),
    "agreed": (("came", gettext_lazy("Goods came back"), "box"),),
    "sent_back": (("came", gettext_lazy("Goods came back"), "box"),),
    "received": (("inspect", gettext_lazy("Inspect…"), "search"),),
    "replacing": (("exchange", gettext_lazy("Ship new goods…"), "truck"),),
    "repairing": (("repair", gettext_lazy("Ship the repaired goods…"), "truck"),),
    "refund_failed": (("again", gettext_lazy("Send the refund again"), "refresh"),),
    "escalated": (("decide", gettext_lazy("Decide…"), "shield"),),
    "closed": (("reopen", gettext_lazy("Take it up again…"), "undo"),),
}
