"""Everything of a stage that Terraform needs, and planning and applying it.

Read `prepare` (from the mesh to a bundle), `build_package` (one function's zip), then `plan_and_apply` (wave by wave).
`guardrails` is of no stage: the policies of the organisation over all of them.
"""
