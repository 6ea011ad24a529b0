"""Table: the answers that were given."""

from __future__ import annotations

from django.db import models


class StoredAnswer(models.Model):
    """What `caller` was answered under `key`. Without a `status` the work is under way, or was cut
    off on its way.
    """

    caller = models.CharField(max_length=100)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.TextField(default="")
    begun_at = models.DateTimeField()

    class Meta:
        db_table = "idempotency_answer"
        constraints = (models.UniqueConstraint(fields=("caller", "key"), name="idempotency_once"),)
        indexes = (models.Index("begun_at", name="idempotency_begun"),)

    def __str__(self) -> str:
        return f"{self.caller} {self.key}"
