"""Django's handle on this room, and the schedules of the rooms below it."""

from datetime import timedelta

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "huitou.foundation.jobs"
    label = "jobs"

    def ready(self) -> None:
        from huitou.foundation import facts, idempotency
        from huitou.foundation.jobs.forget import forget_jobs
        from huitou.foundation.jobs.scheduling import every

        every("facts.ship", timedelta(seconds=5), facts.ship_facts)
        every("facts.forget", timedelta(days=1), facts.forget_facts)
        every("idempotency.forget", timedelta(days=1), idempotency.forget_answers)
        every("jobs.forget", timedelta(days=1), forget_jobs)
