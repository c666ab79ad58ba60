"""The call as documents: what it says, and how it is written for Word and for paper."""
