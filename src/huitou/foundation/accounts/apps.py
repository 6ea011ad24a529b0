"""Django's handle on this room."""

from datetime import timedelta

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "huitou.foundation.accounts"
    label = "accounts"

    def ready(self) -> None:
        from huitou.foundation import jobs
        from huitou.foundation.accounts.noted import note_what_staff_do
        from huitou.foundation.accounts.rates import forget_rates

        note_what_staff_do()
        jobs.every("accounts.forget_rates", timedelta(hours=6), forget_rates)
