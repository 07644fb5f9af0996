"""Importing: an export, a table, a list as an organizer holds it becomes a workspace."""
