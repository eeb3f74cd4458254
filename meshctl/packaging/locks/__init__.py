"""What says which wheels a function has: read as data, and refused where it is for other machines than the function's. Pure.

Read `pinning_files` (their texts; `requirement_lines` follows what they name), `pinned` (what they pin, by whichever of them says so), `pylock` (the pins of a
pylock.toml), then `uv_lock` (for which projects and machines a uv.lock is; uv itself tells its pins).
"""
