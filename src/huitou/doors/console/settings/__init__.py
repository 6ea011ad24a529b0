"""Settings: sources, people, channels, machinery: how each stands, and what to do about it."""
