"""Runs every subject, and ends with 1 if anything is not as it should be."""

import sys

import batch  # noqa: F401
import errors  # noqa: F401
import events  # noqa: F401
import moved  # noqa: F401
import offline  # noqa: F401
import payloads  # noqa: F401
import portal  # noqa: F401
import tokens  # noqa: F401
import users  # noqa: F401
import webhooks  # noqa: F401
from support import run_all

sys.exit(0 if run_all() else 1)
