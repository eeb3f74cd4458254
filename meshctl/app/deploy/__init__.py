"""Everything of a stage that Terraform needs, and planning and applying it.

Read `prepare` (the stacks of a mesh, and their bundle); `standing` (what the
stage's bucket says of what stands) with `earlier_states` (keys without an account); `stage_change` (the passes from the
one to the other, each with its stacks) with `some_systems` (where only those change), `taken_down` (a stack that goes
as a whole) and `planned_stage` (the change as it is approved); `retired_parts` and `lost_messages` (what that holds
which may go, or goes as a whole); then `run_passes` (pass by pass) with `counted_again` (just before something goes),
`stage_records` (what is recorded meanwhile), `state_locks` (who holds what) and `plan_and_apply` (wave by wave). `guardrails` is of no stage: the
policies of the organisation over all of them.
"""
