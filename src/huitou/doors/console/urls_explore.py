"""The addresses of the explorers, saved questions, boards and cohorts."""

from __future__ import annotations

from django.urls import path

from huitou.doors.console.explore import views
from huitou.doors.console.explore.registry import EXPLORERS

urlpatterns = [
    path(f"{slug}/", views.explore, {"slug": slug}, name=f"explore-{slug}") for slug in EXPLORERS
]
