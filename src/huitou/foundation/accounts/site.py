"""The site of lists and forms, open to staff who have a role."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.sites import UnfoldAdminSite

from huitou.foundation.accounts.callers import actor_of


class StaffSite(UnfoldAdminSite):
    """What is changed here is noted in the audit log, one thing at a time: there is no action that
    deletes many rows.
    """

    site_header = site_title = "huitou"
    index_title = _("The shop's books")

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.disable_action("delete_selected")

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        if not (user.is_active and user.is_staff):
            return False
        return bool(actor_of(user).permissions)
