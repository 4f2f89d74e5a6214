"""A day's wire copy, unattended: folders in, the same tree in English out, with a report of every file.

sources    what there is to read          state       what is done already (SQLite)
plan       what has to be done            lock        one batch at a time
executors  where windows of files are translated; ``work`` is what is done there, ``local`` one process after the other
run        the batch, top to bottom       own         what translator made, and does not translate again
report     report.json, report.html, with the help of ``relations`` and ``page``
watch      the same for a drop folder     rehearsal   --dry-run
"""
