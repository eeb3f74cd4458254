"""The stacks of a stage and their order, and what Terraform would change in them. Pure; runs nothing.

Read `stacks` (which roots, with which inputs, in which waves; of some systems alone those of a `part_of_mesh`), then
`changed_systems` (which systems have changed since), `causes` (whom each of their module instances serves), then `changes` (what people read of a plan) and `foretold` (what
a later plan may hold), then `limits_of_stacks` (what AWS never takes of them together, or on request only),
`stack_graph` (which before which), `stacks_at_once` (how many together), `stacks_result` (what became of the stacks) and
`alike_failures` (which failed for one reason). `guardrails_stack` is of no stage: what binds the organisation's accounts.
"""
