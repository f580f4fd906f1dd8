"""The Library without its widgets: what is read, chosen, arranged and shown."""
