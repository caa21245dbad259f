"""What the pipeline needs from other rooms, as Protocols. `app` hands the real ones in; tests hand in fakes.

Every call may be made from the one production thread. Long calls poll the token at least every 200 ms and
raise `Cancelled` with nothing half-done left behind. Failures are `EmlinhError`s.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.brief import Brief, Language
from emlinh_desktop.domain.event import JobId, JobStatus, ProgressEvent, SessionId, Step, VideoId
from emlinh_desktop.domain.film import Film, JobRecord, VideoRecord
from emlinh_desktop.domain.script import Line, Script
from emlinh_desktop.domain.shot import Background, CaptionPage, FilmPlan, Look, MouthTrack, Shot
from emlinh_desktop.domain.soundtrack import Soundtrack
from emlinh_desktop.domain.utterance import MonoAudio, Narration, Utterance, Voice, WordTiming

Fraction = Callable[[float], None]
"""told 0.0..1.0, growing, as work is done"""

SecondsFor = Callable[[Sequence[str]], list[float]]
"""how long each sentence takes in the chosen voice at the wished speed, in seconds without pauses (measured, not guessed)"""


class ScriptWriter(Protocol):
    """Topic -> Script."""

    id: str

    def language_of(self, brief: Brief) -> Language:
        """The language to write in: the brief's, else the topic's (or script's) own."""
        ...

    def write(self, brief: Brief, language: Language, seconds_for: SecondsFor, told: Fraction, cancel: CancelToken) -> Script:
        """Write the talk, sized to `brief.duration_s`. `told` grows in proportion to characters written."""
        ...


class Narrator(Protocol):
    """Script -> Narration."""

    def voice(self, voice_id: str | None, language: Language) -> Voice:
        """The voice by id, or the default of the language. Raises InputError UNKNOWN_NAME."""
        ...

    def seconds_for(self, voice: Voice, cancel: CancelToken | None = None, speed: float = 1.0) -> SecondsFor:
        """A measure of sentences in that voice at a speed; it raises Cancelled when the token is cancelled (a service may be asked)."""
        ...

    def narrate(
        self,
        lines: Sequence[Line],
        voice: Voice,
        target_s: float | None,
        earlier: FilmPlan | None,
        line_done: Callable[[int], None],
        cancel: CancelToken,
        speed: float = 1.0,
    ) -> Narration:
        """Speak every Line; `line_done(n)` after the n-th. Finished Lines come from the cache.

        With `target_s` (the writer chose the text) the whole film (lead-in and tail included) lands within
        0.5 s of it: tempo within 8 % of `speed`, then pauses. With `earlier` its tempo, lead-in and the pauses of Lines
        with the same text are kept and the length may move.
        """
        ...


class LipSync(Protocol):
    def track(self, utterance: Utterance, lead_frames: int, frame_count: int) -> MouthTrack:
        """The mouth of a Shot of `frame_count` frames whose Utterance starts at frame `lead_frames`."""
        ...


class CaptionPaginator(Protocol):
    def pages(self, text: str, words: Sequence[WordTiming], duration_s: float, composition: str) -> tuple[CaptionPage, ...]:
        """Pages of at most two lines (42 characters; portrait 28). Word times are from the Shot's start."""
        ...


class MediaReader(Protocol):
    def background(self, spec: str) -> Background:
        """A built-in name or the path of the user's picture or clip, opened and hashed.

        Raises InputError UNKNOWN_NAME or BACKGROUND_UNREADABLE.
        """
        ...

    def check_music(self, path: str) -> str:
        """The content hash of a readable sound file. Raises InputError MUSIC_UNREADABLE."""
        ...


class SoundMixer(Protocol):
    def music_file(self, wish: str, topic: str) -> str:
        """The path of the music a Brief wishes for: one of our pieces, the one that suits the topic, or the user's own file.

        Raises InputError UNKNOWN_NAME.
        """
        ...

    def mix(
        self,
        audio: Sequence[MonoAudio],
        music: str | None,
        final: Path,
        cancel: CancelToken,
        music_percent: float = 100.0,
        let_go: Callable[[], None] = ...,
    ) -> Soundtrack:
        """Master the whole film's narration, write AAC 48 kHz stereo (.m4a) beside its final name, renamed when whole, and measure it.

        `audio` is one array per Shot, each exactly Shot.sample_count long. The result lasts exactly
        their sum (priming and padding declared). The same inputs are taken from the cache. `let_go` is called
        once `audio` is not needed any more, unless the track is in the cache.
        """
        ...


class FilmRenderer(Protocol):
    def warm(self, look: Look, shots: int | None = None) -> None:
        """Start the workers and let them prepare this look, in the background; returns at once.

        `shots`: how many are about to be made, if few: a worker without work only takes a core from the sound.
        """
        ...

    def dismiss(self) -> None:
        """Send every worker away without waiting until it is gone; new ones are started when needed."""
        ...

    def check_encoder(self, encoder: str) -> None:
        """Prove by a trial that the encoder works. Raises InputError UNKNOWN_NAME, ResourceError ENCODER_UNAVAILABLE."""
        ...

    def render(self, shots: Sequence[Shot], brief: Brief, job_folder: Path, frames_done: Callable[[int], None], cancel: CancelToken) -> Sequence[Path]:
        """Make every Segment in worker processes (cached ones are linked) and return them in film order.

        `frames_done(n)` from the calling thread, growing to the film's frame count. Raises ProductError
        RENDER_FAILED, ResourceError DISK_FULL or WORKER_LOST.
        """
        ...

    def finish(
        self, shots: Sequence[Shot], segments: Sequence[Path], sound: Soundtrack, title: str, language: Language, final: Path, cancel: CancelToken
    ) -> Film:
        """Join, mux, write sidecars and thumbnail, check quality. `final` appears only when whole.

        Where the report holds faults, `final` is left as it was, and the film is found alone under the path returned.
        Raises ResourceError NO_WRITE_ACCESS or DISK_FULL.
        """
        ...

    def needed_bytes(self, frame_count: int, brief: Brief) -> int:
        """A generous estimate of the disk space a film needs, temporary files included."""
        ...


class JobStore(Protocol):
    """The records of jobs. Every write is committed when the call returns."""

    def create_job(self, brief: Brief, session_id: SessionId, output: str) -> JobId: ...

    def job(self, job_id: JobId) -> JobRecord:
        """Raises InputError JOB_UNKNOWN."""
        ...

    def jobs(self, limit: int = 50) -> list[JobRecord]:
        """Newest first."""
        ...

    def claim(self, job_id: JobId, owner: str, cancel: CancelToken) -> bool:
        """Make the job running and ours by one conditional UPDATE; False if it runs elsewhere or has ended well."""
        ...

    def add_event(
        self, job_id: JobId, step: Step, message: str, progress: float, data: Mapping[str, Any], cancel: CancelToken | None = None
    ) -> ProgressEvent: ...

    def events(self, after_id: int = 0, job_id: JobId | None = None, session_id: SessionId | None = None) -> list[ProgressEvent]: ...

    def save_script(self, job_id: JobId, script: Script) -> None: ...

    def script(self, job_id: JobId) -> Script | None: ...

    def save_plan(self, job_id: JobId, plan_key: str, plan: FilmPlan) -> None: ...

    def plan(self, job_id: JobId) -> FilmPlan | None: ...

    def latest_plan(self, plan_key: str) -> FilmPlan | None:
        """The newest plan of any job with this key, of a film that was completed."""
        ...

    def create_video(self, job_id: JobId, title: str, voice: str) -> VideoId: ...

    def video(self, video_id: VideoId) -> VideoRecord: ...

    def finish_video(self, video_id: VideoId, film: Film) -> None: ...

    def set_status(self, job_id: JobId, status: JobStatus, error_code: str | None = None, error_params: Mapping[str, Any] | None = None) -> None: ...


class Orders(Protocol):
    """Who makes the films the broadcast is asked for: the queue of `serve`, or the window's. Called on the server's threads; may raise the coded errors."""

    def submit(self, brief: Brief, session_id: SessionId) -> JobId:
        """Store a wish and queue it."""
        ...

    def resume(self, job_id: JobId) -> None:
        """Queue a stopped job again."""
        ...

    def cancel(self, job_id: JobId) -> bool:
        """Stop a job that waits or runs here; False if it is not here."""
        ...
