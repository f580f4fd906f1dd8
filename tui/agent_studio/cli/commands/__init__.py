"""One module for each command, each with ``run(arguments, output) -> exit status``."""
