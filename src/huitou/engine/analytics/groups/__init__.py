"""Reports by group: who buys and comes back, by age, place, habit, product or channel."""
