"""Directories and files that are this user's alone. What lies in `.meshctl` may have come with a clone: none of it is trusted.

To be read in this order: `directories` makes and finds them without following a link, `files` reads, writes and removes what
lies in one, `seals` tells whether something is still what was left there, by marks that only this machine gives.
"""
