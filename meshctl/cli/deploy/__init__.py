"""Commands that bring a stage to AWS: render, plan, apply, destroy; local, for the embedded AWS; guardrails,
for the organisation.

Read `render`, then `apply`, then what `plan`, `apply` and `destroy` share: `plan_and_apply` (plan, show, ask, apply) on
a `reached_stage` (its bucket and what stands), with `progress` (talk meanwhile) and `interrupt` (Ctrl-C). Each holds
the bundle's lock from rendering to its end; `held_states` says who holds Terraform's own, and `unlock` releases one.
"""
