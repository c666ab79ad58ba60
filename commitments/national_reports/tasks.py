"""Registers the work of national reports, so that the worker knows the kind."""

import commitments.national_reports.work  # noqa: F401
