"""Django's handle on this room: its templates, tags, static files and words."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "huitou.doors.design"
    label = "design"

    def ready(self) -> None:
        from huitou.doors.design.plain_look import plain_look
        from huitou.foundation.plain_page import register_look

        register_look(plain_look)
