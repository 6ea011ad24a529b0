"""Answers of the event log as people see them: tables for a terminal, rows for a spreadsheet, a
page with charts. A file a family; `words.py` has what stands around the numbers.
"""

from huitou.doors.answers.page import answer_csv, answer_page, screen_tables

__all__ = ["answer_csv", "answer_page", "screen_tables"]
