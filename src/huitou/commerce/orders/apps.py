"""Django's handle on this room."""

from datetime import timedelta

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "huitou.commerce.orders"
    label = "orders"

    def ready(self) -> None:
        from huitou.commerce import members, orders, payments, supply
        from huitou.commerce.orders.merge import merge_guest_basket
        from huitou.commerce.orders.personal import PERSONAL_DATA
        from huitou.commerce.orders.receiver import RECEIVER, keeps_stock
        from huitou.commerce.orders.states import PURPOSE
        from huitou.foundation.jobs import every
        from huitou.foundation.privacy import register_personal_data

        payments.register_receiver(PURPOSE, RECEIVER)
        supply.keep_alive(keeps_stock)
        register_personal_data(PERSONAL_DATA)
        members.on_guest_merged(merge_guest_basket)
        every("orders.close_unpaid", timedelta(seconds=30), orders.close_unpaid)
        every("orders.confirm_overdue", timedelta(minutes=10), orders.confirm_overdue)
