"""Registers the work of exports, so that the worker knows the kind."""

import commitments.exports.work  # noqa: F401
