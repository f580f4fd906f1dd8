"""What every harness makes of a definition, as the screen shows it."""
