"""The command `meshctl policy`: what it asks of the packs, and how it shows the answer.

Read `policy` (the options), then `judge_stage` (plans a stage from empty state) and `judge_files` (what teams give), then `show_answer`.
"""
