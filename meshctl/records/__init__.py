"""What is kept of a stage in its bucket: where states and records lie, and what they say. Pure; reads and writes nothing.

Read `stage_keys` (where what lies), `stack_record` (what a stack was applied with last) with `shapes` (the form of inputs)
and `stage_code` (what it was made by), then `state_resources` (what is in Terraform's own state), `terraform_state` (what that
tells where a record does not), `code_in_doubt` (which code a function has) and `unmade_functions` (which were never made).
`kept_records` are those that this machine has read before. `state_lock` is who holds a state, and `heartbeat` whether that is
still at work.
"""
