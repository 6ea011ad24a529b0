"""The addresses of the explorers, saved questions, boards and cohorts."""

from __future__ import annotations

from django.urls import path

from huitou.doors.console.explore import views
from huitou.doors.console.explore.registry import EXPLORERS

_ABOUT_ONE = (
    ("", views.explore),
    ("csv", views.numbers),
    ("people", views.behind),
    ("people.csv", views.ids),
    ("cohort", views.cohort),
    ("save", views.save),
)
urlpatterns = [
    path(f"{slug}/{ending}", view, {"slug": slug}, name=f"{slug}-{ending or 'explore'}")
    for slug in EXPLORERS
    for ending, view in _ABOUT_ONE
]
