"""Findings in each form that somebody reads: a terminal and programs, then what code scanning, GitHub and CI read.

Read `text_and_json` first: the others take from it what a finding says in lines.
"""
