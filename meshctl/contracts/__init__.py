"""Contracts: what the JSON Schemas of events promise, and who relies on it. Pure."""
