"""Django's handle on this room: its templates, static files and words."""

from django.apps import AppConfig


class WholeConfig(AppConfig):
    name = "huitou.doors.console.whole"
    label = "console_whole"
