"""Django's handle on this room."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "huitou.commerce.payments"
    label = "payments"
