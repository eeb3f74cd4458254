"""What use cases find out, as frozen data: use cases make it, `meshctl.report` alone shows it. Decides and shows nothing.

Read `things` first: what is told of the catalogue's things; then `events`. Else one file for each question that a command
answers.
"""
