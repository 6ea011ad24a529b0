"""Django's handle on this room."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "huitou.foundation.webhooks"
    label = "webhooks"
