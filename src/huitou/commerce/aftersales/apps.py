"""Django's handle on this room."""

from datetime import timedelta

from django.apps import AppConfig


class AftersalesConfig(AppConfig):
    name = "huitou.commerce.aftersales"
    label = "aftersales"

    def ready(self) -> None:
        from huitou.commerce import aftersales, members, orders
        from huitou.commerce.aftersales.guests import merge_guest_cases
        from huitou.commerce.aftersales.personal import AftersalesData
        from huitou.foundation import jobs, privacy

        members.on_guest_merged(merge_guest_cases)
        orders.on_refund_settled(aftersales.refund_settled)
        privacy.register_personal_data(AftersalesData())
        jobs.every("aftersales.run_timeouts", timedelta(minutes=1), aftersales.run_timeouts)
