"""The parts of a mesh on AWS. Plain data whose fields are those of the Terraform variables of the same names.

Times are in seconds and memory in MB unless the name says otherwise. Read `names` and `grants`, then `queues`, `topics`, `streams`,
`buses`, `logs`, `functions`, `mappings`, `schedules`, `workflows` and `routes`, the things of a system, and `stages`, which has them all. `guardrails` are of all stages together.
"""
