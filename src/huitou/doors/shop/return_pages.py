"""What the three steps of a return are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from huitou.commerce import aftersales
from huitou.doors.design import (
    Button,
    Facts,
    Field,
    Option,
    Step,
    StepBar,
    money,
    new_form_key,
    short_day,
)
from huitou.doors.shop.asked_back import AskedBack, Possible
from huitou.doors.shop.buying_words import KINDS, REASONS, why_not_words
from huitou.doors.shop.frame import Storefront, shop_frame
from huitou.doors.shop.lines import thumb, words_of
from huitou.doors.shop.pages.lines import Lines, LineShown, Row, Sums
from huitou.doors.shop.pages.returns import (
    Choice,
    ChooseLinesPage,
    ChooseReasonPage,
    ConfirmPage,
    LineChoice,
)
from huitou.foundation.clocks import current_clock

_WAY_HINTS: dict[str, Promise] = {
    "return": gettext_lazy("You send it back and get your money back."),
    "exchange": gettext_lazy("You send it back and get a new one."),
    "repair": gettext_lazy("You send it in and get it back repaired."),
    "refund_only": gettext_lazy("You get your money back and send nothing."),
}
_MONEY_BACK = ("return", "refund_only")
Actions = Sequence[aftersales.LineActions]


def lines_page(
    request: HttpRequest, order_id: str, lines: Actions, asked: AskedBack, *, error: str = ""
) -> ChooseLinesPage:
    choices = [_line_choice(line, asked, alone=len(lines) == 1) for line in lines]
    none = all(choice.why_not for choice in choices)
    return ChooseLinesPage(
        title=_("Return or refund"),
        frame=_frame(request, f"/orders/{order_id}"),
        indexed=False,
        steps=_steps(0),
        action=f"/orders/{order_id}/return/reason",
        choices=choices,
        error=error,
        go_on=Button(_("Continue"), kind="primary", wide=True, disabled=none),
        cancel=f"/orders/{order_id}",
    )


def reason_page(
    request: HttpRequest,
    order_id: str,
    lines: Actions,
    asked: AskedBack,
    possible: Possible,
    *,
    errors: Mapping[str, str] | None = None,
) -> ChooseReasonPage:
    wrong = errors or {}
    back = f"/orders/{order_id}/return?{urlencode(asked.kept_lines)}"
    return ChooseReasonPage(
        title=_("Return or refund"),
        frame=_frame(request, back),
        indexed=False,
        steps=_steps(1),
        action=f"/orders/{order_id}/return/confirm",
        kept=asked.kept_lines,
        lines=Lines([_asked_line(line, asked) for line in lines if line.line_id in asked.units]),
        reasons=[_reason(code, possible, asked) for code in possible.reasons],
        ways=_ways(possible, asked),
        reason_error=wrong.get("reason", ""),
        way_error=wrong.get("kind", ""),
        text=Field(
            "text",
            _("Tell us more"),
            kind="textarea",
            rows=3,
            value=asked.text,
            longest=2000,
            hint=_("If something is wrong with it: what, and since when?"),
            error=wrong.get("text", ""),
        ),
        pictures=_pictures(wrong.get("pictures", "")),
        go_on=Button(_("Continue"), kind="primary", wide=True),
        back=back,
    )


def confirm_page(
    request: HttpRequest, order_id: str, asked: AskedBack, preview: aftersales.CasePreview
) -> ConfirmPage:
    # Without what was written: it does not go into an address.
    kept = [*asked.kept_lines, ("reason", asked.reason), ("kind", asked.kind)]
    back = f"/orders/{order_id}/return/reason?{urlencode(kept)}"
    gets_money = asked.kind in _MONEY_BACK
    words = _("Send the request")
    if gets_money:
        words = _("Send the request · %(amount)s back") % {"amount": money(preview.total)}
    facts = [(_("Way"), str(KINDS[asked.kind])), (_("Reason"), str(REASONS[asked.reason]))]
    if asked.text:
        facts.append((_("You wrote"), asked.text))
    return ConfirmPage(
        title=_("Return or refund"),
        frame=_frame(request, back),
        indexed=False,
        steps=_steps(2),
        action=f"/orders/{order_id}/return",
        key=new_form_key(),
        kept=asked.kept,
        lines=Lines([_preview_line(one, gets_money) for one in preview.lines]),
        facts=Facts(tuple(facts), wide=True),
        sums=_sums(preview) if gets_money else None,
        next_words=_next_words(),
        pictures=[f"/returns/pictures/{id}" for id in asked.evidence],
        send=Button(words, kind="primary", wide=True),
        back=back,
    )


def evidence_field(label: str, *, error: str = "") -> Field:
    """Where pictures are chosen, or taken on a phone."""
    return Field(
        "pictures",
        label,
        kind="file",
        accept="image/jpeg,image/png,image/webp",
        multiple=True,
        hint=_("Up to 9 pictures, each of up to 5 MB."),
        error=error,
    )


def _frame(request: HttpRequest, back: str) -> Storefront:
    return shop_frame(request, "orders", back=back)


def _steps(at: int) -> StepBar:
    names = (_("Things"), _("Reason"), _("Confirm"))
    steps = [
        Step(name, "done" if place < at else "current" if place == at else "coming")
        for place, name in enumerate(names)
    ]
    return StepBar(steps, _("Three steps"))


def _line_choice(line: aftersales.LineActions, asked: AskedBack, *, alone: bool) -> LineChoice:
    most = max((action.quantity for action in line.actions), default=0)
    name = words_of(line.name)
    return LineChoice(
        id=line.line_id,
        thumb=thumb(line.product_id, line.name, line.image),
        name=name,
        options=words_of(line.variant_name),
        chosen=line.line_id in asked.units or (alone and most > 0),
        units=_units(line, name, most, asked) if most > 1 else None,
        until=_until(line) if most else "",
        why_not="" if most else _why_not(line),
    )


def _units(line: aftersales.LineActions, name: str, most: int, asked: AskedBack) -> Field:
    return Field(
        f"units-{line.line_id}",
        _("How many of %(name)s") % {"name": name},
        kind="select",
        label_hidden=True,
        value=str(asked.units.get(line.line_id, most)),
        options=[Option(str(n), str(n)) for n in range(1, most + 1)],
    )


def _until(line: aftersales.LineActions) -> str:
    """By when one has to ask, where no reason is needed."""
    free = next((a for a in line.actions if a.ground == "no_reason"), None)
    if free is None or not free.quantity or free.until is None:
        return ""
    return _("Without a reason until %(day)s") % {"day": short_day(free.until)}


def _why_not(line: aftersales.LineActions) -> str:
    codes = [action.why_not.code for action in line.actions if action.why_not]
    wait = next((action for action in line.actions if action.from_when), None)
    words = why_not_words("nothing_left" if not line.units_left else codes[-1] if codes else "")
    if wait is not None and wait.from_when is not None:
        return f"{words} {_('From %(day)s on.') % {'day': short_day(wait.from_when)}}"
    return words


def _asked_line(line: aftersales.LineActions, asked: AskedBack) -> LineShown:
    return LineShown(
        thumb=thumb(line.product_id, line.name, line.image),
        name=words_of(line.name),
        options=words_of(line.variant_name),
        quantity=asked.units[line.line_id],
        total=None,
    )


def _preview_line(one: aftersales.PreviewLine, gets_money: bool) -> LineShown:
    return LineShown(
        thumb=thumb(one.line.product_id, one.line.name, one.line.image),
        name=words_of(one.line.name),
        options=words_of(one.line.variant_name),
        quantity=one.quantity,
        total=one.amount if gets_money else None,
    )


def _reason(code: str, possible: Possible, asked: AskedBack) -> Choice:
    ground = possible.ground_of(code)
    hint = _("Unused and whole; you pay for sending it") if ground == "no_reason" else ""
    return Choice(code, str(REASONS[code]), hint, ground, code == asked.reason)


def _ways(possible: Possible, asked: AskedBack) -> list[Choice]:
    kinds = [kind for kind in aftersales.KINDS if possible.grounds_of(kind)]
    return [
        Choice(
            kind,
            str(KINDS[kind]),
            str(_WAY_HINTS[kind]),
            " ".join(possible.grounds_of(kind)),
            kind == asked.kind or len(kinds) == 1,
        )
        for kind in kinds
    ]


def _pictures(error: str) -> Field:
    return evidence_field(_("Pictures of it"), error=error)


def _sums(preview: aftersales.CasePreview) -> Sums:
    goods = preview.total - preview.delivery
    rows = [Row(_("Goods"), goods)]
    if preview.delivery:
        rows.append(Row(pgettext("price", "Delivery"), preview.delivery))
    return Sums(rows, _("You get back"), preview.total, note=_("The way you paid"))


def _next_words() -> str:
    by = current_clock().now() + aftersales.current_policy().answer_within
    return _("The shop answers by %(day)s. If it does not, your request counts as agreed.") % {
        "day": short_day(by)
    }
