"""A Piper model fetched whole or not at all: size and MD5 as the repository's list tells them, licence with it.

Piper's own downloader has no progress, timeout, checksum or temporary file: a broken download counts as done.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from emlinh_desktop.base.async_items import items_of
from emlinh_desktop.base.atomic_file import replacing
from emlinh_desktop.base.cancellation import CancelToken
from emlinh_desktop.domain.errors import ErrorCode, ResourceError, unknown_name
from emlinh_desktop.domain.service_faults import fault_of_status

REPOSITORY = "https://huggingface.co/rhasspy/piper-voices/resolve/main"
_SERVICE = "Hugging Face"
_BLOCK = 1 << 16
_SILENCE_S = 30.0
_MOST_LISTED = 20_000_000


def download_model(name: str, folder: Path, told: Callable[[float], None], cancel: CancelToken, repository: str = REPOSITORY) -> None:
    """Fetch a model, its configuration and its card into `folder`; `told` grows to 1. The model file comes last.

    Raises:
        Cancelled: within a second; nothing half-done is left.
        InputError: UNKNOWN_NAME.
        ResourceError: DOWNLOAD_BROKEN, or a SERVICE_ code.
        OSError: the folder cannot be written.
    """
    listed = bytearray()
    for block in _blocks(f"{repository}/voices.json", cancel):
        listed += block
        if len(listed) > _MOST_LISTED:
            raise ResourceError(ErrorCode.SERVICE_GARBLED, service=_SERVICE)
    try:
        models: Mapping[str, Any] = json.loads(bytes(listed))
        listed_files = models[name]["files"] if name in models else {}
        files = {Path(path).name: (path, int(facts["size_bytes"]), str(facts["md5_digest"])) for path, facts in listed_files.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ResourceError(ErrorCode.SERVICE_GARBLED, service=_SERVICE) from error
    if not files:
        raise unknown_name("voice", f"piper:{name}", [f"piper:{known}" for known in models])
    whole = sum(size for _, size, _ in files.values())
    done = 0
    for file in sorted(files, key=lambda file: file.endswith(".onnx")):
        path, size, md5 = files[file]
        final = folder / (file if file.startswith(name) else f"{name}.{file}")
        with replacing(final) as part:
            digest, got = hashlib.md5(usedforsecurity=False), 0
            with part.open("wb") as handle:
                for block in _blocks(f"{repository}/{path}", cancel):
                    handle.write(block)
                    digest.update(block)
                    got += len(block)
                    told(min(1.0, (done + got) / whole))
                    if got > size:
                        break
            if got != size or digest.hexdigest() != md5:
                raise ResourceError(ErrorCode.DOWNLOAD_BROKEN, name=final.name)
        done += size
    told(1.0)


def _blocks(url: str, cancel: CancelToken) -> Any:
    """The body of a page in blocks. Raises Cancelled, ResourceError."""
    import aiohttp

    async def work(emit: Callable[[bytes], None]) -> None:
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=10.0, sock_read=_SILENCE_S)
        async with aiohttp.ClientSession(timeout=timeout, trust_env=True) as session, session.get(url, raise_for_status=True) as response:
            async for block in response.content.iter_chunked(_BLOCK):
                emit(block)
                await asyncio.sleep(0)

    try:
        yield from items_of(work, cancel)
    except aiohttp.ClientResponseError as error:
        raise fault_of_status(_SERVICE, error.status) from error
    except TimeoutError as error:
        raise ResourceError(ErrorCode.SERVICE_TIMEOUT, service=_SERVICE, seconds=round(_SILENCE_S)) from error
    except aiohttp.ClientPayloadError as error:
        raise ResourceError(ErrorCode.SERVICE_CUT, service=_SERVICE) from error
    except aiohttp.ClientError as error:
        raise ResourceError(ErrorCode.SERVICE_UNREACHABLE, service=_SERVICE) from error
