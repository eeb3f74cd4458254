"""Drift: what of a stage stands otherwise than it was applied last, and what stands besides it. Pure.

Read `seen_resources` (what AWS tells), `own_resources` (what Terraform's states know), `statements` (policies, statement by
statement), then `added_by_hand` (what the one has and the other has not) with `removals` (the commands that take it away) and
`keeping` (how the catalogue says the same), `changed_by_hand` (what Terraform itself would set back), `changed_code` (what it would not) and `stage_drift` (both).
"""
