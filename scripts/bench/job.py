#!/usr/bin/env python3
"""Measures the whole job: words a second, peak memory, and the time from start to the tables of one sentence.

  job.py [--dossier target/release/dossier] [--input FILE...] [--runs 3] [--threads 2]

Without --input it reads the sample articles, repeated into one JSONL file of about 300,000 words with numbered ids. Prints one
JSON object. Figures depend on the machine and on what else it does: compare runs of one sitting only. Standard library only.
"""

import argparse
import csv
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import samples


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--dossier", type=Path, default=Path("target/release/dossier"))
    p.add_argument("--input", type=Path, nargs="*")
    p.add_argument("--runs", type=int, default=3)
    p.add_argument("--threads", type=int, default=2)
    return p.parse_args()


def repeated(folder: Path, words: int) -> Path:
    """The sample articles over and over, as one JSONL file."""
    out = folder / "repeated.jsonl"
    with out.open("w", encoding="utf-8") as f:
        for i, text in enumerate(samples.repeated(words)):
            f.write(json.dumps({"id": f"a{i}", "text": text, "date": "2020-01-01"}) + "\n")
    return out


def run(dossier, inputs, out, threads) -> tuple[float, float]:
    """Seconds, and MB of peak memory of the child alone."""
    before = time.perf_counter()
    child = subprocess.Popen([dossier, "extract", *inputs, "--out", out, "--threads", str(threads), "--quiet"])
    _, status, usage = os.wait4(child.pid, 0)
    if status not in (0, 256):
        sys.exit(f"dossier ended with status {status}")
    return time.perf_counter() - before, usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def tokens(out: Path) -> int:
    with (out / "articles.csv").open(encoding="utf-8", newline="") as f:
        return sum(int(r["tokens"]) for r in csv.DictReader(f))


def main():
    a = arguments()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        inputs = a.input or [repeated(folder, 300_000)]
        seconds, peaks = zip(*(run(a.dossier, inputs, folder / "out", a.threads) for _ in range(a.runs)))
        n = tokens(folder / "out")
        one = folder / "one.txt"
        one.write_text("Kenya sent envoys to Sudan on Monday.\n", encoding="utf-8")
        first = [run(a.dossier, [one], folder / "one", a.threads)[0] for _ in range(5)]
        print(
            json.dumps(
                {
                    "machine": f"{platform.machine()}, {platform.system()}",
                    "threads": a.threads,
                    "words": n,
                    "seconds": [round(s, 2) for s in seconds],
                    "words_a_second": round(n / statistics.median(seconds)),
                    "peak_memory_mb": round(max(peaks)),
                    "start_to_tables_of_one_sentence_s": round(statistics.median(first), 3),
                }
            )
        )


if __name__ == "__main__":
    main()
