"""Passwords and keys in a text: what they look like, where they stand, and how they are covered."""
