"""What goes into the bundle, and what it takes from the system."""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from emlinh_desktop import __version__
from emlinh_desktop.speech import espeak_data

ROOT = Path(__file__).parents[3]
Script = Callable[[str], ModuleType]


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", True),
        ("PySide6/Qt/plugins/platforms/libqwayland.so", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", False),
        ("PySide6\\Qt\\plugins\\platforms\\qwindows.dll", True),
        ("PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so", True),
        ("PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so", True),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", False),
        ("PySide6/Qt/lib/libQt6Pdf.so.6", False),
        ("libQt6VirtualKeyboard.so.6", False),
        ("PySide6/Qt/lib/libQt6Quick.so.6", True),  # the ffmpeg plugin is linked with it
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("PySide6/Qt/translations/qtbase_en.qm", True),
        ("libstdc++.so.6", False),
        ("libmvec.so.1", False),
        ("libxcb-cursor.so.0", True),
        ("numpy.libs/libgfortran-040039e1.so.5.0.0", True),
        ("espeakng_loader/espeak-ng-data/ru_dict", False),
    ],
)
def test_what_belongs(script: Script, path: str, wanted: bool) -> None:
    assert script("pruning").belongs(path) is wanted


def test_every_file_of_the_voices_belongs(script: Script) -> None:
    """The files the program copies; the wheel's others are left out."""
    belongs = script("pruning").belongs
    assert all(belongs(f"espeakng_loader/espeak-ng-data/{name}") for name in espeak_data.FILES)


def test_the_version_is_the_program_s_own(script: Script) -> None:
    assert script("build").version() == __version__


@pytest.mark.usefixtures("qapp")
def test_icons_have_their_sizes_and_the_windows_file_holds_them(script: Script) -> None:
    icons = script("app_icons")
    pictures = [(size_px, icons.icon_png(size_px)) for size_px in (16, 256)]
    for size_px, content in pictures:
        assert struct.unpack(">II", content[16:24]) == (size_px, size_px)
    held = icons.ico(pictures)
    assert struct.unpack_from("<HHH", held) == (0, 1, 2)
    for number, (size_px, content) in enumerate(pictures):
        side, _, _, _, planes, bits, length, place = struct.unpack_from("<BBBBHHII", held, 6 + 16 * number)
        assert (side, planes, bits) == (size_px % 256, 1, 32)
        assert held[place : place + length] == content


@pytest.mark.usefixtures("qapp")
def test_the_menu_finds_its_icon_and_the_window_its_entry(script: Script, tmp_path: Path) -> None:
    script("app_icons").write_menu_icons(tmp_path)
    entry = (ROOT / "packaging" / "linux" / "emlinh-desktop.desktop").read_text(encoding="utf-8")
    assert "\nIcon=emlinh-desktop\n" in entry
    assert "\nStartupWMClass=emlinh-desktop\n" in entry
    program = (ROOT / "emlinh_desktop" / "ui" / "desktop_program.py").read_text(encoding="utf-8")
    assert 'setDesktopFileName("emlinh-desktop")' in program
    assert {path.name for path in tmp_path.rglob("*.*")} == {"emlinh-desktop.png", "emlinh-desktop.svg"}


@pytest.mark.skipif(not (sys.platform.startswith("linux") and shutil.which("cc") and shutil.which("objdump")), reason="no compiler")
class TestLibraries:
    """A bundle in small: a program of our own making and its library."""

    @pytest.fixture
    def bundle(self, tmp_path: Path) -> Path:
        inside = tmp_path / "_internal"
        inside.mkdir()
        (tmp_path / "own.c").write_text("int own(void) { return 1; }\n")
        (tmp_path / "main.c").write_text("int own(void); int main(void) { return own() - 1; }\n")
        for name in ("libown.so.1", "libstray.so.1"):
            build = ["cc", "-g", "-shared", "-fPIC", f"-Wl,-soname,{name}", "-o", str(inside / name), str(tmp_path / "own.c")]
            subprocess.run(build, check=True)
        subprocess.run(["cc", "-o", str(tmp_path / "program"), str(tmp_path / "main.c"), str(inside / "libown.so.1")], check=True)
        (inside / "libstray.so").symlink_to("libstray.so.1")
        return tmp_path

    def test_what_nobody_needs_is_dropped_with_its_links(self, script: Script, bundle: Path) -> None:
        script("system_libraries").drop_unneeded(bundle)
        assert [path.name for path in (bundle / "_internal").iterdir()] == ["libown.so.1"]

    def test_the_package_depends_on_the_c_library_it_was_linked_with(self, script: Script, bundle: Path) -> None:
        (needed,) = script("system_libraries").debian_dependencies(bundle)
        assert needed.startswith("libc6 (>= 2.")

    def test_a_library_nobody_brings_stops_the_build(self, script: Script, bundle: Path) -> None:
        (bundle / "_internal" / "libown.so.1").unlink()
        libraries = script("system_libraries")
        with pytest.raises(libraries.UnknownLibraries, match=r"libown\.so\.1"):
            libraries.debian_dependencies(bundle)

    def test_debugging_symbols_go_and_the_library_still_loads(self, script: Script, bundle: Path) -> None:
        library = bundle / "_internal" / "libown.so.1"
        symbols = script("debug_symbols")
        assert symbols.strip_debug_symbols(bundle) > 0
        assert b".debug_info" not in library.read_bytes()
        assert symbols.loadable(library)
        assert subprocess.run([bundle / "program"], env={"LD_LIBRARY_PATH": str(library.parent)}, check=False).returncode == 0

    def test_a_shifted_segment_is_not_taken(self, script: Script, bundle: Path) -> None:
        symbols = script("debug_symbols")
        library = bundle / "_internal" / "libown.so.1"
        content = bytearray(library.read_bytes())
        table = struct.unpack_from("<Q", content, 32)[0]
        first_load = next(at for at in range(table, table + 56 * 20, 56) if struct.unpack_from("<I", content, at)[0] == 1)
        struct.pack_into("<Q", content, first_load + 8, 64)  # its place in the file, against its address
        library.write_bytes(content)
        assert not symbols.loadable(library)
