"""Tables: facts that wait to be shipped and heard (outbox), and who has heard them (inbox)."""

from __future__ import annotations

from django.db import models


class Fact(models.Model):
    """A row of the event log to be. `message_id` is its id there: a fact that is said twice under
    one business key is one fact. `properties` and `traits` are JSON objects as text; an `identify`
    has no event and says that the anonymous id is the member's.
    """

    message_id = models.CharField(max_length=128, unique=True)
    type = models.CharField(max_length=10, default="track")
    event = models.CharField(max_length=80, null=True)
    member_id = models.CharField(max_length=36, null=True)
    anonymous_id = models.CharField(max_length=64, null=True)
    happened_at = models.DateTimeField()
    properties = models.TextField(default="{}")
    traits = models.TextField(null=True)
    shipped_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "facts_fact"
        indexes = (
            models.Index("id", name="facts_to_ship", condition=models.Q(shipped_at=None)),
            models.Index("id", name="facts_to_hear", condition=models.Q(heard_at=None)),
            models.Index("member_id", name="facts_of_member"),
        )

    def __str__(self) -> str:
        return f"{self.event or self.type} {self.message_id}"


class Hearing(models.Model):
    """What came of one fact at one handler. It is `done`, or is tried again at `next_at`, or after
    too many attempts (`next_at` is null) is a dead letter that waits for a person.
    """

    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, related_name="hearings")
    handler = models.CharField(max_length=100)
    attempts = models.PositiveIntegerField(default=0)
    error = models.TextField(default="")
    next_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "facts_hearing"
        constraints = (
            models.UniqueConstraint(fields=("fact", "handler"), name="facts_heard_once"),
        )

    def __str__(self) -> str:
        return f"{self.handler} of {self.fact_id}"
