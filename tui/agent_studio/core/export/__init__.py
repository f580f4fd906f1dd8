"""Taking definitions elsewhere: safe file names, and the names that others call them by."""
