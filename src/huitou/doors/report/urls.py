"""The addresses of the report."""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from huitou.doors.report.views import report

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="report", query_string=True)),
    path("report", report, name="report"),
]
