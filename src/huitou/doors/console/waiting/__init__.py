"""Lists of what waits for a person."""
