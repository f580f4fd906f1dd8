"""The speed bars: every figure is a ratio to a peer that was measured in the same run."""
