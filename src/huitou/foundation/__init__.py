"""The Django ground floor: tables and services that every room above stands on."""
