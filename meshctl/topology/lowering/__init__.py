"""The ways of a stage become parts on AWS: names, ARNs, grants and routes. Pure.

Read `lowered_ways` and `keys` (what becomes of a way, and by what it is known), `build_route` and `topics` (one way over a bus,
one from a topic), `hops` (what brings events to local buses), then `mappings` (what functions read), `writes`, `queues`, `streams`,
`logs`, `buses`, `schedules`, `functions` and `workflows` (one thing each, with the grants that its ways need) and `build_topology`,
which makes all of a stage: `lower`. The mesh has passed all checks; what cannot be built was refused before.
"""
