"""The typed catalogue of event names. A name matches exactly, capitals and spaces included; a name
that is not here is accepted and kept like any other, only nothing is demanded of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from huitou.engine.events.catalogue_people import PEOPLE
from huitou.engine.events.catalogue_shopping import SHOPPING
from huitou.engine.events.known_event import KnownEvent

CATALOGUE: Mapping[str, KnownEvent] = MappingProxyType(
    {event.name: event for event in (*SHOPPING, *PEOPLE)}
)
