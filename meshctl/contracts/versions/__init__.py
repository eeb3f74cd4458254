"""What differs between two versions of a schema, and whether it breaks who reads by the new or by the old one.

Read `differences` (the answer), `compatibility` (what one of the `modes` forbids) and `compare`, then `pairs` (two schemas at one
place, in the form of `contracts/forms`), `pair_rules` and the rules by kind: `objects`,
`arrays`, `scalar_differences`, `compositions`, `choices`.
"""
