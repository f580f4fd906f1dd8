"""Rows to decisions to a result, with or without a base."""
