"""What stands on each step of a change that takes nothing away, by the kind of part. Pure.

Read `stacks` (whole inputs), then `routes`, `mappings` and `schedules`: the parts that do something by themselves, and so begin and
end at their time.
"""
