"""Django's handle on this room."""

from datetime import timedelta

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "huitou.foundation.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        from huitou.foundation import facts, jobs, privacy
        from huitou.foundation.webhooks.forget import forget_deliveries
        from huitou.foundation.webhooks.handlers import is_listened_to, queue_deliveries
        from huitou.foundation.webhooks.personal import WebhookData

        facts.hear_every("webhooks.queue", queue_deliveries, is_listened_to)
        jobs.every("webhooks.forget", timedelta(days=1), forget_deliveries)
        privacy.register_personal_data(WebhookData())
