"""Commands about single events: send one, trace where it goes, ask a pattern about it. Read them in that order."""
