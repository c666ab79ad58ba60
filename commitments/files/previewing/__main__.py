"""The process that reads the file: `python -m commitments.files.previewing KIND SOURCE FOLDER`, inside its cage.

Leaves images or words in the folder, and beside them what it made, or why it made nothing.
"""

import json
import sys
from pathlib import Path
from typing import Any

from commitments.files.previewing import cage
from commitments.files.previewing.agreed import DRAWN, MADE, WORDS, NotMade, Reason
from commitments.files.previewing.drawing import draw_image, draw_pdf
from commitments.files.previewing.spelling import spell


def make(code: str, source: Path, into: Path) -> dict[str, Any]:
    """Draw or spell it; what it says of the outcome."""
    try:
        if code in DRAWN:
            sizes, number = draw_pdf(source, into) if code == "pdf" else draw_image(source, into)
            return {"sizes": sizes, "number": number}
        (into / WORDS).write_text(spell(source, code), encoding="utf-8")
        return {"sizes": [], "number": 0}
    except NotMade as told:
        return {"reason": told.reason}
    except MemoryError:
        return {"reason": Reason.TOO_LARGE}
    except RecursionError:
        return {"reason": Reason.DAMAGED}


if __name__ == "__main__":
    cage.enter()
    code, source, into = sys.argv[1:]
    outcome = make(code, Path(source), Path(into))
    (Path(into) / MADE).write_text(json.dumps(outcome), encoding="utf-8")
