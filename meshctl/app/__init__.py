"""Use cases, by what people ask: each takes every effect as an argument, gives results, and shows nothing.

`check` first, since all others begin with a sound mesh; then `tell` (what is in the catalogue), `write` (new and formatted
files), `events` (send, simulate, follow), `deploy` (package, plan, apply), and `complete` (names for shell completion).
"""
