"""The packages of a stage's functions.

Read `read_pinned` (which wheels a directory pins, and what it only asks for; `lock_functions` has that pinned), `read_function` (all that it is built of), `build_package` (one function's zip, of its sources; `published_schemas` are in it where it validates), `explain_package` (what is in it), then `stage_packages` (those of a stage, of its `packaged_functions`:
which are known, and which have to be built).
"""
