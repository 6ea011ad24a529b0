"""Django's handle on this room."""

import os
from datetime import timedelta

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "huitou.commerce.payments"
    label = "payments"

    def ready(self) -> None:
        from huitou.commerce import payments
        from huitou.commerce.payments.daily import check_books, reconcile_lately
        from huitou.commerce.payments.owners import PaymentsData
        from huitou.foundation.jobs import every
        from huitou.foundation.privacy import register_personal_data

        register_personal_data(PaymentsData())
        every("payments.poll", timedelta(seconds=10), payments.poll_payments)
        every("payments.expire", timedelta(seconds=30), payments.expire_payments)
        every("payments.send_refunds", timedelta(seconds=10), payments.send_refunds)
        # Statements appear in the course of the next morning, whichever morning that is.
        every("payments.reconcile", timedelta(hours=6), reconcile_lately)
        every("payments.books", timedelta(days=1), check_books)
        if os.environ.get("HUITOU_SIMULATED_PAYMENTS") == "1":
            from huitou.commerce.payments.development import install

            install()
