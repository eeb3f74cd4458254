"""What other tools have locked: read as data, and refused where it is for other machines than the function's. Pure.

Read `pylock` (the pins of a pylock.toml), then `uv_lock` (for which projects and machines a uv.lock is; uv itself tells its pins).
"""
