"""Tables: a source is a shop, site or app that sends events; a write key lets it in."""

from __future__ import annotations

from django.db import models


class Source(models.Model):
    """`name` is what every event of this source carries, for ever: it is never changed."""

    name = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "sources_source"

    def __str__(self) -> str:
        return str(self.name)


class WriteKey(models.Model):
    """A key as it is kept: the hash that recognises it and the last four letters for people.

    A revoked key keeps its row, so that the question «who was let in, and when» has an answer.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="keys")
    key_hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=4)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "sources_write_key"

    def __str__(self) -> str:
        return f"{self.source_id} …{self.hint}"
