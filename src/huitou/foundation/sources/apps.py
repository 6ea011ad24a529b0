"""Django's handle on this room."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):  # type: ignore[misc]  # Django has no types here
    name = "huitou.foundation.sources"
    label = "sources"
    default_auto_field = "django.db.models.BigAutoField"
