"""How hypothesis tries: no example fails for being slow. The tests share the machine with each
other, so the clock tells of their neighbours.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")
