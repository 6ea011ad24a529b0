"""Which services one may sign in with, from the environment. Read by Django's settings, so nothing
of Django is asked here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from huitou.kernel import InvalidInput

_KEY = re.compile(r"HUITOU_SOCIAL_([A-Z0-9_]+)_KEY")


def social_providers(environment: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """The settings of django-allauth's providers, by their name there (weixin, google, ..): every
    service that HUITOU_SOCIAL_NAME_KEY and HUITOU_SOCIAL_NAME_SECRET are set for. InvalidInput for
    a service that django-allauth does not know, and for a key without its secret.
    """
    providers = {}
    for variable, key in sorted(environment.items()):
        matched = _KEY.fullmatch(variable)
        if matched is None or not key:
            continue
        name = matched[1].lower()
        secret = environment.get(f"HUITOU_SOCIAL_{matched[1]}_SECRET")
        if not secret or name not in _known():
            raise InvalidInput(
                f"{variable} names no service that can be set up.",
                remedy="Use a provider's name of django-allauth, such as WEIXIN, and set its "
                f"HUITOU_SOCIAL_{matched[1]}_SECRET as well.",
                code="members.bad_provider",
                field=variable,
            )
        providers[name] = {"APP": {"client_id": key, "secret": secret}}
    return providers


def _known() -> set[str]:
    found = find_spec("allauth")
    folders = (found.submodule_search_locations or []) if found else []
    paths = [path for folder in folders for path in Path(folder).glob("socialaccount/providers/*")]
    return {path.name for path in paths if (path / "provider.py").exists()}
