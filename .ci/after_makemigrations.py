"""Applications that point at the user table must wait for the migration that makes it, not only for the first one."""

import sys
from pathlib import Path

ANCHOR = "class Migration(migrations.Migration):\n"
WAITING = '    run_before = [("admin", "0001_initial"), ("account", "0001_initial"), ("mfa", "0001_initial")]\n'

file = Path(sys.argv[1])
text = file.read_text()
DEPENDENCY = "('commitments', '0001_extensions'),\n"
HISTORY = "        ('pghistory', '0007_auto_20250421_0444'),  # its function must be there before our triggers fire\n"
if "run_before" not in text:
    text = text.replace(DEPENDENCY, DEPENDENCY + HISTORY, 1)
    file.write_text(text.replace(ANCHOR, f"{ANCHOR}    # The user table is made here, and swappable dependencies only name our first.\n{WAITING}\n", 1))

text = file.read_text()
if "together(" not in text:
    file.write_text(f"""{text}

# Django draws all models anew after every operation: fields, indexes, constraints and triggers go as one.
from commitments.history.together import together  # noqa: E402

Migration.operations = together(Migration.operations)
""")
