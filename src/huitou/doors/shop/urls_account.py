"""The addresses of signing in, of the account and of what is known of a shopper."""

from __future__ import annotations

from django.urls import path

from huitou.doors.shop import (
    account,
    account_words,
    addresses,
    installing,
    own_data,
    safety,
    signing_in,
)
from huitou.doors.shop.help import help_page

account_words.install()

urlpatterns = [
    path("sign-in", signing_in.sign_in),
    path("sign-in/code", signing_in.code),
    path("sign-in/service", signing_in.service),
    path("sign-out", signing_in.sign_out),
    path("account", account.account),
    path("account/profile", account.profile),
    path("account/contacts/<slug:kind>", safety.contact),
    path("account/contacts/<slug:kind>/code", safety.prove),
    path("account/password", safety.password),
    path("account/devices", safety.devices),
    path("account/devices/others", safety.end_others),
    path("account/devices/<uuid:session_id>", safety.end_device),
    path("account/addresses", addresses.addresses),
    path("account/addresses/new", addresses.add_address),
    path("account/addresses/<uuid:address_id>", addresses.change_address),
    path("account/addresses/<uuid:address_id>/delete", addresses.remove_address),
    path("account/addresses/<uuid:address_id>/put-back", addresses.put_back),
    path("account/addresses/<uuid:address_id>/default", addresses.make_default),
    path("account/data", own_data.data),
    path("account/data/known", own_data.known),
    path("account/data/download", own_data.download),
    path("account/data/erase", own_data.erase),
    path("account/data/stay", own_data.stay),
    path("account/data/consents/<slug:purpose>", own_data.keep_consent),
    path("help", help_page),
    path("manifest.webmanifest", installing.manifest),
    path("service-worker.js", installing.service_worker),
    path("offline", installing.offline),
]
