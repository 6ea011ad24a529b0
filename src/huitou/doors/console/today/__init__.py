"""Today: what changed, who changed it, and what needs a hand."""
