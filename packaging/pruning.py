"""What the bundle leaves out: modules, Qt's plugins and translations, voices' data and system libraries the program never loads."""

from __future__ import annotations

import re

from system_libraries import comes_from_system

EXCLUDED_MODULES = (
    *("tkinter", "_tkinter", "IPython", "pip", "setuptools", "pkg_resources", "wheel", "lib2to3", "pydoc_data"),
    *("curses", "_curses", "readline"),
    *("numpy.f2py", "numpy.testing", "numpy.distutils", "pandas", "scipy", "matplotlib", "cv2", "onnx", "onnxruntime", "piper", "pygame"),
    *("PIL.ImageQt", "PIL.ImageTk", "PIL._avif", "PIL._webp", "PIL._imagingcms"),  # the user's pictures are read by Qt
    *("PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtVirtualKeyboard"),
)

# What speech.espeak_data copies from the wheel; its other 130 languages are 18 MB.
_VOICE_DATA = "espeakng_loader/espeak-ng-data/"
_KEPT_VOICE_DATA = re.compile(r"(?:phon\w+|intonations|vi_dict|en_dict|lang/aav/vi[^/]*|lang/gmw/en(?:-US)?)$")

_QT_TEXTS = "Qt/translations/"
_KEPT_QT_TEXTS = re.compile(r"qtbase_(?:vi|en)\.qm$")

_LEFT_OUT = re.compile(
    r"""
      Qt/plugins/(?:egldeviceintegrations|generic|qmltooling|virtualkeyboard|networkinformation)/
    | Qt/plugins/tls/(?:lib)?qcertonly
    | Qt/plugins/platformthemes/libqgtk3                              # brings GTK, pango and cairo
    | Qt/plugins/platforminputcontexts/(?:lib)?qtvirtualkeyboard
    | Qt/plugins/platforms/libq(?:eglfs|linuxfb|minimal|minimalegl|vkkhrdisplay|vnc)
    | Qt/plugins/imageformats/(?:lib)?q(?:icns|pdf|tga|wbmp)
    | (?:^|/)(?:lib)?Qt6(?:VirtualKeyboard|VirtualKeyboardQml|EglFSDeviceIntegration|EglFsKmsSupport|Pdf)\b
    """,
    re.VERBOSE,
)


def belongs(name: str) -> bool:
    """Whether a collected file, by its path inside the bundle, goes in."""
    path = name.replace("\\", "/")
    if _QT_TEXTS in path:
        return _KEPT_QT_TEXTS.search(path) is not None
    if _VOICE_DATA in path:
        return _KEPT_VOICE_DATA.match(path.split(_VOICE_DATA)[1]) is not None
    if _LEFT_OUT.search(path):
        return False
    return not comes_from_system(path.rsplit("/", 1)[-1])
