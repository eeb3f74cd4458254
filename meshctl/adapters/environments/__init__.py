"""Environments of programs in Python whose libraries are none of meshctl's own. Imports none of them.

Read `program_environment`.
"""
