"""The packages of a stage's functions.

Read `build_package` (one function's zip, of its sources), then `stage_packages` (those of a stage: which are known, and which
have to be built).
"""
