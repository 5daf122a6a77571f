"""The fuzz forks; where that is missing, nothing of it is collected."""

from __future__ import annotations

import os

collect_ignore_glob = [] if hasattr(os, "fork") else ["*.py"]
