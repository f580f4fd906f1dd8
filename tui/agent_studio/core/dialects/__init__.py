"""One declarative table per harness, and what follows from it: loading and rights."""
