"""Single values between a schema and a field of a filter: texts, numbers, true, false and null.

Read `intervals` (numbers between two bounds), `scalars` (whether a field accepts none or all of them), then `samples` (some that a schema
may allow and a field accepts).
"""
