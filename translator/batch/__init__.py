"""A day's wire copy, unattended: folders in, the same tree in English out, with a report of every file.

sources    what there is to read          state       what is done already (SQLite)
plan       what has to be done            lock        one batch at a time
supervisor feeds one worker process after the other; a crash or a hang is a row of the report
worker     a few threads around one engine; ``work`` is what they do with a file, ``together`` asks for many at once
run        the batch, top to bottom       ours        what we wrote ourselves, and do not translate
report     report.json, report.html, with the help of ``totals``, ``relations`` and ``page``
watch      the same for a drop folder     rehearsal   --dry-run
"""
