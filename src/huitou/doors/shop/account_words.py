"""What shoppers read when signing in or a change of their account is refused, in their language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from huitou.doors.shop.refusals import say

_REFUSED: dict[str, Promise] = {
    "members.bad_phone": gettext_lazy(
        "This is no phone number. Write 11 digits, or + and the country's code."
    ),
    "members.bad_email": gettext_lazy("This is no e-mail address. Write it as name@example.com."),
    "members.wrong_code": gettext_lazy(
        "This code does not hold. Type the newest one, or ask for another."
    ),
    "members.wrong_password": gettext_lazy(
        "The number or address and the password do not fit. Check both, or sign in with a code."
    ),
    "members.weak_password": gettext_lazy(
        "Take 8 to 128 characters, and none of the passwords that many people have."
    ),
    "members.no_ticket": gettext_lazy("This took too long. Sign in with the service once more."),
    "members.frozen": gettext_lazy("This account is closed for now. Please ask the shop about it."),
    "members.not_sent": gettext_lazy(
        "The code could not be sent just now. Try again in a minute, or another way."
    ),
    "members.bad_text": gettext_lazy("Up to 30 characters on one line, please."),
    "members.bad_birthday": gettext_lazy("Choose the day on which you were born."),
    "members.birthday_fixed": gettext_lazy("The birthday cannot be changed at the moment."),
    "members.contact_taken": gettext_lazy(
        "Another account has this. Sign in with it to use that account, or remove it there first."
    ),
    "members.last_way_in": gettext_lazy(
        "Nothing would be left to sign in with. Add something else first."
    ),
    "members.no_contact": gettext_lazy("Your account has no such number or address."),
    "members.no_address": gettext_lazy("This address is gone."),
    "members.too_many_addresses": gettext_lazy(
        "20 addresses are the most. Delete one that you no longer need."
    ),
    "members.no_session": gettext_lazy("You are signed out there already."),
    "privacy.bad_move": gettext_lazy("This has moved on meanwhile. Look at it again."),
    "privacy.no_such_request": gettext_lazy("There is no such request of yours."),
    "privacy.unknown_purpose": gettext_lazy("The shop does not ask about this."),
}


def install() -> None:
    """Let the pages of the shop say it so."""
    for code, words in _REFUSED.items():
        say(code, words)
