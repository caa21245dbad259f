"""espeak-ng through ctypes. Lives in the worker process only: its state is global, it is not thread-safe, it may crash.

Constants and structures: `speak_lib.h` of espeak-ng 1.52. What was measured about it:
without DONT_EXIT a wrong data path ends the process; failure of `espeak_Initialize` is any result but the
sample rate; `text_position` is 1-based and counts code points; a phoneme's name is at most 8 bytes, without NUL when full;
an unknown variant is ignored in silence; two renders of one loading differ by some samples, two of fresh loadings
are equal to the byte, if the random seed is set (breath noise is seeded by the clock's seconds at initialisation).
"""

from __future__ import annotations

import bisect
import ctypes
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from emlinh_desktop.speech.espeak_frames import ESPEAK_RATE_HZ, Mark, RawSpeech, SpeakRequest
from emlinh_desktop.speech.espeak_markup import ENGLISH, markup

_SYNCHRONOUS = 2
_PHONEME_EVENTS, _PHONEME_IPA, _DONT_EXIT = 0x0001, 0x0002, 0x8000
_UTF8, _SSML, _PHONEMES = 0x0001, 0x0010, 0x0100
_MNEMONICS_PARTED = ord("|") << 8
_AT_CHARACTER = 1
_EVENT_LIST_END, _EVENT_WORD, _EVENT_END, _EVENT_PHONEME = 0, 1, 5, 7
_RATE, _VOLUME, _PITCH, _PITCH_RANGE = 1, 2, 3, 4
_NAME_BYTES = 8
_SEED = 1


class EspeakUnavailable(Exception):  # noqa: N818 - a state of the machine, named for what it says
    """The library, its data or a voice cannot be opened."""


class _EventId(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * _NAME_BYTES))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _EventId),
    )


_NAME_OFFSET = _Event.id.offset
_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


