"""The engine: text and values in, values out. No files, no clock, no git, no screen."""
