"""Who can be asked of edge-tts: two Vietnamese and some English voices always, the whole list once it was fetched."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from emlinh_desktop.base.async_items import items_of
from emlinh_desktop.base.atomic_file import write_text
from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.brief import Language
from emlinh_desktop.domain.utterance import Voice

_log = logging.getLogger(__name__)

_LICENCE = "Microsoft Edge read aloud, unofficial: personal use"
_WAIT_S = 20.0
_ALWAYS = (
    ("vi-VN-HoaiMyNeural", "Female"),
    ("vi-VN-NamMinhNeural", "Male"),
    ("en-US-EmmaMultilingualNeural", "Female"),
    ("en-US-GuyNeural", "Male"),
    ("en-GB-SoniaNeural", "Female"),
    ("en-GB-RyanNeural", "Male"),
)


class EdgeVoices:
    """The voices known now, from `folder/edge-voices.json` or the built-in few."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "edge-voices.json"

    def known(self) -> tuple[Voice, ...]:
        """Vietnamese first. Never asks the network."""
        try:
            listed = [(str(name), str(gender)) for name, gender in json.loads(self._path.read_text(encoding="utf-8"))]
        except FileNotFoundError:
            listed = []
        except (OSError, ValueError, TypeError) as error:
            _log.info("the list of edge voices is damaged and is fetched again when asked for: %s", error)
            listed = []
        names = dict([*_ALWAYS, *listed])
        voices = [voice for name, gender in names.items() if (voice := _voice(name, gender)) is not None]
        return tuple(sorted(voices, key=lambda voice: voice.language is not Language.VI))

    def refresh(self, cancel: CancelToken) -> tuple[Voice, ...]:
        """Fetch the list and keep it.

        Raises:
            Cancelled, ResourceError with a SERVICE_ code, OSError.
        """

        import aiohttp
        import edge_tts
        import edge_tts.exceptions

        from emlinh_desktop.speech.edge.edge_session import fault_of

        async def listing(emit: Callable[[list[Mapping[str, Any]]], None]) -> None:
            emit([dict(voice) for voice in await asyncio.wait_for(edge_tts.list_voices(), _WAIT_S)])

        try:
            (found,) = items_of(listing, cancel)
        except (edge_tts.exceptions.EdgeTTSException, aiohttp.ClientError, TimeoutError, OSError, ValueError, KeyError, TypeError) as error:
            raise fault_of(error, _WAIT_S) from error
        write_text(self._path, json.dumps([[voice["ShortName"], voice["Gender"]] for voice in found], indent=0))
        return self.known()


def _voice(name: str, gender: str) -> Voice | None:
    """`vi-VN-HoaiMyNeural` as an entry of the catalogue; None for a language nobody asked for."""
    parts = name.split("-")
    if len(parts) < 3 or parts[0] not in ("vi", "en"):
        return None
    language = Language(parts[0])
    region = {"US": "us", "GB": "gb", "VN": ""}.get(parts[1], parts[1].lower())
    short = parts[-1].removesuffix("Neural").removesuffix("Multilingual")
    return Voice(f"edge:{name}", "edge", language, region, gender.lower(), offline=False, licence=_LICENCE, quality="neural", price="free", name=short)
