"""What hangs on the resources of a stage, whoever made it, as AWS lists it. Asks only; decides nothing.

Read `look` (which calls for which type, many at once, and what becomes of those that AWS refuses), then `events`, `channels` and
`functions` (the calls).
"""
