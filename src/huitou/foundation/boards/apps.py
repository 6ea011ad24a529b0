"""Django's handle on this room."""

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "huitou.foundation.boards"
    label = "boards"
