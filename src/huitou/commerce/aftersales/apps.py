"""Django's handle on this room."""

from django.apps import AppConfig


class AftersalesConfig(AppConfig):
    name = "huitou.commerce.aftersales"
    label = "aftersales"
