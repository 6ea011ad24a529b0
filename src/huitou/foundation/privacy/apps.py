"""Django's handle on this room."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "huitou.foundation.privacy"
    label = "privacy"
