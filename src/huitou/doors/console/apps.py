"""Django's handle on this room: its templates, static files and words."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "huitou.doors.console"
    label = "console"
