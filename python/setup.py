"""Builds the native library with SwiftPM, or takes a prebuilt one, and puts it into a wheel for this platform."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from setuptools import Distribution, setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_py import build_py

HERE = Path(__file__).resolve().parent
# A folder with librewards.so and what belongs beside it, or librewards.so itself: instead of building.
PREBUILT = "SWIFT_REWARDS_LIBRARY"
SUFFIX = "dylib" if sys.platform == "darwin" else "so"


class BuildLibrary(build_py):
    """Copies the Python files, and the native library beside them."""

    def run(self) -> None:
        super().run()
        target = Path(self.build_lib) / "swift_rewards"
        if self.editable_mode:
            target = HERE / "src" / "swift_rewards"
        prebuilt = os.environ.get(PREBUILT)
        source = Path(prebuilt).resolve() if prebuilt else self._build()
        folder = source if source.is_dir() else source.parent
        if not (folder / f"librewards.{SUFFIX}").is_file():
            raise SystemExit(f"{PREBUILT}={prebuilt}: there is no librewards.{SUFFIX}")
        for file in sorted(folder.iterdir()):
            if file.name.startswith("lib") and f".{SUFFIX}" in file.name:
                shutil.copy2(file, target / file.name)

    def _build(self) -> Path:
        script = HERE.parent / "Scripts" / "build-library"
        if not script.is_file():
            raise SystemExit(
                "The library is built from a checkout of swift-rewards (`pip install ./python` there). "
                f"Without one, set {PREBUILT} to a folder with a prebuilt librewards.{SUFFIX}."
            )
        folder = HERE.parent / ".build" / "python"
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([str(script), str(folder)], check=True)
        return folder


class PlatformWheel(bdist_wheel):
    """A wheel for this platform and any Python: the library is called through ctypes."""

    def get_tag(self) -> "tuple[str, str, str]":
        return "py3", "none", super().get_tag()[2]


class WithLibrary(Distribution):
    """A distribution with something native in it, although no extension module."""

    def has_ext_modules(self) -> bool:
        return True


setup(cmdclass={"build_py": BuildLibrary, "bdist_wheel": PlatformWheel}, distclass=WithLibrary)
