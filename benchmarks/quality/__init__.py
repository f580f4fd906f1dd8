"""Merge quality: what this studio's three-way merge makes of real merges, beside its peers."""
