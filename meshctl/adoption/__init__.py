"""What an apply that was stopped has made and Terraform does not know: which of it is a stack's own, and by which ids
Terraform takes it in. Pure.

Read `planned_creates` (what Terraform would make), then `import_ids` (by which id each type of resource is imported), then
`own_resources` (what of that exists and is the stack's own).
"""
