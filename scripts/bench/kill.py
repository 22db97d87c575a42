#!/usr/bin/env python3
"""Kills runs with SIGKILL at random moments, resumes them, and compares their tables with those of a run that was left alone.

  kill.py [--dossier target/release/dossier] [--kills 100] [--seed 7] [--words 80000]

The dump is the sample articles over and over, some lines broken, compressed. A run is killed and resumed until it ends; then its folder must hold the same
files, byte for byte, and the next begins. Prints one JSON object. Standard library only.
"""

import argparse
import gzip
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import samples


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--dossier", type=Path, default=Path("target/release/dossier"))
    p.add_argument("--kills", type=int, default=100)
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("--words", type=int, default=80_000)
    return p.parse_args()


def dump(path: Path, words: int) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as f:
        for i, text in enumerate(samples.repeated(words)):
            f.write(json.dumps({"id": f"a{i // 2}", "text": text, "date": "2020-01-01"}) + "\n")
            if i % 9 == 4:
                f.write('{"id": broken\n')


def files(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir())}


def main():
    a = arguments()
    shuffled = random.Random(a.seed)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        dump(work / "dump.jsonl.gz", a.words)
        command = lambda out, *more: [a.dossier, "extract", work / "dump.jsonl.gz", "--out", work / out, "--quiet", *more]
        start = time.perf_counter()
        subprocess.run(command("whole"), stderr=subprocess.DEVNULL)
        length = time.perf_counter() - start
        expected, kills, runs, resumed = files(work / "whole"), 0, 0, 0
        while kills < a.kills:
            runs += 1
            attempt = 0
            while True:
                child = subprocess.Popen(command(f"run{runs}", "--resume"), stderr=subprocess.DEVNULL)
                try:
                    child.wait(shuffled.uniform(0.02, length * 0.7))
                    break
                except subprocess.TimeoutExpired:
                    child.kill()
                    child.wait()
                    kills, attempt = kills + 1, attempt + 1
                    resumed += (work / f"run{runs}" / "checkpoint.json").exists()
            if child.returncode != 1:
                sys.exit(f"run {runs} ended with {child.returncode} after {attempt} kills")
            if files(work / f"run{runs}") != expected:
                sys.exit(f"run {runs} differs after {attempt} kills")
        print(json.dumps({"kills": kills, "kills_with_a_checkpoint": resumed, "runs_ended_and_compared": runs, "seconds_of_a_run": round(length, 1)}))


if __name__ == "__main__":
    main()
