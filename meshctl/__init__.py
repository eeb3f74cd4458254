"""meshctl: a multi-account EventBridge mesh from a catalogue of YAML files.

To be read from the inside outwards: `model` is what a catalogue declares; `catalogue` reads it, `checks` judges it with `contracts`
and `patterns`; `topology`, `plan` and `render` make Terraform's inputs of it; `app` has the use cases, `report` shows what they
find out; `adapters` has the effects, `cli` the commands. docs/architecture.md tells it in full.
"""

__version__ = "0.2.0.dev0"
