"""A wheel carries the clone's notebooks and example, which `evalkit init` writes into a project."""

from __future__ import annotations

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

_SHARED = (
    "notebooks/monitoring.ipynb",
    "notebooks/portfolio.ipynb",
    "params/fy2012.yaml",
    "params/fy2012/7-2.yaml",
)


class WithProjectFiles(build_py):
    """Modules, and beside them what a project is begun with: one source, no copy in the clone."""

    def run(self) -> None:
        """Copy into the wheel; an editable installation reads the clone itself."""
        super().run()
        if not self.editable_mode:
            for name in _SHARED:
                target = Path(self.build_lib, "evalkit/produce/project_files", name)
                target.parent.mkdir(parents=True, exist_ok=True)
                self.copy_file(name, str(target))


setup(cmdclass={"build_py": WithProjectFiles})
