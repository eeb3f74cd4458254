"""What a change of a stage does, worked out and worded before anything of it is done. Pure.

Read `planned_change`: all that people approve, as data.
"""
