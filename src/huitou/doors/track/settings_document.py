"""The settings document that analytics.js and the mobile SDKs fetch before they send anything."""

from __future__ import annotations

import re
from typing import Any

_HOST = re.compile(r"[A-Za-z0-9.:\[\]_-]{1,255}")
_PLANNED_TYPES = ("track", "identify", "group", "page")


def settings_document(key: str, host: str, scheme: str) -> dict[str, Any]:
    """Tells a browser or mobile SDK to send to this server, for the source of `key`.

    analytics.js posts to `{protocol}://{apiHost}/t` and its siblings (segmentio/analytics-next,
    packages/browser/src/plugins/segmentio/index.ts). No other destination exists here, nothing
    is blocked by a plan, and the SDK is asked to report no metrics about itself.
    """
    segment_io: dict[str, Any] = {
        "apiKey": key,
        "unbundledIntegrations": [],
        "addBundledMetadata": True,
        "versionSettings": {"version": "4.4.7", "componentTypes": ["browser"]},
    }
    if _HOST.fullmatch(host):
        segment_io |= {"apiHost": f"{host}/v1", "protocol": scheme}
    return {
        "integrations": {"Segment.io": segment_io},
        "plan": {
            kind: {"__default": {"enabled": True, "integrations": {}}} for kind in _PLANNED_TYPES
        },
        "edgeFunction": {},
        "analyticsNextEnabled": True,
        "middlewareSettings": {},
        "enabledMiddleware": {},
        "metrics": {"sampleRate": 0},
        "remotePlugins": [],
    }
