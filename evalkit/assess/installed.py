"""The packages that reports are made with: which are installed, and what to do for those not."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from evalkit.sheet.bilingual import Bilingual, BilingualError


def installed_version(project: str) -> str:
    """Version of a project of the package index; '' where it is not installed.

    Examples
    --------
    >>> installed_version("no-such-project")
    ''
    """
    try:
        return version(project)
    except PackageNotFoundError:
        return ""


class NotInstalledError(BilingualError):
    """A package that reports are made with is missing, or a part of it.

    Examples
    --------
    >>> NotInstalledError("typst").text("en")
    'typst, with which reports are made, is missing or damaged; pip install --force-reinstall typst'
    """

    def __init__(self, project: str) -> None:
        super().__init__(_NOT_INSTALLED.format(project=project))


_NOT_INSTALLED = Bilingual(
    "報告書の作成に使う {project} がないか、壊れています。"
    "pip install --force-reinstall {project} で入れ直してください",
    "{project}, with which reports are made, is missing or damaged; "
    "pip install --force-reinstall {project}",
)
