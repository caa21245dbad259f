"""Where the program keeps its things: data, cache, logs and films, per user."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

APP_NAME = "emlinh-desktop"
HOME_VARIABLE = "EMLINH_HOME"


@dataclass(frozen=True, slots=True)
class AppPaths:
    """The folders of one user. `EMLINH_HOME` moves them all under one."""

    data: Path
    cache: Path
    config: Path
    films: Path

    @property
    def database(self) -> Path:
        return self.data / "emlinh.sqlite3"

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def jobs(self) -> Path:
        """One folder per job: cancel file, progress files, preview, links to its Segments."""
        return self.data / "jobs"

    @property
    def speech_cache(self) -> Path:
        return self.cache / "speech"

    @property
    def segment_cache(self) -> Path:
        return self.cache / "segments"


def app_paths() -> AppPaths:
    """The folders of the current user; none is created here."""
    home = os.environ.get(HOME_VARIABLE)
    if home:
        root = Path(home).expanduser().absolute()
        return AppPaths(root / "data", root / "cache", root / "config", root / "films")
    dirs = platformdirs.PlatformDirs(APP_NAME, appauthor=False)
    return AppPaths(
        data=dirs.user_data_path,
        cache=dirs.user_cache_path,
        config=dirs.user_config_path,
        films=dirs.user_videos_path / "Em Linh",
    )
