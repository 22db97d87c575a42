#!/usr/bin/env python3
"""Measures dumps of several sizes: articles and words a second, peak memory, size of the tables, as JSONL and as WARC.

  dumps.py [--dossier target/release/dossier] [--sizes 1000,10000] [--kinds jsonl,warc.gz] [--sentences 3] [--new-names 0]

Articles are sentences of the sample articles, shuffled (seeded); --new-names adds as many sentences with names that no other article has. Prints the rows of a table. Standard library only.
"""

import argparse
import csv
import gzip
import json
import os
import random
import re
import subprocess
import tempfile
import time
from pathlib import Path


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--dossier", type=Path, default=Path("target/release/dossier"))
    p.add_argument("--sizes", default="1000,10000")
    p.add_argument("--kinds", default="jsonl,warc.gz")
    p.add_argument("--sentences", type=int, default=3)
    p.add_argument("--new-names", type=int, default=0)
    return p.parse_args()


def new_name(shuffled: random.Random) -> str:
    return "".join(shuffled.choice("bdfgklmnprstvz") + shuffled.choice("aeiou") for _ in range(4)).capitalize()


def articles(n: int, sentences: int, new_names: int):
    text = " ".join(p.read_text(encoding="utf-8") for p in sorted(Path("data/articles").glob("*.txt")))
    pool = [s for s in re.split(r"(?<=[.!?])\s+", text) if 40 < len(s) < 300]
    shuffled = random.Random(7)
    for i in range(n):
        chosen = shuffled.sample(pool, sentences)
        for _ in range(new_names):
            given, family, other = (new_name(shuffled) for _ in range(3))
            chosen.append(f"President {given} {family} met Prime Minister {other} {new_name(shuffled)} on Friday.")
        yield f"n{i}", " ".join(chosen)


def write(path: Path, kind: str, made) -> None:
    opened = gzip.open(path, "wb", 6) if kind.endswith("gz") else path.open("wb")
    with opened as f:
        for name, text in made:
            if kind.startswith("jsonl"):
                f.write((json.dumps({"id": name, "text": text, "date": "2020-01-01"}) + "\n").encode())
                continue
            page = f"<html><head><title>{name}</title></head><body><nav>Home News</nav><article><p>{text}</p></article><footer>About</footer></body></html>"
            http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
            head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://news.example/{name}\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
            head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
            f.write(head.encode() + http + b"\r\n\r\n")


def main():
    a = arguments()
    print("| dump | articles | words | entities | articles a second | words a second | peak MB | tables MB |\n" + "| --- " * 8 + "|", flush=True)
    for kind in a.kinds.split(","):
        for n in map(int, a.sizes.split(",")):
            with tempfile.TemporaryDirectory() as folder:
                path, out = Path(folder) / f"dump.{kind}", Path(folder) / "out"
                write(path, kind, articles(n, a.sentences, a.new_names))
                start = time.perf_counter()
                child = subprocess.Popen([a.dossier, "extract", path, "--out", out, "--quiet", "--threads", "2"])
                _, _, usage = os.wait4(child.pid, 0)
                seconds = time.perf_counter() - start
                with (out / "articles.csv").open(encoding="utf-8", newline="") as f:
                    words = sum(int(r["tokens"]) for r in csv.DictReader(f))
                with (out / "entities.csv").open(encoding="utf-8") as f:
                    entities = sum(1 for _ in f) - 1
                size = sum(p.stat().st_size for p in out.iterdir()) / 1e6
                print(f"| {kind} | {n:,} | {words:,} | {entities:,} | {n / seconds:,.0f} | {words / seconds:,.0f} | {usage.ru_maxrss / 1024:,.0f} | {size:,.1f} |", flush=True)


if __name__ == "__main__":
    main()
