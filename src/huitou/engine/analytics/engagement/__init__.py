"""Engagement: how many people are active by day, week and month, and what their visits are."""
