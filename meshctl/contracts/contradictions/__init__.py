"""What in the schema of an event contradicts itself, so that no data can be as it says. Pure.

Read `contradictions` (all that is told of a schema), then `excluded_values` (listed values that what stands beside them does not
allow) and `possible_values` (whether any value at all is as a schema says).
"""
