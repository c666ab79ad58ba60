"""What the two processes agree on: the name of the file between them, kinds of cells, and how much is read."""

CELLS = "cells.json"
TEXT, NUMBER, DAY, YES, FORMULA, ERROR = "text", "number", "day", "yes", "formula", "error"
KINDS = frozenset((TEXT, NUMBER, DAY, YES, FORMULA, ERROR))
MOST_SHEETS = 60
MOST_ROWS = 2_000
MOST_EMPTY_ROWS = 200_000
MOST_COLUMNS = 80
MOST_SAID = 8 << 20
