"""Pages a second of reading and extraction, beside pdfplumber's own ``extract_text`` on the same files in the same run.

    python -m benchmarks.reading DOSSIER [--rounds 3] [--json]

The two are timed in turn, file by file, so that a slow moment of the machine falls on both. Models are loaded before;
the first document is read once beforehand, as a service that has been up for a while would have.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recommender.services import Services

KIB_PER_MIB = 1024


def time_once(action: Callable[[], object]) -> float:
    """Seconds one call takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def extract_text_of_every_page(path: Path) -> int:
    """What one would write without us: the text of each page, by pdfplumber; gives the number of pages."""
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.close()
        return len(document.pages)


def read_and_extract(services: Services, path: Path) -> None:
    """What `clausier extract` does of one file, models loaded."""
    services.extract(services.read_path(path))


def measure(services: Services, paths: Sequence[Path], rounds: int) -> list[dict[str, float | str]]:
    """One row a file: pages, and the median seconds of each of the two over the rounds."""
    read_and_extract(services, paths[0])
    rows: list[dict[str, float | str]] = []
    for path in paths:
        ours: list[float] = []
        theirs: list[float] = []
        for _ in range(rounds):
            ours.append(time_once(lambda: read_and_extract(services, path)))  # noqa: B023  (called at once)
            theirs.append(time_once(lambda: extract_text_of_every_page(path)))  # noqa: B023
        rows.append(
            {
                "file": path.name,
                "pages": services.read_path(path).page_count,
                "clausier_seconds": median(ours),
                "pdfplumber_seconds": median(theirs),
            }
        )
    return rows


def summarise(rows: Sequence[dict[str, float | str]]) -> dict[str, float]:
    """Pages a second of both over all files, their ratio, and peak memory in MiB."""
    pages = sum(float(row["pages"]) for row in rows)
    ours = pages / sum(float(row["clausier_seconds"]) for row in rows)
    theirs = pages / sum(float(row["pdfplumber_seconds"]) for row in rows)
    return {
        "pages": pages,
        "clausier_pages_per_second": ours,
        "pdfplumber_pages_per_second": theirs,
        "ratio": ours / theirs,
        "peak_memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_PER_MIB,
        "peak_worker_memory_mib": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / KIB_PER_MIB,
    }


def main() -> None:
    """Measure every PDF of a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="dossier de fichiers PDF")
    parser.add_argument("--rounds", type=int, default=3, help="passages par fichier (3)")
    parser.add_argument("--json", action="store_true", help="écrit le détail en JSON")
    arguments = parser.parse_args()
    paths = sorted(arguments.folder.glob("*.pdf"))
    if not paths:
        parser.error(f"aucun fichier PDF dans {arguments.folder} : indiquez un dossier qui en contient.")

    from recommender.bootstrap import build_services
    from recommender.settings import load_settings

    services = build_services(load_settings(os.environ))
    services.warm_up()
    rows = measure(services, paths, arguments.rounds)
    services.reader.close()
    summary = summarise(rows)
    if arguments.json:
        print(json.dumps({"summary": summary, "files": rows}, ensure_ascii=False, indent=1))
        return
    for row in rows:
        seconds = f"{row['clausier_seconds']:7.2f} s {row['pdfplumber_seconds']:7.2f} s"
        print(f"{row['file']!s:45} {row['pages']:4} p. {seconds}")
    for name, value in summary.items():
        print(f"{name:30} {value:10.2f}")


if __name__ == "__main__":
    main()
