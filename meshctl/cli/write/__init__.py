"""Commands that write files of a catalogue: new, fmt, provider, codegen."""
