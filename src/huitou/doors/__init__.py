"""The doors: every way in from outside. A door parses, calls one verb, and answers."""
