"""The process that reads the file: `python -m commitments.workbooks.opening SOURCE FOLDER`, inside its cage.

Leaves the cells in the folder, or why there are none.
"""

import json
import sys
from pathlib import Path

from commitments.files.previewing import cage
from commitments.files.previewing.agreed import NotMade
from commitments.workbooks.opening.agreed import CELLS
from commitments.workbooks.opening.cells import cells_of

if __name__ == "__main__":
    cage.enter()
    source, into = map(Path, sys.argv[1:])
    try:
        outcome = json.dumps({"sheets": cells_of(source)}, ensure_ascii=False)
    except NotMade as told:
        outcome = json.dumps({"reason": told.reason})
    (into / CELLS).write_text(outcome, encoding="utf-8", errors="replace")
