"""As it is in the program."""

from importlib import import_module

Migration = import_module("commitments.migrations.0001_extensions").Migration
