"""What a public class may be named after besides the words of the glossary. Reviewed: each group says why.

A term may stand in any name. A name stands for itself: its word says too little, or too much, to be a term for everybody.
"""

AWS = "transformer arn aws bus queue table topic stream function role delivery archive replay retry schedule workflow webhook task log partner"
"""What AWS and the language of the catalogue call it alike."""
IAM_AND_LAMBDA = "credentials principal publisher publishing invocation policy"
"""Who may do what, and a function that is run."""
TERRAFORM = "terraform packaging pin wheel project lock import resource"
"""Terraform, what it makes, takes in and holds a state with, and the wheels that a package is made of."""
JSON_SCHEMA = "schema subschema reference dialect"
"""The words of JSON Schema 2020-12."""
EVENTBRIDGE_PATTERNS = "pattern mismatch prefix suffix wildcard operator clause"
"""What an event pattern is made of, and why one does not match."""
FILES = "file content document cron index message"
"""What is read and written, and looked up by name."""

TERMS = frozenset(" ".join((AWS, IAM_AND_LAMBDA, TERRAFORM, JSON_SCHEMA, EVENTBRIDGE_PATTERNS, FILES)).split())

NAMES = {
    "errors, named after what happened": """
        MeshctlError ProgramFailed NotFound Interrupted ChangedMeanwhile PlanFailed NoJson InputInvalid Undeliverable
        TooManyRequests Exhausted InvalidDefinition InvalidOutput MissingRequiredParameter RevisionConflict StateMachineAlreadyExists
        StateMachineTypeNotSupported CannotLoad NotAnswered NoSuchPage NotThere AlreadyThere InvalidWithoutType
    """,
    "the machinery of the embedded AWS: processes, threads, requests": """
        Embedded Executions Firing Scheduler Sender Refusal Context Command Destinations ProcessGroups Runner Caller Sessions Marks Batch Poller
        Request Connection
        Lane RunningServer Wanted Workers BrokenConstraint Failures NotReadable NotWellFormed
    """,
    "programs of others that are run, and what they say": "Binary Toolchain WordsOfBash ProgramEnvironment",
    "the command line": "Entry LazyCommands Progress Tell MachineFact ExplainableNames Scaffold",
    "reading: marks of YAML, paths, and what has been read": "Item Mark Paths",
    "where schemas are written, and what they need": "Node Reachable Spot SpotInScope Standing Told NoEntry NotPlain TooMuch",
    "adjectives of things of the mesh, which stand with their noun where they are used": """
        KnownNames Named Names Across Leeway Use How Declared Lowered Topology
    """,
    "comparing two versions of anything": """
        Sides Turn Concern Aspect Effect Comparison Repetition Run Pair Mode Site Items Others ReadField
        InputFact Row LeastValues SentValues Budget BudgetExhausted
    """,
    "mathematics: sets, bounds and proofs": """
        Alternatives AlwaysProof NeverProof Proof Proofs Assumption ExcludedValue ExcludedValues Expression Interval Matches Obstacle
        PossibleValues Shape Undescribed Validity
    """,
    "regular expressions: their trees, and the automata that follow a text": """
        Anchor Automaton Beyond Choice DeadChoice Demand Letter Look Repeat Sequence State TooLarge Tree Validator
    """,
    "matching: values, and what a field accepts of them": """
        Accepted AnyCase AnythingBut Between Block Box Condition Evaluation Field Found KnownValues Path Phrase Prefilter Ranges
        Present Repeating SameAddress Spelt SpeltDecimal ValuesAtPath
    """,
    "what policies of IAM are made of, and what they say": """
        Statement KeyCondition NullCondition Template Variable Matched Decision Governing
    """,
    "how far AWS has read a text that it refuses": "Stop LineAndColumn JsonFault",
    "an attribute of Python, written like one": "lazy",
    "a class of ruamel.yaml with other habits": "LineEmitter",
}
"""Names by the reason why they hold no word of the glossary."""
REVIEWED = frozenset(name for names in NAMES.values() for name in names.split())
