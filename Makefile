# Everything a person or CI runs. Each target sets up what it needs: a clean checkout is enough.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
LOCKS := requirements/meshctl.txt requirements/dev.txt
SHOP := examples/shop/catalogue

.PHONY: help
help: ## List the targets.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | awk -F'\t' '{printf "  make %-18s %s\n", $$1, $$2}'

$(READY): $(LOCKS) pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "make: there is no $(PYTHON) on the PATH: install Python 3.11 or later, or say PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $(PYTHON) is $$($(PYTHON) -V), and meshctl needs 3.11 or later: say PYTHON=..." >&2; exit 1; }
	@echo "Setting up $(VENV) (once, about a minute) ..." >&2
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/meshctl.txt -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: setup
setup: $(READY) ## Install meshctl and its tools into .venv.

.PHONY: policy-environment
policy-environment: $(READY) ## Build checkov's environment, once for each requirements/policy.txt (some minutes).
	@$(BIN)/python -m meshctl.adapters.policy.environment

.PHONY: demo
demo: $(READY) ## Apply examples/shop to the embedded AWS, send an event, show its journey.
	@$(BIN)/meshctl doctor --quiet
	@$(BIN)/python examples/shop/demo.py

.PHONY: policy
policy: policy-environment ## Judge the Terraform of examples/shop by all policies.
	@for stage in local dev; do $(BIN)/meshctl policy --catalogue $(SHOP) --stage $$stage || exit 1; done

# Five at once on two cores: an apply waits for more than half of its time.
TESTS := $(BIN)/python -m pytest -n 5 --dist loadgroup

.PHONY: test
test: policy-environment ## Run every test but campaigns, the end-to-end ones included.
	$(TESTS) -m "not campaign"

.PHONY: campaigns
campaigns: policy-environment ## Run the tests that change, kill, take away or break what stands, under traffic (some minutes).
	$(TESTS) -m campaign tests/local tests/mutation

.PHONY: quick
quick: $(READY) ## Run what answers within some four minutes: no Terraform, embedded AWS, pip, checkov, laws or bounds.
	$(BIN)/python -m pytest -q -n 2 -m "not (terraform or local or install or pip or policy or laws or bounds)"

.PHONY: laws
laws: $(READY) ## Draw other examples for all laws than `make test` does, in each run anew (some minutes).
	$(BIN)/python -m pytest -q -n 2 -m "laws and not (terraform or local or install or pip or policy)" --hypothesis-profile others

.PHONY: mutation
mutation: policy-environment ## Take every protection away in turn: do policies and module tests notice? (some minutes)
	$(BIN)/python -m tests.mutation

.PHONY: changes
changes: $(READY) ## Try each kind of change by itself, under traffic (some minutes each; KIND=filter for one).
	$(BIN)/python -m tests.local.changes $(KIND)

.PHONY: chaos
chaos: $(READY) ## Kill applies and destroys, and put a faulty proxy before AWS: does one rerun converge? (an hour; TRIALS=3 for three, SEED=n)
	$(BIN)/python -u -m tests.local.chaos $(if $(TRIALS),--trials $(TRIALS)) $(if $(SEED),--seed $(SEED))

.PHONY: skipped
skipped: $(READY) ## Draw pairs of catalogues: has Terraform nothing to do where a plan skips it? (some minutes each; TRIALS=3 for three, SEED=n)
	$(BIN)/python -u -m tests.local.skipped $(if $(TRIALS),--trials $(TRIALS)) $(if $(SEED),--seed $(SEED))

.PHONY: coverage
coverage: $(READY) ## Measure the branches that the tests reach without Terraform and the embedded AWS.
	$(BIN)/python -m pytest -q -n 2 -m "not (terraform or local or install)" --cov

.PHONY: lint
lint: $(READY) ## Check style, types and the form of the Terraform files.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	MYPYPATH=lambdas $(BIN)/mypy -p meshkit
	MYPYPATH=policy $(BIN)/mypy -p mesh_policy
	terraform fmt -check -recursive modules terraform

.PHONY: format
format: $(READY) ## Put Python and Terraform files into form.
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .
	terraform fmt -recursive modules terraform

.PHONY: docs
docs: $(READY) ## Write docs/reference/ and the generated sections of other pages.
	$(BIN)/python docs/generate.py
	$(BIN)/python docs/generate_sections.py

.PHONY: golden
golden: $(READY) ## Write the golden files anew; read the difference in git before you commit it.
	MESHCTL_UPDATE_GOLDEN=1 $(BIN)/python -m pytest -q tests/golden

.PHONY: lock
lock: ## Write the pinned requirements anew (needs uv).
	for part in meshctl dev policy codegen; do uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras \
	  --no-header --no-annotate --no-emit-index-url -o requirements/$$part.txt requirements/$$part.in; done

.PHONY: release
release: $(READY) ## Build the wheel and the source distribution into dist/, and test them.
	@test -z "$$(git status --porcelain)" || { echo "make: commit first: a release holds what is committed" >&2; exit 1; }
	rm -rf dist
	$(BIN)/python -m hatchling build --directory dist
	MESHCTL_DIST=dist $(BIN)/python -m pytest -q tests/install tests/docs/test_changelog.py
	cd dist && sha256sum *

.PHONY: clean
clean: ## Remove what the other targets made.
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis examples/shop/catalogue/.meshctl
