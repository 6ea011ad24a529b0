"""Django's handle on this room."""

from datetime import timedelta

from django.apps import AppConfig

from huitou.foundation import jobs, privacy


class SupplyConfig(AppConfig):
    name = "huitou.commerce.supply"
    label = "supply"

    def ready(self) -> None:
        from huitou.commerce import supply
        from huitou.commerce.supply.personal import StockData

        privacy.register_personal_data(StockData())
        jobs.every("supply.expire", timedelta(minutes=1), supply.expire_reservations)
        # Papers end with a day of the shop, whichever hour of the server's that is.
        jobs.every("supply.certificates", timedelta(hours=1), supply.mark_certificates)
        jobs.every("supply.books", timedelta(days=1), supply.check_books)
