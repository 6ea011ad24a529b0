"""Django's handle on this room: its templates, tags, static files and words."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "huitou.doors.design"
    label = "design"
