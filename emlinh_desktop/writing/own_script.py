"""The writer that takes the user's own words."""

from __future__ import annotations

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.brief import MAX_TOPIC_CHARACTERS, Brief, Language, clean_text
from emlinh_desktop.domain.errors import ErrorCode, InputError
from emlinh_desktop.domain.ports import Fraction, SecondsFor
from emlinh_desktop.domain.script import Script
from emlinh_desktop.writing.clean_script import clean_script
from emlinh_desktop.writing.language import language_of_text
from emlinh_desktop.writing.script_length import check_script_length
from emlinh_desktop.writing.sentences import split_lines, split_sentences

_TITLE_CHARACTERS = 80


def title_of(script_text: str) -> str:
    """A title for a script without a topic: its first heading or sentence, shortened at a word.

    Raises:
        InputError: SCRIPT_EMPTY, SCRIPT_TOO_LONG.
    """
    check_script_length(script_text)
    sentences = split_sentences(clean_script(script_text))
    if not sentences:
        raise InputError(ErrorCode.SCRIPT_EMPTY)
    title = sentences[0][0].rstrip(" .,;:…")
    if not any(char.isalnum() for char in title[:_TITLE_CHARACTERS]):  # a row of emoji or brackets comes first
        title = title[next((place for place, char in enumerate(title) if char.isalnum()), 0) :]
    if len(title) <= _TITLE_CHARACTERS:
        return title or sentences[0][0]
    head = title[:_TITLE_CHARACTERS]
    return (head.rpartition(" ")[0] or head).rstrip(" .,;:") + "…"


class OwnScriptWriter:
    """`Brief.script_text` -> Script, every word kept."""

    id = "own"

    def language_of(self, brief: Brief) -> Language:
        """The brief's language, else the script's own."""
        return brief.language or language_of_text(brief.script_text or brief.topic)

    def write(self, brief: Brief, language: Language, seconds_for: SecondsFor, told: Fraction, cancel: CancelToken) -> Script:  # noqa: ARG002 - the length is the user's
        """Clean and split the script. `brief.duration_s` is ignored: the film is as long as the text needs.

        Raises:
            InputError: SCRIPT_EMPTY, SCRIPT_TOO_LONG.
            Cancelled: the token was cancelled.
        """
        cancel.check()
        text = brief.script_text or ""
        check_script_length(text)
        lines = split_lines(clean_script(text))
        cancel.check()
        if not lines:
            raise InputError(ErrorCode.SCRIPT_EMPTY)
        told(1.0)
        title = clean_text(brief.topic)[:MAX_TOPIC_CHARACTERS] or title_of(text)
        return Script(title=title, language=language, lines=lines, writer=self.id, draft=False)
