"""Wheels from package registries, by uv. Runs and builds nothing of what it brings.

Read `install_wheels` first (a function's pinned wheels, from the `wheel_cache` where they were installed before; of `contested_files` one counts), then
`run_uv`, the door to uv, which sees nothing of a person's settings but where the registries are: `index_settings`, of what
`pip_configuration` and `uv_configuration` read and `setting_values` writes. `lock_wheels` has it choose versions. `failed_installation` puts uv's complaints into a sentence.
"""
