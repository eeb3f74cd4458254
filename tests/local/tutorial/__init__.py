"""The tutorial of patterns, as a reader goes through it: every command is run, and what it says is what the page shows."""
