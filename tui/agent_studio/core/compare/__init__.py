"""Alignment of N definitions, and their differences down to words."""
