"""The first steps: from an empty folder to the first order and the first event."""
