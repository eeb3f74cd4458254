"""What a change of a stage does, worked out and worded before anything of it is done. Pure.

Read `planned_change` (all that people approve, as data) and `plan_change` (which puts it together). What differs is
found by `compare`, of `facts`: what inputs say, in the words of `rows`, `pattern_facts` and `values`; `moved_accounts`
and `retired_parts` are what differs only in one sense. `sentences` says it, `planned_passes` how it is done, `twice` (with `due_times`)
and `losses` what that means for events.
"""
