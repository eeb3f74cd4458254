"""meshctl: a multi-account EventBridge mesh from a catalogue of YAML files."""

__version__ = "0.2.0.dev0"
