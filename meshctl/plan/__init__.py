"""Stacks and their order, and what Terraform would change in them. Pure; runs nothing."""
