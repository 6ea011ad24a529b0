"""A second implementation of the query families: slow, obvious, and written from the definitions
alone. It reads lists of events with loops and shares no code with what it checks, except the
classes of questions and answers.

Each family has a function that takes the events, the query, the moment that the data is complete
up to, and the saved cohorts by name; it gives what the answer holds between its head and its
definition.
"""
