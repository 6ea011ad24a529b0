"""What staff read for the errors of the rooms that the console's own forms meet."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "accounts.bad_expiry": _("Choose a day that is still to come."),
    "accounts.bad_login": _(
        "Use 2 to 64 small letters, digits, dots, dashes or underscores, such as li.wei."
    ),
    "accounts.bad_token_name": _("Give it a name of up to 80 letters that says what it is for."),
    "accounts.beyond_own_rights": _(
        "This touches rights that you do not have yourself. An owner can do it."
    ),
    "accounts.last_owner": _("The shop would have no owner left. Make somebody else one first."),
    "accounts.login_taken": _("Somebody already has this login. Choose another one."),
    "accounts.no_scope": _("Tick at least one thing that it may do."),
    "accounts.no_such_staff": _("There is nobody of that id among the staff."),
    "accounts.own_password": _("Change your own password under My password."),
    "accounts.unknown_role": _("Choose among the roles that there are."),
    "accounts.unknown_scope": _("Choose among the scopes that there are."),
    "accounts.weak_password": _(
        "This password is too easy to guess. Take ten characters or more, and not a word, a name "
        "or a number alone."
    ),
    "accounts.wrong_password": _("The password until now is not right. Type it again."),
    "events.bad_json": _(
        "This is not a JSON object. Write names and texts in double quotes, all in braces."
    ),
    "facts.no_dead_letter": _("It is not among those that were given up any more."),
    "form.no_key": _("This page was open for too long. Open it again and try once more."),
    "idempotency.key_reused": _(
        "This form was sent before with something else in it. Open the page again."
    ),
    "idempotency.under_way": _("The same form is still at work. Wait a moment."),
    "jobs.no_dead_job": _("It is not among those that were given up any more."),
    "payments.bad_text": _("Write at least a few words, at most 500 characters."),
    "privacy.bad_move": _("It cannot be changed any more: it was carried out or taken back."),
    "privacy.can_be_taken_back": _("The member can still take it back: wait until that is over."),
    "privacy.no_such_member": _(
        "There is no member with this id. Copy it from the page of the person."
    ),
    "seed.not_empty": _("The shop has goods of its own, beside which no sample goods are made."),
    "seed.other_currency": _("The sample goods have prices in CNY, the shop has another currency."),
    "sources.bad_name": _("Use 1 to 64 letters, digits, dots, dashes or underscores: web-shop."),
    "sources.reserved_name": _("This name is kept for what operators decide. Choose another."),
    "webhooks.bad_events": _("Write names of events with commas between, such as Order Completed."),
    "webhooks.bad_url": _("The address must begin with https:// and lie on the public internet."),
    "webhooks.too_many": _("There are as many webhooks as there can be. Switch one off first."),
}
