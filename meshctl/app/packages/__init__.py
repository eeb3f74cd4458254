"""The packages of a stage's functions.

Read `read_pinning` (the files that say which wheels a directory has; `lock_functions` pins what they only ask for), `read_function` (all that a package is built of; `judged_pins` remember what was found of its pins), `build_package` (one function's zip, of its sources; `published_schemas` are in it where it validates), `explain_package` (what is in it), then `stage_packages` (those of a stage, of its `packaged_functions`:
which are known, and which have to be built).
"""
