"""Customer value: what cohorts of customers bring in over time, and how often they come back."""
