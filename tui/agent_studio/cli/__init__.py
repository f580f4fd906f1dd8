"""The headless commands; the screens are imported only when one is asked for."""
