"""Safekeeping: everything the installation holds in one file, and the way back from it."""
