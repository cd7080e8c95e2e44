"""Runs every subject, and ends with 1 if anything is not as it should be."""

import sys

# In this order: what is read is counted before anything more is deleted.
import operations  # noqa: F401
import reading  # noqa: F401
import following  # noqa: F401
import webhooks  # noqa: F401
import problems  # noqa: F401
from support import run_all

sys.exit(0 if run_all() else 1)
