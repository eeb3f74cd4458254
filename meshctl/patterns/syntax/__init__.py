"""From the text of a pattern to branches of fields, or to a refusal with a place, a reason and AWS's words. Matches nothing.

Read `paths` and `branches` (what comes out), then `decoded`, `parse`, `read_operator`, `read_value`, `read_numeric`,
`wildcard_complexity`; `invalid_pattern`, `aws_messages` and `meant` are about refusals, `reach` finds how far into a text they come.
"""
