"""Django's handle on this room."""

from datetime import timedelta

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "huitou.foundation.boards"
    label = "boards"

    def ready(self) -> None:
        from huitou.foundation import jobs
        from huitou.foundation.boards.sizes import measure_cohorts

        jobs.every("boards.measure_cohorts", timedelta(days=1), measure_cohorts)
