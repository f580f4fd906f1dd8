"""How results are written: one module for each kind of result or format."""
