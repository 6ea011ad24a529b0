"""Django's handle on this room."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "huitou.foundation.sources"
    label = "sources"
    default_auto_field = "django.db.models.BigAutoField"
