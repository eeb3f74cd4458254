"""A plan that was shown to somebody else before it is applied.

All of it is `approved_plan`: what of a plan is written down, and why it no longer holds.
"""
