"""One screen a workplace."""
