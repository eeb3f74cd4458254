"""Events by hand: published, simulated without AWS, followed on the embedded one; and single patterns.

Read `envelope` (the form of an event) and `read_event` (from the bytes that somebody hands in), then the use cases:
`send`, `send_aws`, `simulate` (one event) and `recorded_events` (many), `journey` (what became of one), `ask_pattern` (check,
match, explain). Both of events foretold know who sends one and over which bus it comes by `outside_events`, `sent_to_buses` and
`arriving_event`, and whom it gets to by `known_ways` and `onward`.
"""
