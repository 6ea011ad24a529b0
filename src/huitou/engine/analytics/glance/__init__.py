"""A day at a glance: what was bought and who was there, beside the days before it."""
