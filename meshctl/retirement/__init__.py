"""What retired parts still hold, and which of them may go: when their day has come and they are empty, or are given up.
Pure.

Read `queues` (where messages lie in a stack, and what its parts are called), then `given_up` (what people say may be
lost) and `outlook` (what may go, with what is `leading` to it), then `protection` (what may not go at all) and
`known_retired` (what a machine remembers of it).
"""
