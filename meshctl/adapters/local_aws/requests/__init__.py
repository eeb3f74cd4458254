"""Every request is read by its service's model before moto sees it; malformed, unknown and too large ones are refused.

moto takes a request for sound, and fails somewhere inside when it is not. Here AWS's own description of the call is asked
first (botocore's service models), so no call needs checks of its own; what moto fails at all the same is a refusal, too.

To be read in this order: `connections` answers the requests of a connection, `cbor` has those in CBOR read as JSON, `gate` stands before moto, `straight` before its
Flask, `services` says which services are read so and in whose words,
`aws_request` is what came, `calls` finds which call is meant, `verdicts` says whether moto is asked: `bounds` knows how large
a request may be, `parameters` reads the input, `value_types` and `constraints` say what is wrong with it, `refusals` answers
in the protocol that was spoken, `error_shapes` names the parts of an error. `paging` is how long answers come, `traces` reads X-Ray's header.
"""
