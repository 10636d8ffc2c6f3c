"""Plugins named to functions without a recipe."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest
import swift_rewards as r
from conftest import FIXTURES
from swift_rewards import RewardsError

PLUGINS = [{"command": [sys.executable, str(FIXTURES / "plugins" / "service.py")]}]


def test_verify_by_a_plugin() -> None:
    assert r.verify("a", "a", "echo", plugins=PLUGINS).is_correct
    assert r.verify("a", "b", "echo", plugins=PLUGINS, least=0).outcome == "incorrect"
    assert asyncio.run(r.verify_async("a", "a", "echo", plugins=PLUGINS)).is_correct
    with pytest.raises(RewardsError) as caught:
        r.verify("a", "a", "ecko", plugins=PLUGINS)
    assert caught.value.nearest == "echo"
    with pytest.raises(RewardsError):
        r.verify("a", "a", "echo")


def test_a_plugins_names_are_listed_and_described() -> None:
    assert "echo" in r.list_verifiers(plugins=PLUGINS) and "count" in r.list_shapers(plugins=PLUGINS)
    assert "echo" not in r.list_verifiers() and "math" in r.list_verifiers(plugins=PLUGINS)
    assert [option["name"] for option in r.describe("echo", plugins=PLUGINS)["options"]] == ["least", "most"]
    for listing in (r.list_extractors, r.list_normalisers, r.list_selectors):
        assert listing(plugins=PLUGINS) == listing()


def test_a_plugin_that_is_not_there_is_said_with_its_path(tmp_path: Path) -> None:
    for ask in (lambda: r.list_verifiers(plugins=[tmp_path / "no.so"]), lambda: r.verify("a", "a", plugins=[str(tmp_path / "no.so")])):
        with pytest.raises(RewardsError) as caught:
            ask()
        assert caught.value.code == "unreadable_plugin" and caught.value.field == "plugins[0]" and "no.so" in str(caught.value)
