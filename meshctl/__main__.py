"""`python -m meshctl`."""

from meshctl.cli import main

main()
