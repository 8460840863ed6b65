"""How long a buyer waits for a long contract, beside pdfplumber's own reading of it in the same run.

    python -m benchmarks.desk CCAP.pdf [--rounds 3] [--json]

Three waits from the click: the first page number told, the overview (duties, warnings, suggestions) shown, and the
first page image drawn. pdfplumber's ``extract_text`` of every page is timed in turn. Models are loaded before.
"""

from __future__ import annotations

import argparse
import io
import json
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.reading import extract_text_of_every_page, time_once

if TYPE_CHECKING:
    from flask.testing import FlaskClient

ENDED = ("done", "failed", "cancelled")
POLLING_SECONDS = 0.02


def open_once(client: FlaskClient, path: Path) -> dict[str, float]:
    """Seconds from the click to the first page number told, to the overview, and to the first page image after it."""
    start = time.perf_counter()
    waits: dict[str, float] = {}
    data = {"text": "", "document": (io.BytesIO(path.read_bytes()), path.name)}
    address = client.post("/consultations", data=data, content_type="multipart/form-data").headers["Location"]
    while True:
        told = client.get(f"{address}/avancement").get_json()
        if " sur " in told["text"]:
            waits.setdefault("first_page_told", time.perf_counter() - start)
        if told["stage"] in ENDED:
            break
        time.sleep(POLLING_SECONDS)
    if told["stage"] != "done":
        raise SystemExit(f"Lecture impossible : {told['text']}")
    client.get(address)
    waits["overview"] = time.perf_counter() - start
    shown = time.perf_counter()
    client.get(f"{address}/documents/0")
    client.get(f"{address}/documents/0/pages/1.png")
    waits["first_page_image"] = time.perf_counter() - shown
    client.post(f"{address}/effacer")
    return waits


def measure(client: FlaskClient, path: Path, rounds: int) -> dict[str, float]:
    """Median seconds of each wait and of pdfplumber's reading, timed in turn."""
    open_once(client, path)
    ours: list[dict[str, float]] = []
    theirs: list[float] = []
    for _ in range(rounds):
        ours.append(open_once(client, path))
        theirs.append(time_once(lambda: extract_text_of_every_page(path)))
    waits = {name: median(one[name] for one in ours) for name in ours[0]}
    return {**waits, "pdfplumber": median(theirs)}


def main() -> None:
    """Print the waits, and their ratio to pdfplumber's reading."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()

    from recommender.cli.console import open_services
    from web import create_app

    with tempfile.TemporaryDirectory() as folder:
        services = open_services()
        services.warm_up()
        settings = replace(services.settings, data_dir=Path(folder))
        client = create_app(replace(services, settings=settings)).test_client()
        found = measure(client, arguments.path, arguments.rounds)
        services.close()
    if arguments.json:
        print(json.dumps(found))
        return
    for name, seconds in found.items():
        print(f"{name:18} {seconds:6.2f} s   {seconds / found['pdfplumber']:.2f} × pdfplumber")


if __name__ == "__main__":
    main()
