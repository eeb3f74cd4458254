"""What reading itself finds, named and explained. Data only."""

READING_RULES = {
    "invalid-yaml": "The file is not YAML that a catalogue can be read from: a syntax error, text that is not UTF-8, "
    "nesting without end, or a file too large.",
    "unsupported-yaml": "The catalogue language has no anchors, aliases, tags, directives or further documents in a file: what a "
    "reviewer reads is what there is.",
    "duplicate-key": "YAML readers silently keep the last of two equal keys. In a catalogue that would lose what "
    "somebody wrote.",
    "unknown-key": "A key that the language does not know has no effect; most often it is misspelt.",
    "missing-key": "The language needs this key here.",
    "wrong-value": "The value is not of the kind or form that the language wants here. Account numbers are quoted, "
    "because a number loses its leading zeros.",
    "wrong-name": "Names are lower-case words joined by hyphens; events are in PascalCase. Names become part of names "
    "on AWS.",
    "out-of-range": "AWS takes this setting only within bounds.",
    "unknown-stage": "What is otherwise in a stage, or outside the mesh, is said by stage; a stage that mesh.yaml does not "
    "know is never applied, so what is said of it has no effect.",
    "unknown-item": "What is otherwise in a stage is otherwise with a function, queue or other item of the same file.",
    "invalid-handler": "The handler of a function is bound at the top level of its module, which is valid Python, can be called as Lambda calls it, and "
    "imports what is there. The sources are read and never run; where only running would tell, the handler is taken to be sound.",
    "missing-file": "The catalogue names a file or directory that is not there.",
    "unexpected-file": "A YAML file that no place in the catalogue gives a meaning to would be ignored silently. "
    "There are mesh.yaml, <system>/system.yaml and <system>/<service>.yaml.",
    "unreadable-file": "The file is there but cannot be read, or is a symbolic link, which the catalogue does not follow.",
    "path-outside-catalogue": "Schemas and sources lie within the catalogue, so that a review shows all that is deployed.",
    "misplaced-schema": "The schema of an event is a .json file in a system's directory or in one below it; what lies "
    "deeper belongs to the sources of functions and is not read.",
    "misplaced-name": "A system is named like its directory and a service like its file, so that both are found by name.",
}

READ_ALL_THE_SAME = frozenset(
    {"invalid-handler", "missing-file", "misplaced-schema", "path-outside-catalogue", "unknown-item", "unknown-stage"}
)
"""Rules that a file violates without anything being lost of what it declares."""
