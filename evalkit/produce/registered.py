"""What papermill loads when it starts: a name for the engine, which is imported when it is used.

papermill loads its registered engines while it is itself being imported, and the engine imports
papermill: it could never be imported first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from evalkit.produce.engine.engine import EvalkitEngine as _Engine


class EvalkitEngine:
    """The engine ``evalkit``, by what papermill calls of an engine."""

    @staticmethod
    def execute_notebook(nb: NotebookNode, kernel_name: str, **options: Any) -> NotebookNode:
        """Execute `nb`; see `evalkit.produce.engine.engine.EvalkitEngine`."""
        executed: NotebookNode = _engine().execute_notebook(nb, kernel_name, **options)
        return executed

    @staticmethod
    def nb_kernel_name(nb: NotebookNode, name: str | None = None) -> str:
        """Kernel that `nb` asks for."""
        return str(_engine().nb_kernel_name(nb, name))

    @staticmethod
    def nb_language(nb: NotebookNode, language: str | None = None) -> str:
        """Language of `nb`."""
        return str(_engine().nb_language(nb, language))


def _engine() -> type[_Engine]:
    from evalkit.produce.engine.engine import EvalkitEngine

    return EvalkitEngine
