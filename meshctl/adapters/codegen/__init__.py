"""Writes code that was generated of contracts; the generator is a program in an environment of its own.

Read `environment`, `generate_models` (which runs it), then `generated_on_disk`, which writes over nothing that it did not write.
"""
