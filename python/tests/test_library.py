"""The library that the wheel carries: it needs nothing but the system, and shows nothing but its header."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from swift_rewards import _library

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="of Linux")
LIBRARY = Path(_library.library._name).resolve()

# What every distribution and every manylinux image has.
SYSTEM = re.compile(r"linux-vdso|ld-linux|lib(c|m|z|stdc\+\+|gcc_s|pthread|dl|rt)\.so")


def test_it_needs_the_system_and_what_is_beside_it() -> None:
    if shutil.which("ldd") is None:
        pytest.skip("there is no ldd")
    lines = subprocess.run(["ldd", LIBRARY], capture_output=True, text=True, check=True).stdout.splitlines()
    others = [line.strip() for line in lines if not SYSTEM.search(line)]
    assert len(others) >= 4, "GMP, MPFR, FLINT and PCRE2 at least"
    for line in others:
        name, _, rest = line.partition(" => ")
        assert Path(rest.split(" ")[0]).resolve().parent == LIBRARY.parent, f"{name} is not bundled: {line}"


def test_it_shows_its_header_alone() -> None:
    if shutil.which("nm") is None:
        pytest.skip("there is no nm")
    lines = subprocess.run(["nm", "-D", "-g", "--defined-only", LIBRARY], capture_output=True, text=True, check=True).stdout.splitlines()
    shown = {line.split()[-1] for line in lines}
    header = (ROOT / "Sources" / "CRewards" / "include" / "rewards.h").read_text()
    declared = set(re.findall(r"^[a-z_0-9 ]+[ *](rewards_[a-z_]+)\(", header, re.MULTILINE))
    assert shown == declared and len(declared) >= 25
    # What Python does not call: columns without Arrow.
    assert declared - set(_library._SIGNATURES) == {"rewards_score_columns"}


def test_the_licences_of_what_is_bundled_go_with_it() -> None:
    notices = (ROOT / "python" / "NOTICES.md").read_text()
    for file in LIBRARY.parent.glob("lib*.so.*"):
        assert f"`{file.name.split('.so')[0]}.so" in notices, f"{file.name} has no notice"
