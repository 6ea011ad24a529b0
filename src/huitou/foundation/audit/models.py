"""Table: the entries of the audit log. The database itself refuses to change or delete one."""

from __future__ import annotations

from django.db import models


class AuditEntry(models.Model):
    """`number` counts from 1 without a gap; `digest` is the SHA-256 of the entry and of the digest
    before it.
    """

    number = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    action = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    detail = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "audit_entry"
        indexes = (
            models.Index(fields=("subject",), name="audit_subject"),
            models.Index(fields=("actor",), name="audit_actor"),
        )

    def __str__(self) -> str:
        return f"{self.number}: {self.actor} {self.action} {self.subject}"


class AuditHead(models.Model):
    """The end of the chain: one row, which whoever adds an entry locks."""

    number = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "audit_head"
