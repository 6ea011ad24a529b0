"""Tables: what the queue of django-tasks-db lacks, and the schedules."""

from __future__ import annotations

from django.db import models


class Ticket(models.Model):
    """Beside a task in the queue: which kind of job it is, how often it was tried, and until when
    the worker that has it is believed alive. `waiting_key` is the key while the job waits, and
    null while it runs and after: a job that is asked for while its twin runs is queued.
    """

    task = models.OneToOneField(
        "django_tasks_database.DBTaskResult",
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="ticket",
    )
    name = models.CharField(max_length=100)
    key = models.CharField(max_length=200, null=True)
    waiting_key = models.CharField(max_length=200, null=True)
    attempts = models.PositiveIntegerField(default=0)
    most_attempts = models.PositiveIntegerField()
    first_pause_s = models.PositiveIntegerField()
    lease_s = models.PositiveIntegerField()
    leased_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "jobs_ticket"
        constraints = (
            models.UniqueConstraint(fields=("name", "waiting_key"), name="jobs_waits_once"),
        )
        indexes = (
            models.Index(
                "leased_until", name="jobs_leased", condition=models.Q(leased_until__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.task_id}"


class Schedule(models.Model):
    """When the function registered under `name` runs next, and how it went."""

    name = models.CharField(max_length=100, unique=True)
    next_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    error = models.TextField(default="")

    class Meta:
        db_table = "jobs_schedule"

    def __str__(self) -> str:
        return self.name
