"""Event source mappings of the embedded AWS: the calls on them, and how they take messages and records to functions."""
