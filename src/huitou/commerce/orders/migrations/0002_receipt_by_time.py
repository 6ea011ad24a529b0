"""Orders that are shipped end by time, too: the index covers them, and those that are on their way
are given the moment at which they do.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import migrations, models
from django.db.models import Max


def stamp(apps: Any, schema_editor: Any) -> None:
    order, zone = apps.get_model("orders", "Order"), ZoneInfo(settings.SHOP_TIMEZONE)
    patience = getattr(settings, "ORDERS", {}).get("unheard_after", timedelta(days=15))
    waiting = order.objects.filter(state="shipped", confirm_by=None)
    for row in waiting.annotate(last=Max("shipments__shipped_at")).iterator():
        promised = datetime.combine(row.promised_on + timedelta(days=1), time(), zone)
        end = max(row.last, promised).astimezone(UTC) + patience
        order.objects.filter(id=row.id).update(confirm_by=end)


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="order", name="orders_to_confirm"),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                "confirm_by",
                name="orders_to_confirm",
                condition=models.Q(state__in=("shipped", "delivered")),
            ),
        ),
        migrations.RunPython(stamp, migrations.RunPython.noop),
    ]
