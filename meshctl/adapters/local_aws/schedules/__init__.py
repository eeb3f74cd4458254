"""EventBridge Scheduler, and the rules of the default bus that have a time instead of a pattern.

To be read in this order: `schedule_api` refuses what is no schedule, `scheduler` looks at the clock, `due_times` says which
times have come, `firing` does what a schedule is for.
"""
