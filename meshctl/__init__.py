"""meshctl: a multi-account EventBridge mesh from a catalogue of YAML files."""
