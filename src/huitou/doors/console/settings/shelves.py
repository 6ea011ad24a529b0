"""The pages of the settings."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huitou.doors.console.places import SETTINGS_NEED
from huitou.foundation.actors import Actor

ROOT = "/console/settings/"


@dataclass(frozen=True)
class Shelf:
    """A page: what it is called, what one finds there, and who may see it."""

    name: str
    label: str | Promise
    text: str | Promise
    icon: str
    any_of: tuple[str, ...]

    @property
    def address(self) -> str:
        return f"{ROOT}{self.name}"

    def is_open_to(self, actor: Actor) -> bool:
        return any(actor.may(permission) for permission in self.any_of)


GROUPS: tuple[tuple[str | Promise, tuple[Shelf, ...]], ...] = (
    (
        _("What comes in"),
        (
            Shelf(
                "sources",
                _("Sources and keys"),
                _("Who may send events, and with which key"),
                "key",
                ("sources.read",),
            ),
            Shelf(
                "live",
                _("Live events"),
                _("What arrives, as it arrives"),
                "signal",
                ("sources.read",),
            ),
            Shelf(
                "kept-aside",
                _("Kept aside"),
                _("Events that could not be read, why, and how to mend them"),
                "filter",
                ("sources.read",),
            ),
        ),
    ),
    (
        pgettext_lazy("settings", "People"),
        (
            Shelf(
                "staff",
                _("Staff and roles"),
                _("Who works here, and what they may do"),
                "users",
                ("staff.read",),
            ),
            Shelf(
                "tokens",
                _("API tokens"),
                _("Programs that read and write for the shop"),
                "lock",
                ("staff.read",),
            ),
            Shelf(
                "data-requests",
                _("Data requests"),
                _("Exports and erasures, with the day by which the law wants them"),
                "shield",
                ("privacy.read",),
            ),
        ),
    ),
    (
        _("Selling"),
        (
            Shelf(
                "channels",
                _("Paying, shipping, mail"),
                _("Which ways there are, and where they are set up"),
                "truck",
                ("payments.read", "orders.read"),
            ),
            Shelf(
                "law",
                _("Law and policy"),
                _("Days of return, consent, timezone, currency"),
                "info",
                SETTINGS_NEED,
            ),
            Shelf(
                "samples",
                _("Sample goods"),
                _("Forty products to try everything with"),
                "gift",
                ("catalogue.write",),
            ),
        ),
    ),
    (
        _("Machinery"),
        (
            Shelf(
                "jobs",
                _("Jobs"),
                _("What runs by itself, what waits, what was given up"),
                "clock",
                ("jobs.read",),
            ),
            Shelf(
                "webhooks",
                _("Webhooks"),
                _("Other programs that hear what happens"),
                "link",
                ("webhooks.read",),
            ),
            Shelf(
                "health",
                _("Health"),
                _("Disk, database, books, log: whether all is sound"),
                "health",
                ("jobs.read",),
            ),
            Shelf(
                "backup",
                _("Backup"),
                _("Everything in one file, and how to bring it back"),
                "download",
                ("jobs.read", "audit.read"),
            ),
            Shelf(
                "audit",
                _("Audit log"),
                _("Who did what, in a chain that nobody can change unseen"),
                "board",
                ("audit.read",),
            ),
        ),
    ),
)
SHELVES = {shelf.name: shelf for _label, shelves in GROUPS for shelf in shelves}
