"""Terraform: finding it, finding its provider, running it. The only door to python-terraform; decides nothing."""
