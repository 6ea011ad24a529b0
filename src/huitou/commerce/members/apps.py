"""Django's handle on this room."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "huitou.commerce.members"
    label = "members"
