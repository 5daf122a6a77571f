"""A project for each test that runs the real command."""

from __future__ import annotations

import pytest

from tests.commands.kit import Project


@pytest.fixture
def project(tmp_path) -> Project:
    return Project(tmp_path / "project")
