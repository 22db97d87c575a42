#!/usr/bin/env python3
"""Runs the fuzz targets of fuzz/ one after the other, from seeds of our own files, and prints what each did.

  fuzz.py [--seconds 600] [--targets html,feed,...] [--jobs 1]

Needs nightly Rust and cargo-fuzz (`cargo install cargo-fuzz`). Prints the rows of a table: target, seconds, runs, megabytes tried, findings. What was
found lies in fuzz/artifacts. Standard library only.
"""

import argparse
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

INPUTS, ARTICLES = Path("tests/inputs"), Path("data/articles")
SEEDS = {
    "html": [*ARTICLES.glob("*.html")],
    "feed": [*INPUTS.glob("*.xml")],
    "warc": [*INPUTS.glob("*.warc")],
    "parquet": [*INPUTS.glob("*.parquet")],
    "clean": [*ARTICLES.glob("*.txt")],
    "records": [*INPUTS.glob("*.json"), *INPUTS.glob("*.tsv"), *ARTICLES.glob("*.jsonl"), *ARTICLES.glob("*.csv")],
    "compressed": [*INPUTS.glob("*.gz"), *INPUTS.glob("*.xz"), *INPUTS.glob("*.zst"), *INPUTS.glob("*.bz2")],
    "sentences": [*ARTICLES.glob("*.txt")],
    "amounts": [*ARTICLES.glob("*.txt")],
    "rules": [*Path("data/rules").glob("*.toml")],
    "gazetteer": [*Path("data/gazetteer").glob("*.csv")],
    "checkpoint": [],
}


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--seconds", type=int, default=600)
    p.add_argument("--targets", default=",".join(SEEDS))
    p.add_argument("--jobs", type=int, default=1)
    return p.parse_args()


def run(target: str, seconds: int) -> str:
    corpus = Path("fuzz/corpus") / target
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in SEEDS[target]:
        shutil.copy(seed, corpus / seed.name)
    command = ["cargo", "+nightly", "fuzz", "run", "-O", target, "--", f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=3000", "-max_len=65536", "-print_final_stats=1"]
    artifacts = Path("fuzz/artifacts") / target
    before = {*artifacts.glob("*")}
    done = subprocess.run(command, capture_output=True, text=True)
    stat = {k: int(v) for k, v in re.findall(r"stat::(\w+):\s+(\d+)", done.stderr)}
    coverage = re.findall(r"cov: (\d+)", done.stderr)
    new = {*artifacts.glob("*")} - before
    runs = stat.get("number_of_executed_units", 0)
    megabytes = stat.get("bytes_tried", 0) / 1e6
    found = ", ".join(a.name for a in sorted(new)) or ("none" if done.returncode == 0 else done.stderr[-300:].replace("\n", " "))
    return f"| {target} | {seconds} | {runs:,} | {megabytes:,.1f} | {coverage[-1] if coverage else '-'} | {found} |"


def main():
    a = arguments()
    print("| target | seconds | runs | MB tried | edges covered | findings |\n" + "| --- " * 6 + "|", flush=True)
    with ThreadPoolExecutor(a.jobs) as pool:
        for row in pool.map(lambda t: run(t, a.seconds), a.targets.split(",")):
            print(row, flush=True)


if __name__ == "__main__":
    sys.exit(main())
