"""What webhooks hold of a member."""

from __future__ import annotations

from typing import Any

import msgspec

from huitou.foundation.webhooks.models import Attempt, Delivery, Endpoint
from huitou.kernel import Clock


class WebhookData:
    """Deliveries of the member's facts; their attempts go with them. What a receiver got is not
    ours to erase: the shop tells the receiver. Endpoints are the shop's; their encrypted column is
    a secret, not a person's.
    """

    name = "webhooks"
    tables = (Delivery._meta.db_table, Attempt._meta.db_table, Endpoint._meta.db_table)

    def export(self, member_id: str) -> dict[str, Any]:
        rows = Delivery.objects.filter(member_id=member_id).order_by("id")
        return {"sent": [msgspec.json.decode(row.body) for row in rows]}

    def erase(self, member_id: str, clock: Clock) -> dict[str, int]:
        theirs = Delivery.objects.filter(member_id=member_id)
        count = theirs.count()
        theirs.delete()
        return {Delivery._meta.db_table: count}
