"""Commands and options."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from emlinh_desktop import __version__
from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.base.locale_text import interface_language, text
from emlinh_desktop.cli import commands, voice_commands

Run = Callable[[argparse.Namespace, CancelToken], int]


def build_parser() -> argparse.ArgumentParser:
    """The whole command line, its help in the interface's language."""
    language = interface_language()

    def help_text(key: str) -> str:
        return text(f"cli.{key}", language)

    parser = argparse.ArgumentParser(prog="emlinh-desktop", description=help_text("about"), allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"emlinh-desktop {__version__}")
    parser.add_argument("--debug", action="store_true", help=help_text("debug"))
    parser.set_defaults(command=None)
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND")

    def command(name: str, run: Run) -> argparse.ArgumentParser:
        sub = subparsers.add_parser(name, help=help_text(name), description=help_text(name), allow_abbrev=False)
        sub.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=help_text("debug"))
        sub.set_defaults(run=run)
        return sub

    _make_options(command("make", commands.make), help_text)
    resume = command("resume", commands.resume)
    resume.add_argument("job_id", metavar="JOB_ID", help=help_text("job_id"))
    resume.add_argument("--fallback", metavar="ask|fall_back|stop", help=help_text("fallback"))
    _news_options(resume, help_text)
    jobs = command("jobs", commands.jobs)
    jobs.add_argument("--json", action="store_true", help=help_text("json"))
    voices = command("voices", voice_commands.voices)
    voices.add_argument("--json", action="store_true", help=help_text("json"))
    voices.add_argument("--sample", metavar="ID", help=help_text("sample"))
    voices.add_argument("--download", metavar="ID", help=help_text("download"))
    voices.add_argument("--refresh", action="store_true", help=help_text("refresh"))
    voices.add_argument("-o", "--output", metavar="FILE", default="sample.wav", help=help_text("sample_output"))
    models = command("models", voice_commands.models)
    models.add_argument("provider", nargs="?", metavar="PROVIDER", help=help_text("provider"))
    command("doctor", commands.doctor)
    command("understand", commands.understand)
    serve = command("serve", commands.serve)
    serve.add_argument("--port", type=int, metavar="PORT", default=8765, help=help_text("port"))
    serve.add_argument("--network", action="store_true", help=help_text("network"))
    serve.add_argument("--new-key", action="store_true", help=help_text("new_key"))
    speakable = command("speakable", commands.speakable)
    speakable.add_argument("--language", default="vi", metavar="vi|en", help=help_text("language"))
    return parser


def _make_options(make: argparse.ArgumentParser, help_text: Callable[[str], str]) -> None:
    make.add_argument("topic", nargs="?", metavar="TOPIC", help=help_text("topic"))
    make.add_argument("--script", metavar="FILE", help=help_text("script"))
    make.add_argument("--duration", metavar="S", default="30", help=help_text("duration"))
    make.add_argument("--composition", metavar="NAME", default="Scene-Landscape", help=help_text("composition"))
    make.add_argument("--background", metavar="NAME|FILE", default="office", help=help_text("background"))
    make.add_argument("--voice", metavar="ID", help=help_text("voice"))
    make.add_argument("--language", metavar="vi|en", help=help_text("language"))
    make.add_argument("--presenter", metavar="NAME", default="em-linh", help=help_text("presenter"))
    make.add_argument("--no-captions", action="store_true", help=help_text("no_captions"))
    make.add_argument("--quality", metavar="draft|standard|high", default="standard", help=help_text("quality"))
    make.add_argument("--encoder", metavar="NAME", default="x264", help=help_text("encoder"))
    make.add_argument("--writer", metavar="ID", help=help_text("writer"))
    make.add_argument("--recording", metavar="FILE", help=help_text("recording"))
    make.add_argument("--fallback", metavar="ask|fall_back|stop", help=help_text("fallback"))
    make.add_argument("--music", metavar="NAME|FILE", help=help_text("music"))
    make.add_argument("--music-volume", metavar="PERCENT", default="100", help=help_text("music_volume"))
    make.add_argument("--speed", metavar="X", default="1.0", help=help_text("speed"))
    make.add_argument("-o", "--output", metavar="FILE", help=help_text("output"))
    make.add_argument("--broadcast", type=int, metavar="PORT", help=help_text("broadcast"))
    make.add_argument("--network", action="store_true", help=help_text("network"))
    _news_options(make, help_text)


def _news_options(sub: argparse.ArgumentParser, help_text: Callable[[str], str]) -> None:
    sub.add_argument("--events", metavar="FILE|-", help=help_text("events"))
    sub.add_argument("--report", metavar="FILE", help=help_text("report"))
