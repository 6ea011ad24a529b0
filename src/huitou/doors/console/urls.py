"""The addresses of the console, below /console/."""

from __future__ import annotations

from django.urls import path

from huitou.doors.console import signing_in, urls_explore, urls_whole
from huitou.doors.console.today import today

urlpatterns = [
    path("", today, name="console-today"),
    path("sign-in", signing_in.sign_in, name="console-sign-in"),
    path("sign-out", signing_in.sign_out, name="console-sign-out"),
    *urls_whole.urlpatterns,
    *urls_explore.urlpatterns,
]
