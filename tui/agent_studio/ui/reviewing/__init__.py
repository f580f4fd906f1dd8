"""The Review without its widgets: scope, items, rows of change."""
