"""Django's handle on this room."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "huitou.foundation.jobs"
    label = "jobs"
