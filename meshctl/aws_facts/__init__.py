"""What AWS says of itself, and nobody here decides: quotas, lengths of names, prices, the form and the times of its cron. Knows no mesh.

Read `quotas` and `name_lengths`, then `prices` (whose figures stand in prices.json), `cron`, `cron_times` and `organizations`. Every figure
stands here once, with its source; who needs one imports it. Nothing here may import anything of meshctl.
"""
