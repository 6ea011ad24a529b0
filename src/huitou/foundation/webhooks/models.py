"""Tables: endpoints, deliveries to them, and every attempt."""

from __future__ import annotations

from typing import Any

from django.db import models

from huitou.foundation.vault import EncryptedText


class Endpoint(models.Model):
    """Who listens to what: `events` are names as a JSON list, empty for all. After a failure
    nothing is sent until `paused_until`. `old_secret` signs beside `secret` until `old_until`.
    """

    id = models.CharField(max_length=36, primary_key=True)
    url = models.CharField(max_length=500)
    events = models.TextField(default="[]")
    secret: Any = EncryptedText()
    old_secret: Any = EncryptedText(null=True)
    old_until = models.DateTimeField(null=True)
    enabled = models.BooleanField(default=True)
    failures = models.PositiveIntegerField(default=0)
    paused_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "webhooks_endpoint"

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """One fact to one endpoint. `body` is what is sent, the same in every attempt."""

    id = models.CharField(max_length=36, primary_key=True)
    endpoint = models.ForeignKey(Endpoint, on_delete=models.PROTECT, related_name="deliveries")
    message_id = models.CharField(max_length=128)
    event = models.CharField(max_length=80)
    member_id = models.CharField(max_length=36, null=True)
    body = models.TextField()
    state = models.CharField(max_length=10)
    attempts = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "webhooks_delivery"
        constraints = (
            models.UniqueConstraint(fields=("endpoint", "message_id"), name="webhooks_sent_once"),
        )
        indexes = (
            models.Index(fields=("member_id",), name="webhooks_of_member"),
            models.Index(fields=("state", "settled_at"), name="webhooks_settled"),
        )

    def __str__(self) -> str:
        return f"{self.event} to {self.endpoint_id}: {self.state}"


class Attempt(models.Model):
    """What came of one try: an HTTP status, or an error if none came back."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=200, default="")
    millis = models.PositiveIntegerField()

    class Meta:
        db_table = "webhooks_attempt"

    def __str__(self) -> str:
        return f"{self.delivery_id}: {self.status or self.error}"
