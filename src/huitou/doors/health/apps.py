"""Django's handle on this room: its words."""

from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "huitou.doors.health"
    label = "health"
