"""What can be done with a person."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huitou.commerce import members
from huitou.doors.console.whole.asking import Asking, Question, Verb, reason_field
from huitou.doors.design import Field, Option, day
from huitou.foundation import privacy
from huitou.kernel import InvalidInput


def _asks_freeze(asking: Asking) -> Question:
    return Question(
        _("Freeze this member"),
        (reason_field(_("Why?"), value=asking.text("reason")),),
        lead=_(
            "They are signed out everywhere and cannot sign in any more. Orders under way go on."
        ),
        submit=_("Freeze"),
        kind="danger",
    )


def _freeze(asking: Asking) -> str:
    members.freeze_member(
        member_id=asking.subject,
        reason=asking.text("reason"),
        actor=asking.actor,
        clock=asking.clock,
    )
    return _("The member is frozen and signed out everywhere.")


def _asks_unfreeze(asking: Asking) -> Question:
    return Question(
        _("Let this member in again"),
        (reason_field(_("Why?"), value=asking.text("reason")),),
        submit=_("Let in again"),
    )


def _unfreeze(asking: Asking) -> str:
    members.unfreeze_member(
        member_id=asking.subject,
        reason=asking.text("reason"),
        actor=asking.actor,
        clock=asking.clock,
    )
    return _("The member can sign in again.")


def _asks_consent(asking: Asking) -> Question:
    purpose = privacy.PURPOSES.get(asking.of)
    label = str(purpose.label) if purpose else asking.of
    now = privacy.consent_of(asking.subject).get(asking.of)
    return Question(
        _("Note what the member said"),
        (
            Field(
                "given",
                label,
                kind="radio",
                value=asking.text("given"),
                required=True,
                options=(
                    Option("yes", pgettext("consent", "Allowed")),
                    Option("no", pgettext("consent", "Refused")),
                ),
                inline=True,
            ),
            Field(
                "source",
                _("How did they say it?"),
                kind="select",
                value=asking.text("source", "telephone"),
                options=(
                    Option("telephone", _("By telephone")),
                    Option("letter", _("By letter or e-mail")),
                    Option("chat", _("In a chat")),
                    Option("in_person", _("In person")),
                ),
            ),
            Field(
                "policy_version",
                _("Version of the text that they were told"),
                value=asking.text("policy_version", now.policy_version or "" if now else ""),
                required=True,
                longest=40,
            ),
        ),
        lead=_("The history of consent keeps this line with your name; the log is told as well."),
        submit=_("Note it"),
    )


def _consent(asking: Asking) -> str:
    if asking.text("given") not in ("yes", "no"):
        raise InvalidInput(
            "Neither allowed nor refused.", remedy="Choose one of the two.", field="given"
        )
    privacy.set_consent(
        asking.subject,
        asking.of,
        asking.text("given") == "yes",
        source=asking.text("source"),
        policy_version=asking.text("policy_version"),
        actor=asking.actor,
        clock=asking.clock,
    )
    return _("It is noted in the history of consent.")


def _asks_erase(asking: Asking) -> Question:
    return Question(
        _("Erase everything that tells who this is"),
        (
            Field(
                "word",
                _("Type %(word)s to go on") % {"word": _erase_word()},
                value=asking.text("word"),
                required=True,
                autocomplete="off",
            ),
        ),
        lead=_(
            "Names, contacts, addresses, notes and every event of theirs go, in all rooms and in "
            "the log; orders and bookings stay without the person. It happens in seven days, and "
            "can be taken back until then. After that nobody can bring it back."
        ),
        submit=_("Ask for the erasure"),
        kind="danger",
    )


def _erase(asking: Asking) -> str:
    if asking.text("word").casefold() != _erase_word().casefold():
        raise InvalidInput(
            "The word does not match.",
            remedy=f"Type {_erase_word()} if everything is to be erased.",
            code="console.word",
            field="word",
        )
    request = privacy.request_erasure(asking.subject, actor=asking.actor, clock=asking.clock)
    return _("The erasure is asked for. It can be taken back until %(day)s.") % {
        "day": day(request.effective_at)
    }


def _asks_keep(asking: Asking) -> Question:
    return Question(
        _("Take the erasure back"),
        lead=_("The member stays, and nothing is erased."),
        submit=_("Take it back"),
    )


def _keep(asking: Asking) -> str:
    request = privacy.request_of(asking.of)
    if request.member_id != asking.subject:
        raise InvalidInput("That is a request of another member.", remedy="Open the page again.")
    privacy.take_back_erasure(asking.of, actor=asking.actor, clock=asking.clock)
    return _("The erasure is taken back.")


def _erase_word() -> str:
    return pgettext("typed to confirm", "ERASE")


VERBS: Mapping[str, Verb] = {
    "freeze": Verb("members.write", _asks_freeze, _freeze),
    "unfreeze": Verb("members.write", _asks_unfreeze, _unfreeze),
    "consent": Verb("privacy.write", _asks_consent, _consent, show="data"),
    "erase": Verb("privacy.write", _asks_erase, _erase, show="data"),
    "keep": Verb("privacy.write", _asks_keep, _keep, show="data"),
}
