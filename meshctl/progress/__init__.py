"""How far the stacks of a stage are while Terraform works on them: data and pure functions over it, no terminal and no clock.

Read `steps` (what happens), `stacks_progress` (what is known after each), then `fixed_waits` (how long the provider waits at least)
and `time_left` (about how much longer it takes).
"""
