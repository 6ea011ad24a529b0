"""The intake door: events come in by the Segment and PostHog protocols, and an event that was
answered with 200 is on the disk.

`create_app` makes the ASGI app of one worker process; `owns` tells which addresses are its own.
README.md beside this file lists the addresses, limits and answers.
"""

from huitou.doors.track.app import TrackApp, create_app
from huitou.doors.track.limits import Limits
from huitou.doors.track.routes import owns

__all__ = ["Limits", "TrackApp", "create_app", "owns"]
