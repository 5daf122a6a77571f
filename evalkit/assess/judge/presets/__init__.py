"""Every preset, one a file: its table, sentences and rule, and what it is given.

A module here has a `PRESET` whose name is the module's; nothing else has to name it.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from evalkit.assess.judge.preset import Preset

_MODULES = sorted(module.name for module in iter_modules(__path__))
PRESETS: Mapping[str, Preset[Any]] = {
    name: import_module(f"{__name__}.{name}").PRESET for name in _MODULES
}
