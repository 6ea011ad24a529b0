"""Every explorer by its slug."""

from __future__ import annotations

from huitou.doors.console.explore.explorer import Explorer
from huitou.doors.console.explore.families.drivers import DRIVERS
from huitou.doors.console.explore.families.funnels import FUNNELS
from huitou.doors.console.explore.families.groups import GROUPS
from huitou.doors.console.explore.families.growth import GROWTH
from huitou.doors.console.explore.families.invitations import INVITATIONS
from huitou.doors.console.explore.families.lifecycle import LIFECYCLE
from huitou.doors.console.explore.families.paths import PATHS
from huitou.doors.console.explore.families.retention import RETENTION
from huitou.doors.console.explore.families.stickiness import STICKINESS
from huitou.doors.console.explore.families.value import VALUE

EXPLORERS: dict[str, Explorer] = {
    one.slug: one
    for one in (
        RETENTION,
        STICKINESS,
        DRIVERS,
        GROUPS,
        LIFECYCLE,
        FUNNELS,
        PATHS,
        VALUE,
        GROWTH,
        INVITATIONS,
    )
}
