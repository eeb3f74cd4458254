"""What one value of an event must be: each operator of a pattern as data that can be asked. Reads no pattern, no event.

Read `accepted` first (what one field accepts, `anything-but` and `{"exists": false}`), then the operators by their names:
`prefix_suffix`, `any_case`, `wildcard`, `numeric`, `addresses`; `numbers` says how AWS compares numbers.
"""
