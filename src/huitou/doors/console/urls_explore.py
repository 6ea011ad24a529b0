"""The addresses of the explorers, saved questions, boards and cohorts."""

from __future__ import annotations

from django.urls import path

from huitou.doors.console.explore import board_views as boards
from huitou.doors.console.explore import cohort_views as cohorts
from huitou.doors.console.explore import question_views as questions
from huitou.doors.console.explore import views
from huitou.doors.console.explore.registry import EXPLORERS

_ABOUT_ONE = (
    ("", views.explore),
    ("csv", views.numbers),
    ("people", views.behind),
    ("people.csv", views.ids),
    ("cohort", views.cohort),
    ("save", views.save),
)
_BOARD, _PIN = "boards/<str:board_id>/", "boards/<str:board_id>/pins/<str:pin_id>"
_QUESTION, _COHORT = "questions/<str:question_id>/", "cohorts/<str:name>/"
urlpatterns = [
    path("boards/", boards.all_boards, name="boards"),
    path(_BOARD, boards.one_board, name="board"),
    path(f"{_BOARD}rename", boards.rename, name="board-rename"),
    path(f"{_BOARD}remove", boards.remove, name="board-remove"),
    path(f"{_BOARD}restore", boards.restore, name="board-restore"),
    path(f"{_BOARD}pin", boards.pin, name="board-pin"),
    path(_PIN, boards.one_pin, name="pin"),
    path(f"{_PIN}/unpin", boards.unpin, name="pin-unpin"),
    path(f"{_PIN}/move", boards.move, name="pin-move"),
    path("questions/", questions.all_questions, name="questions"),
    path(f"{_QUESTION}rename", questions.rename, name="question-rename"),
    path(f"{_QUESTION}remove", questions.remove, name="question-remove"),
    path(f"{_QUESTION}restore", questions.restore, name="question-restore"),
    path("cohorts/", cohorts.all_cohorts, name="cohorts"),
    path("cohorts/new", cohorts.new, name="cohort-new"),
    path(_COHORT, cohorts.one_cohort, name="cohort"),
    path(f"{_COHORT}size", cohorts.size, name="cohort-size"),
    path(f"{_COHORT}people.csv", cohorts.ids, name="cohort-ids"),
    path(f"{_COHORT}rename", cohorts.rename, name="cohort-rename"),
    path(f"{_COHORT}remove", cohorts.remove, name="cohort-remove"),
    path(f"{_COHORT}restore", cohorts.restore, name="cohort-restore"),
    *(
        path(f"{slug}/{ending}", view, {"slug": slug}, name=f"{slug}-{ending or 'explore'}")
        for slug in EXPLORERS
        for ending, view in _ABOUT_ONE
    ),
]
