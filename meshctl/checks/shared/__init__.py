"""What several checks need, and how all are run. Nothing here is a check.

Read `check`, which says what one is, then `severities` and `exceptions`: what a mesh says against checks;
`guardrail_exceptions` are those from guardrails that have run out. The others serve those that import them:
`named_channels` (which channels and sources a service names), `filters` (what a `where` lets pass), `graphs` (cycles),
`quotas` (what rules come to), `schema_findings` (what is wrong with one schema). `touched_systems` is for who applies
one system: which findings keep it from that.
"""
