"""Whom an event gets to in a stage, worked out without AWS: of one event that is foretold, and of many that were recorded.

Read `stage_ways` (what decides it, as data that can be kept) and `gather_ways` (that data of a mesh), then who sends an event
and over which bus it comes: `outside_events`, `sent_to_buses` and `arriving_event`; then whom it gets to: `known_ways` and
`onward`. What that costs is `cost_per_million`.
"""
