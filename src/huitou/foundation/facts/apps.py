"""Django's handle on this room."""

from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "huitou.foundation.facts"
    label = "facts"
