"""Results as text and JSON. Pure: gives strings, prints nothing."""
