"""The environment in which models are generated. Never imports what is in it."""

from meshctl.adapters.environments.program_environment import ProgramEnvironment
from meshctl.adapters.installation import codegen_requirements

GENERATOR = ProgramEnvironment(
    "codegen", "the generator's", "run `meshctl codegen --set-up` (once, less than a minute)", codegen_requirements
)
"""`-m datamodel_code_generator` works in it."""
