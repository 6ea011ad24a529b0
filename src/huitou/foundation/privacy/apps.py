"""Django's handle on this room."""

from datetime import timedelta

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "huitou.foundation.privacy"
    label = "privacy"

    def ready(self) -> None:
        from huitou.foundation import jobs
        from huitou.foundation.privacy.carry_out import queue_due_erasures
        from huitou.foundation.privacy.own_data import AnswersData, ConsentData, FactsData
        from huitou.foundation.privacy.registry import register_personal_data

        for room in (ConsentData(), FactsData(), AnswersData()):
            register_personal_data(room)
        jobs.every("privacy.erase", timedelta(hours=1), queue_due_erasures)
