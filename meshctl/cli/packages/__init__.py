"""Commands about functions' packages: package, lock.

`package` builds and explains them, `lock` pins what they want; `of_stage` puts together what builds those of a stage, and nothing else, and
`known_functions` tells which functions a stage has, where nothing has changed without its mesh.
"""
