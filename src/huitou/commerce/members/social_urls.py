"""The addresses of the services that are set up: NAME/login/ and NAME/login/callback/."""

from __future__ import annotations

from importlib import import_module

from allauth.socialaccount.providers import registry

urlpatterns = [
    pattern
    for provider in registry.get_class_list()
    for pattern in import_module(f"{provider.get_package()}.urls").urlpatterns
]
