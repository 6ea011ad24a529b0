"""Migrations of the sources room."""
