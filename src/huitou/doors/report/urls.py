"""The addresses of the report."""

from __future__ import annotations

from django.urls import path

from huitou.doors.report.views import report

urlpatterns = [
    path("report", report, name="report"),
]
