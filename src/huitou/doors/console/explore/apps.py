"""Django's handle on the explorers: their templates, static files and words."""

from django.apps import AppConfig


class ExploreConfig(AppConfig):
    name = "huitou.doors.console.explore"
    label = "explore"
