"""What differs between two versions of a schema, and whether it breaks who reads by the new or by the old one.

Read `differences` (the answer), `compatibility` (what one of the `modes` forbids) and `compare`, then `forms` and `merging` (schemas made
comparable), `pairs` and `named_properties` (two of them at one place), `pair_rules` and the rules by kind: `objects`,
`arrays`, `scalar_differences`, `compositions`, `choices`.
"""
