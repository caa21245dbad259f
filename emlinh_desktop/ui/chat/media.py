"""The door to QtMultimedia, imported when something is first played.

The library may be missing or find no system library (`libpulse.so.0`); then there is no player, and the window says so and
opens the system's own. Without a sound card the picture still plays.
"""

from __future__ import annotations

import functools
import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QLoggingCategory, QMetaObject, QObject, Qt

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer

_log = logging.getLogger(__name__)


@functools.cache
def can_play() -> bool:
    """Whether QtMultimedia can be loaded here. The first call takes about 0.1 s."""
    QLoggingCategory.setFilterRules("qt.multimedia.*=false\nqt.text.font.db=false")  # lines about libraries nobody needs here
    try:
        from PySide6 import QtMultimedia
    except ImportError as error:
        _log.info("films are shown by the system's player: %s", error)
        return False
    return QtMultimedia is not None


def new_player(parent: QObject) -> tuple[QMediaPlayer, QAudioOutput]:
    """A player with a sound output, both owned by `parent`. Only where `can_play()`."""
    from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer

    player = QMediaPlayer(parent)
    output = QAudioOutput(parent)
    player.setAudioOutput(output)
    return player, output


def stop_soon(player: QMediaPlayer) -> None:
    """Stop a player from the event loop instead of from this call.

    `stop` waits for the sound's thread, which may want the interpreter that a call from Python holds (seen to stand still for ever).
    """
    QMetaObject.invokeMethod(player, "stop", Qt.ConnectionType.QueuedConnection)
