"""The merge workplace without its widgets: rows, hints, history, facts, plan."""
