"""The Editor without its widgets: files, fields, new definitions."""
