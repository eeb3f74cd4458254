"""Which versions of Terraform's AWS provider our modules are written for."""

OLDEST = (5, 100, 0)
"""That with which modules and roots are planned and applied in our tests; they name it as their lower bound."""
TRIED = 5
"""The major version of which that is known."""
