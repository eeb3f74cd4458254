"""Use cases, one file each. They take every effect as an argument and decide nothing about how it is shown."""
