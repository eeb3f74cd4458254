"""What AWS says of itself, and nobody here decides: quotas, lengths of names, prices, the form and the times of its cron, the language of workflows; and its Terraform provider. Knows no mesh.

Read `quotas` and `name_lengths`, then `prices` (whose figures stand in prices.json), `cron`, `cron_times`, `states_language` with `task_parameters`, `lambda_runtime` (what functions find there), `organizations`, and `aws_provider`. Every figure
stands here once, with its source; who needs one imports it. Nothing here may import anything of meshctl.
"""
