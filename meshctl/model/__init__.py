"""What a catalogue declares, as frozen data. Standard library only; imports nothing else of meshctl."""
