"""Django's handle on this room."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "huitou.commerce.orders"
    label = "orders"
