"""Cohorts: predicates over people, saved with versions and evaluated to the people's ids."""
