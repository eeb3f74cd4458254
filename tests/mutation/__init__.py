"""Do policies and module tests notice when a protection is gone? Each is taken away in turn; what nobody notices survives.

To be read in this order: `plan_mutants` (what a mutant of a plan is), `arguments` and `documents` (what is taken away),
`rounds` (many mutants in one question to checkov, and which of them were noticed), `policy_questions` (the question),
`shop_plans` (plans to start from), `module_mutants` and `module_tests` (the same for hand-written HCL and `terraform
test`), `survivors` with `survivors.yaml` (which may survive, and why), `tallies` (the report), `__main__` (`make mutation`).
"""
