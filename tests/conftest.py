"""What every test shares: Hypothesis' profiles, which skips CI does not forgive, and what must be visited."""

import os
from collections.abc import Generator

import pytest
from hypothesis import settings

from visits import Visits

# Machines are noisy: a slow example is no failure. CI says the same of the same commit; developers' runs explore.
settings.register_profile("developer", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "developer")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Visits(config), "visits")


AT_HAND_IN_CI = ("ONETEXT_SHARED", "LIBREOFFICE", "CHROMIUM", "POSTGRESQL")


def forbid_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip for want of something that CI should have (the shared material, other programs) into a failure."""
    if os.environ.get("CI") and report.skipped and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2]
        if any(wanted in reason for wanted in AT_HAND_IN_CI):
            report.outcome = "failed"
            report.longrepr = f"CI must not skip this: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    forbid_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    forbid_skip(report)
    return report
