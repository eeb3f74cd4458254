"""Shell completion.

Read `completion` (prints the script for a shell), then `complete_names` (answers what the script asks) and `bash_words`. click
completes, in a process that every press of the tabulator key starts: nothing is read but the name index that the last
`meshctl check` left, and nothing is imported that reads or checks a catalogue.
"""
