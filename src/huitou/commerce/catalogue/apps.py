"""Django's handle on this room."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "huitou.commerce.catalogue"
    label = "catalogue"
