"""Events by hand: published, simulated without AWS, followed on the embedded one; and single patterns.

Read `envelope` (the form of an event) and `read_event` (from the bytes that somebody hands in), then the use cases:
`send`, `send_aws`, `simulate` (one event) and `recorded_events` (many), `journey` (what became of one), `ask_pattern` (check,
match, explain). Both of events foretold ask the room `receivers`, which knows whom an event gets to in a stage.
"""
