"""Queue-to-function mappings: Lambda's poller between a buffer and its function."""
