"""Tables: saved questions, boards, what is pinned to them, and how large cohorts were."""

from __future__ import annotations

from django.db import models


class SavedQuestion(models.Model):
    """An explorer's state: `explorer` is its name, `state` its choices as an address has them.
    What is removed is kept, so that it can be brought back.
    """

    id = models.CharField(max_length=36, primary_key=True)
    explorer = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    state = models.TextField()
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "boards_question"
        indexes = (models.Index(fields=("explorer", "name"), name="boards_of_explorer"),)

    def __str__(self) -> str:
        return self.name


class Board(models.Model):
    """A page of answers."""

    id = models.CharField(max_length=36, primary_key=True)
    name = models.CharField(max_length=80)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "boards_board"

    def __str__(self) -> str:
        return self.name


class Pin(models.Model):
    """A question on a board; lower places come first."""

    id = models.CharField(max_length=36, primary_key=True)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="pins")
    question = models.ForeignKey(SavedQuestion, on_delete=models.PROTECT, related_name="pins")
    place = models.IntegerField()

    class Meta:
        db_table = "boards_pin"
        constraints = (
            models.UniqueConstraint(fields=("board", "question"), name="boards_pinned_once"),
        )

    def __str__(self) -> str:
        return f"{self.question_id} on {self.board_id}"


class CohortSize(models.Model):
    """How many people were in the saved cohort `name` on a day."""

    name = models.CharField(max_length=120)
    day = models.DateField()
    people = models.PositiveBigIntegerField()

    class Meta:
        db_table = "boards_cohort_size"
        constraints = (models.UniqueConstraint(fields=("name", "day"), name="boards_size_of_day"),)

    def __str__(self) -> str:
        return f"{self.name} on {self.day}: {self.people}"
