"""Kinesis' calls as AWS's SDK for Java sends them: in CBOR (RFC 8949), with the same names and values as in JSON.

To be read in this order: `speaking` has such a call answered, `reading` makes JSON of what was sent, `writing` CBOR of the answer.
"""
