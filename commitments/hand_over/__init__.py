"""Handing over: who works for a State, what a successor finds, and where nobody or one person is left."""
