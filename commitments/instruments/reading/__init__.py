"""Reading an adopted text as the document system gives it: pure functions, no database."""
