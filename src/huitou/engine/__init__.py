"""The numbers: a pure library, tables in and tables out. No Django, no HTTP, no settings."""
