"""The language server: what the Editor knows, for other editors."""
