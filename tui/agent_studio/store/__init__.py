"""The only rooms that touch the world: files, git, settings, sessions."""
