"""Where one can go in the console, and what one has to be allowed to see there."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huitou.foundation.actors import Actor


@dataclass(frozen=True)
class Place:
    """`any_of` are permissions of which one is enough; none named: for all staff. `also` are other
    words by which the search finds it.
    """

    name: str
    label: str | Promise
    address: str
    icon: str
    any_of: tuple[str, ...] = ()
    also: str | Promise = ""

    def is_open_to(self, actor: Actor) -> bool:
        if not self.any_of:
            return bool(actor.permissions)
        return any(actor.may(permission) for permission in self.any_of)


SETTINGS_NEED = (
    "sources.read",
    "staff.read",
    "payments.read",
    "privacy.read",
    "jobs.read",
    "webhooks.read",
    "audit.read",
)
_NUMBERS = ("analytics.read",)
# The groups of the navigation, each with its heading.
GROUPS: tuple[tuple[str | Promise, tuple[Place, ...]], ...] = (
    (
        "",
        (
            Place("today", _("Today"), "/console/", "today"),
            Place("orders", _("Orders"), "/console/orders", "orders", ("orders.read",)),
            Place(
                "people",
                pgettext_lazy("place", "People"),
                "/console/people",
                "users",
                ("members.read", "analytics.read"),
            ),
            Place("products", _("Products"), "/console/products", "box", ("catalogue.read",)),
        ),
    ),
    (
        _("Who comes back"),
        (
            Place("retention", _("Retention"), "/console/retention/", "heatmap", _NUMBERS),
            Place("lifecycle", _("Lifecycle"), "/console/lifecycle/", "lifecycle", _NUMBERS),
            Place("funnels", _("Funnels"), "/console/funnels/", "funnel", _NUMBERS),
            Place("paths", _("Paths"), "/console/paths/", "path", _NUMBERS),
            Place("cohorts", _("Cohorts"), "/console/cohorts/", "cohort", _NUMBERS),
            Place("value", _("Customer value"), "/console/value/", "wallet", _NUMBERS),
            Place("growth", _("Growth"), "/console/growth/", "growth", _NUMBERS),
        ),
    ),
    (
        _("Shared by all"),
        (
            Place("boards", _("Boards"), "/console/boards/", "board", _NUMBERS),
            Place("settings", _("Settings"), "/console/settings/", "settings", SETTINGS_NEED),
            Place("lists", _("Plain lists"), "/admin/", "database"),
        ),
    ),
)