class EspeakLibrary:
    """One loading of the library. One thread. `close()` unloads it so that the next loading starts afresh.

    Raises:
        EspeakUnavailable: from the constructor, when library or data cannot be opened.
    """

    def __init__(self, library: Path, data_folder: Path) -> None:
        self._path = library
        self._data_folder = data_folder
        try:
            self._library = ctypes.CDLL(str(library))
        except OSError as error:
            raise EspeakUnavailable(f"cannot load {library.name}: {error}") from error
        self._declare()
        self._callback = _Callback(self._on_sound)  # referenced for as long as the library may call it
        options = _PHONEME_EVENTS | _PHONEME_IPA | _DONT_EXIT
        rate_hz = self._library.espeak_Initialize(_SYNCHRONOUS, 0, os.fsencode(data_folder), options)
        if rate_hz != ESPEAK_RATE_HZ:
            raise EspeakUnavailable(f"espeak_Initialize answered {rate_hz} for {data_folder}")
        self._library.espeak_ng_SetRandSeed(_SEED)
        self._library.espeak_SetSynthCallback(self._callback)
        self._blocks: list[bytes] = []
        self._marks: list[Mark] = []
        self._starts: Sequence[int] = ()
        self._fault: BaseException | None = None

    def _declare(self) -> None:
        library = self._library
        library.espeak_Initialize.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_char_p, ctypes.c_int)
        library.espeak_ng_SetRandSeed.argtypes = (ctypes.c_long,)
        library.espeak_SetSynthCallback.argtypes = (_Callback,)
        library.espeak_SetSynthCallback.restype = None
        library.espeak_SetVoiceByName.argtypes = (ctypes.c_char_p,)
        library.espeak_SetParameter.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_int)
        library.espeak_Synth.argtypes = (
            ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int, ctypes.c_uint, ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p,
        )  # fmt: skip

        library.espeak_TextToPhonemes.argtypes = (ctypes.POINTER(ctypes.c_void_p), ctypes.c_int, ctypes.c_int)
        library.espeak_TextToPhonemes.restype = ctypes.c_char_p

    def _english_phonemes(self, word: str) -> str:
        self._set_voice(ENGLISH)
        buffer = ctypes.create_string_buffer(word.encode("utf-8", "replace"))
        at = ctypes.c_void_p(ctypes.addressof(buffer))
        found = self._library.espeak_TextToPhonemes(ctypes.byref(at), _UTF8, _MNEMONICS_PARTED) or b""
        mnemonics = found.decode("ascii", "replace").strip()
        return "" if at.value or set(mnemonics) & set("()[]<>&") else mnemonics  # more than one clause, or a switch of its own

    def speak(self, request: SpeakRequest) -> RawSpeech:
        """Speak one request from beginning to end.

        Raises:
            EspeakUnavailable: no such voice or variant.
            RuntimeError: espeak refused the text.
        """
        source = markup(request, self._english_phonemes)
        self._select(request)
        self._blocks, self._marks, self._fault = [], [], None
        self._starts = source.starts
        text = source.ssml.encode("utf-8", "replace") + b"\0"
        answer = self._library.espeak_Synth(text, len(text), 0, _AT_CHARACTER, 0, _UTF8 | _SSML | _PHONEMES, None, None)
        if self._fault is not None:
            raise self._fault
        if answer != 0:
            raise RuntimeError(f"espeak_Synth answered {answer}")
        return RawSpeech(b"".join(self._blocks), tuple(self._marks))

    def _select(self, request: SpeakRequest) -> None:
        variant = request.voice.partition("+")[2]
        if variant and not (self._data_folder / "voices" / "!v" / variant).is_file():
            raise EspeakUnavailable(f"no espeak variant {variant}")
        self._set_voice(request.voice)
        pitch, pitch_range = request.tones[request.language]
        settings = ((_RATE, request.rate_wpm), (_PITCH, pitch), (_PITCH_RANGE, pitch_range), (_VOLUME, request.volume))
        for parameter, value in settings:
            self._library.espeak_SetParameter(parameter, value, 0)

    def _set_voice(self, voice: str) -> None:
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise EspeakUnavailable(f"no espeak voice {voice}")

    def _on_sound(self, samples: ctypes._Pointer[ctypes.c_short], count: int, events: ctypes._Pointer[_Event]) -> int:
        try:
            if count > 0 and samples:
                self._blocks.append(ctypes.string_at(samples, 2 * count))
            index = 0
            while events[index].type != _EVENT_LIST_END:
                self._note(events[index])
                index += 1
        except BaseException as fault:  # noqa: BLE001 - nothing may be raised into C; speak() raises it again
            self._fault = fault
            return 1
        return 0

    def _note(self, event: _Event) -> None:
        if event.type == _EVENT_WORD:
            self._marks.append(Mark(bisect.bisect_right(self._starts, event.text_position - 1) - 1, event.sample, None))
        elif event.type == _EVENT_PHONEME:
            raw = ctypes.string_at(ctypes.addressof(event) + _NAME_OFFSET, _NAME_BYTES).split(b"\0", 1)[0]
            self._marks.append(Mark(-1, event.sample, raw.decode("utf-8", "ignore")))  # the cut at 8 bytes may split a character
        elif event.type == _EVENT_END:
            self._marks.append(Mark(-1, event.sample, ""))

    def close(self) -> bool:
        """Unload the library. False when the system kept it: then only a new process starts afresh."""
        self._library.espeak_Terminate()
        handle = self._library._handle
        del self._library
        return _unload(self._path, handle)


def _unload(path: Path, handle: int) -> bool:
    if os.name == "nt":  # Windows keeps ctypes' loader under other names
        kernel = ctypes.CDLL("kernel32")
        kernel.FreeLibrary.argtypes = (ctypes.c_void_p,)
        kernel.GetModuleHandleW.argtypes = (ctypes.c_wchar_p,)
        kernel.FreeLibrary(handle)
        return not kernel.GetModuleHandleW(path.name)
    closing: Callable[[ctypes.c_void_p], int] = ctypes.CDLL(None).dlclose
    closing(ctypes.c_void_p(handle))
    try:
        ctypes.CDLL(str(path), mode=os.RTLD_NOLOAD)
    except OSError:
        return True
    return False
