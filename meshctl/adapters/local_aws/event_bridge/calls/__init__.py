"""EventBridge's calls where moto answers otherwise than AWS was seen to: other words, other fields, pages, states.

What a call's model says of its input is checked before (names, lengths, choices); here is what only EventBridge knows.

To be read in this order: `install` puts all in place, `lookups` finds buses and rules or says in AWS's words that there are
none, `paging` cuts lists; `event_calls`, `rule_calls` (with `schedules`), `target_calls`, `bus_calls`, `permission_calls`,
`tag_calls`, `archive_calls`, `replay_calls`, `connection_calls` (with `connections`) and `destination_calls` are about what
they are named after.
"""
