"""Tests of what is made known."""
