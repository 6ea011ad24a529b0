"""Django's handle on this room."""

from django.apps import AppConfig


class SupplyConfig(AppConfig):
    name = "huitou.commerce.supply"
    label = "supply"
