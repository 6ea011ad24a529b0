"""Django's handle on this room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "huitou.foundation.accounts"
    label = "accounts"

    def ready(self) -> None:
        from huitou.foundation.accounts.noted import note_what_staff_do

        note_what_staff_do()
