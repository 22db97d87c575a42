#!/usr/bin/env python3
"""Makes the files of tests/inputs with the tools that users' files come from: gzip, bz2 and lzma of Python 3.11, zstandard 0.25.0,
warcio 1.7.5, pyarrow 26.0.1 (Parquet), feedgen 1.0.0 (RSS and Atom).

  make_inputs.py
"""

import bz2
import gzip
import io
import json
import lzma
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import zstandard
from feedgen.feed import FeedGenerator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HERE = Path(__file__).parent
ARTICLES = [
    {"id": "a", "date": "2020-05-01", "text": "France praised Chad. Kenya sent envoys to Sudan."},
    {"id": "b", "date": "2020-05-02", "text": "Norway gave Chad $5 million on Friday."},
]
PAGE = """<html><head><title>{title}</title><meta property="article:published_time" content="2020-05-03T10:00:00Z"></head><body><nav>Home</nav>
<article><h1>{title}</h1><p>{text}</p></article></body></html>"""


def archive(gzipped: bool) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzipped)

    def add(kind, url, status, content_type, body, encoding=""):
        headers = [("Content-Type", content_type)] + ([("Content-Encoding", encoding)] if encoding else [])
        http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, kind, payload=io.BytesIO(body), http_headers=http, warc_headers_dict={"WARC-Date": "2020-05-04T00:00:00Z"}))

    page = PAGE.format(title="Talks", text="France praised Chad on Friday, and Kenya sent envoys to Sudan.").encode()
    add("response", "http://news.example/talks", "200 OK", "text/html; charset=utf-8", page)
    add("response", "http://news.example/map.png", "200 OK", "image/png", b"\x89PNG")
    latin = PAGE.format(title="Caf\u00e9", text="The caf\u00e9 owners of Z\u00fcrich met President Ann Mwangi of Kenya.").encode("latin-1")
    add("response", "http://news.example/cafe", "200 OK", "text/html; charset=iso-8859-1", latin)
    add("response", "http://news.example/aid", "200 OK", "text/html", gzip.compress(PAGE.format(title="Aid", text="Norway gave Chad $5 million.").encode(), mtime=0), "gzip")
    add("response", "http://news.example/gone", "404 Not Found", "text/html", b"gone")
    return out.getvalue()


def feed() -> FeedGenerator:
    made = FeedGenerator()
    made.id("http://news.example/")
    made.title("The Wire")
    made.link(href="http://news.example/")
    made.description("News")
    made.language("en")
    made.lastBuildDate("2020-05-05T00:00:00Z")
    made.updated("2020-05-05T00:00:00Z")
    for a in ARTICLES:
        entry = made.add_entry(order="append")
        entry.id(a["id"])
        entry.title("News & views")
        entry.link(href=f"http://news.example/{a['id']}")
        entry.published(a["date"] + "T10:00:00Z")
        entry.updated(a["date"] + "T10:00:00Z")
        entry.content("".join(f"<p>{s}</p>" for s in a["text"].split(". ")), type="CDATA")
    return made


def main():
    lines = "".join(json.dumps(a) + "\n" for a in ARTICLES).encode()
    (HERE / "articles.jsonl.gz").write_bytes(gzip.compress(lines[:90], mtime=0) + gzip.compress(lines[90:], mtime=0))
    (HERE / "articles.jsonl.bz2").write_bytes(bz2.compress(lines))
    (HERE / "articles.jsonl.xz").write_bytes(lzma.compress(lines))
    (HERE / "articles.jsonl.zst").write_bytes(zstandard.compress(lines[:90]) + zstandard.compress(lines[90:]))
    (HERE / "articles.json").write_text(json.dumps(ARTICLES, indent=2))
    (HERE / "articles.tsv").write_text("id\tdate\ttext\n" + "".join(f"{a['id']}\t{a['date']}\t{a['text']}\n" for a in ARTICLES))
    table = pa.Table.from_pylist([{**a, "views": i, "authors": ["Jo Bell", "Ann Mwangi"]} for i, a in enumerate(ARTICLES)])
    for codec in ("snappy", "zstd"):
        pa.parquet.write_table(table, HERE / f"articles.{codec}.parquet", compression=codec, row_group_size=1)
    feed().rss_file(HERE / "rss.xml")
    feed().atom_file(HERE / "atom.xml")
    (HERE / "crawl.warc").write_bytes(archive(False))
    (HERE / "crawl.warc.gz").write_bytes(archive(True))


if __name__ == "__main__":
    main()
