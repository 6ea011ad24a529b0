"""The addresses that every page shares."""

from __future__ import annotations

from django.urls import path

from huitou.doors.design.assets import asset
from huitou.doors.design.gallery.views import gallery
from huitou.doors.design.plain_look import offline
from huitou.doors.design.preferences import choose_language, choose_theme

urlpatterns = [
    path("static/<path:path>", asset),
    path("console/design/", gallery),
    path("console/design/<slug:shelf>", gallery),
    path("offline", offline),
    path("preferences/language", choose_language),
    path("preferences/theme", choose_theme),
]
