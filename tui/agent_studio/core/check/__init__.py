"""Diagnostics over a definition or a whole library."""
