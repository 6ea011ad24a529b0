"""Django's handle on this room."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "huitou.foundation.audit"
    label = "audit"
