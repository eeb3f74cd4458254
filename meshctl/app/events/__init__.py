"""Events by hand: published, simulated without AWS, followed on the embedded one; and single patterns.

Read `envelope` (the form of an event) and `read_event` (from the bytes that somebody hands in), then the use cases:
`send`, `send_aws`, `simulate` (one event), `recorded_events` (many; both with `outside_events`, `known_ways` and
`onward`), `journey` (what became of one), `ask_pattern` (check, match, explain).
"""
