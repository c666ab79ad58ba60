"""The steps of a cycle of three States, each a sentence; the test puts them in their order."""
