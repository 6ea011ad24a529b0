"""The explorers: a page for each kind of question to the event log, boards of answers, and
cohorts. `urls_explore.py` beside this package has their addresses.
"""
