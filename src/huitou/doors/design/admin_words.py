"""Words of django-unfold's templates that are seen at /admin/: it brings no Chinese of its own."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

ADMIN_WORDS = (
    _("All applications"),
    _("Apply Filters"),
    _("By %(filter_title)s"),
    _("Choose file to upload"),
    _("Expand row"),
    _("False"),
    _("General"),
    _("Go back"),
    _("Image preview"),
    _("More actions"),
    _("No data"),
    _("No results found"),
    _("Reset filters"),
    _("Return to site"),
    _("Run"),
    _("Search apps and models..."),
    _("Select all rows"),
    _("Submit"),
    _("System"),
    _("This page yielded into no results. Create a new item or reset your filters."),
    _("Toggle password visibility"),
    _("True"),
    _("Type to search"),
    _("Welcome back to"),
    _("You have been successfully logged out from the administration"),
)
