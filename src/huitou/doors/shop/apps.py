"""Django's handle on this room: its templates, static files and words."""

from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "huitou.doors.shop"
    label = "shop"
