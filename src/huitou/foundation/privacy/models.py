"""Tables: consent, requests about personal data, and their steps."""

from __future__ import annotations

from django.db import models


class Consent(models.Model):
    """What a member said about one purpose. The newest row counts; the database refuses to change
    one. `source` is where it was said (`sign_up`, `data_page`), `policy_version` which text was
    read.
    """

    member_id = models.CharField(max_length=36)
    purpose = models.CharField(max_length=40)
    given = models.BooleanField()
    source = models.CharField(max_length=40)
    policy_version = models.CharField(max_length=40)
    said_by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "privacy_consent"
        indexes = (models.Index(fields=("member_id", "purpose"), name="privacy_consent_of"),)

    def __str__(self) -> str:
        return f"{self.member_id} {self.purpose}: {self.given}"


class DataRequest(models.Model):
    """A member's request to see or to erase. `due_at` is the law's, `effective_at` the end of the
    time in which it can be taken back.
    """

    id = models.CharField(max_length=36, primary_key=True)
    member_id = models.CharField(max_length=36)
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    effective_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "privacy_request"
        constraints = (
            models.UniqueConstraint(
                fields=("member_id", "kind"),
                condition=models.Q(state="asked"),
                name="privacy_asked_once",
            ),
        )
        indexes = (
            models.Index(fields=("state", "effective_at"), name="privacy_due"),
            models.Index(fields=("member_id",), name="privacy_request_of"),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.member_id}: {self.state}"


class RequestStep(models.Model):
    """Who moved a request to which state, when, and what was done: counts, never data."""

    request = models.ForeignKey(DataRequest, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=10)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    detail = models.TextField(default="{}")

    class Meta:
        db_table = "privacy_request_step"

    def __str__(self) -> str:
        return f"{self.request_id} {self.state}"
