"""Terraform: finding it, finding its provider, running it. The only door to python-terraform; decides nothing.

To be read in this order: `binary` finds Terraform, `find_provider` the provider, `toolchain` both, `provider_hashes` how it is known; `environment` says
what it runs in, `commands` runs one command in one directory, `messages` understands what it says, `failures` why it
failed, `leftovers` knows what it leaves, `run_logs` keeps what it said, `machine` how many stacks it bears at once, `runner` does
it for the stacks of a bundle.
"""
