#!/usr/bin/env python3
"""Exports the sample articles in every format and loads each with the tool that it is for.

  exports.py BINARY ARTICLES

Counts must be equal, types right, and CAMEO codes keep their noughts. A tool that is not installed fails its check: requirements.txt lists them.
"""

import csv
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

TABLES = ["articles", "entities", "mentions", "amounts", "relations", "statements", "events"]


class Run:
    """A finished run, and its exports."""

    def __init__(self, binary: str, articles: str, folder: Path):
        self.binary, self.out = binary, folder / "out"
        self.call("extract", articles, "--out", str(self.out), "--keep-text", "--quiet")
        self.rows = {table: self.read(self.out / f"{table}.csv") for table in TABLES}

    def call(self, *arguments: str) -> str:
        return subprocess.run([self.binary, *arguments], check=True, capture_output=True, text=True).stdout

    def export(self, name: str, *options: str) -> Path:
        self.call("export", name, str(self.out), *options)
        return self.out / name

    @staticmethod
    def read(path: Path, **how) -> list[dict]:
        with path.open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file, **how))

    @property
    def edges(self) -> list[dict]:
        return [r for r in self.rows["relations"] if r["subject_id"][:1] == "E" and r["object_id"][:1] == "E"]

    @property
    def asserted(self) -> list[dict]:
        return [r for r in self.rows["relations"] if r["event"] and r["negated"] == "false" and r["modality"] == "asserted"]

    @property
    def codes(self) -> list[str]:
        return sorted(r["cameo"] for r in self.rows["relations"] if r["cameo"])


def codes_of(values) -> list[str]:
    return sorted(v for v in values if isinstance(v, str) and v)


def frictionless(run: Run):
    from frictionless import validate

    report = validate(str(run.out / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])[:3]


def pandas(run: Run):
    import pandas as pd

    for line in run.call("columns", "--for", "pandas").splitlines():
        name, _, code = line.partition(" = ")
        frame = eval(code.replace('read_csv("', f'read_csv("{run.out}/'), {"pd": pd})
        assert len(frame) == len(run.rows[name]), name
        if name == "relations":
            assert codes_of(frame["cameo"]) == run.codes
            assert str(frame["negated"].dtype) == "boolean" and str(frame["object_start"].dtype) == "Int64"


def polars(run: Run):
    import polars as pl

    for line in run.call("columns", "--for", "polars").splitlines():
        name, _, code = line.partition(" = ")
        frame = eval(code.replace('read_csv("', f'read_csv("{run.out}/'), {"pl": pl})
        assert len(frame) == len(run.rows[name]), name
        if name == "relations":
            assert codes_of(frame["cameo"]) == run.codes and frame["date_from"].dtype == pl.Date


def parquet(run: Run):
    import polars as pl
    import pyarrow.parquet as pq

    folder = run.export("parquet")
    for name in TABLES:
        table = pq.read_table(folder / f"{name}.parquet")
        assert table.num_rows == len(run.rows[name]), name
        assert table.column_names == list(run.rows[name][0]), name
        assert len(pl.read_parquet(folder / f"{name}.parquet")) == table.num_rows
    relations = pq.read_table(folder / "relations.parquet")
    assert codes_of(relations["cameo"].to_pylist()) == run.codes
    assert str(relations.schema.field("published").type) == "date32[day]"
    amounts = pq.read_table(folder / "amounts.parquet")
    assert str(amounts.schema.field("value").type) == "decimal128(28, 6)"
    assert [float(v) for v in amounts["value"].to_pylist()] == [float(r["value"]) for r in run.rows["amounts"]]
    aliases = pq.read_table(folder / "entities.parquet")["aliases"].to_pylist()
    assert aliases == [r["aliases"].split("|") if r["aliases"] else None for r in run.rows["entities"]]


def duckdb(run: Run):
    import duckdb

    run.export("duckdb")
    database = duckdb.connect(config={"file_search_path": str(run.out)})
    database.execute((run.out / "load.duckdb.sql").read_text(encoding="utf-8"))
    one = lambda query: database.execute(query).fetchone()[0]
    for name in TABLES:
        assert one(f"SELECT count(*) FROM {name}") == len(run.rows[name]), name
    assert codes_of(r[0] for r in database.execute("SELECT cameo FROM relations").fetchall()) == run.codes
    assert one("SELECT count(*) FROM asserted") == len(run.asserted)
    assert one("SELECT count(*) FROM entities WHERE len(aliases) > 0") == sum(bool(r["aliases"]) for r in run.rows["entities"])
    assert one("SELECT count(*) FROM dyads") > 0


def sqlite(run: Run):
    if not shutil.which("sqlite3"):
        return "no sqlite3 on the PATH"
    run.export("sqlite")
    base = run.out / "run.sqlite"
    script = (run.out / "load.sqlite.sql").read_text(encoding="utf-8")
    done = subprocess.run(["sqlite3", str(base)], input=script, cwd=run.out, capture_output=True, text=True)
    assert done.returncode == 0 and not done.stderr, done.stderr[:500]
    database = sqlite3.connect(base)
    one = lambda query: database.execute(query).fetchone()[0]
    for name in TABLES:
        assert one(f"SELECT count(*) FROM {name}") == len(run.rows[name]), name
    assert codes_of(r[0] for r in database.execute("SELECT cameo FROM relations")) == run.codes
    assert one("SELECT count(*) FROM asserted") == len(run.asserted)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    word = run.rows["relations"][0]["evidence"].split()[0].strip('",.')
    assert one(f"SELECT count(*) FROM evidence_search WHERE evidence_search MATCH '\"{word}\"'") > 0
    assert one("SELECT count(*) FROM dyads") > 0


def graphml(run: Run):
    import igraph
    import networkx as nx

    file = run.export("graphml") / "network.graphml"
    graph = nx.read_graphml(file, force_multigraph=True)
    assert graph.number_of_edges() == len(run.edges)
    assert codes_of(d.get("cameo") for *_, d in graph.edges(data=True)) == sorted(r["cameo"] for r in run.edges if r["cameo"])
    assert all(isinstance(d["negated"], bool) for *_, d in graph.edges(data=True))
    assert igraph.Graph.Read_GraphML(str(file)).ecount() == len(run.edges)


def gexf(run: Run):
    import networkx as nx

    graph = nx.read_gexf(run.export("gexf") / "events.gexf", version="1.2draft")
    edges = {(r["subject_id"], r["object_id"], r["event"]) for r in run.asserted if r in run.edges}
    assert graph.number_of_edges() == len(edges), (graph.number_of_edges(), len(edges))


def node_link(run: Run):
    import networkx as nx

    data = json.loads((run.export("json") / "network.json").read_text(encoding="utf-8"))
    graph = nx.node_link_graph(data, edges="links")
    assert graph.number_of_edges() == len(run.edges)
    assert graph.number_of_nodes() == len({r[f"{side}_id"] for r in run.edges for side in ("subject", "object")})


def ladybug(run: Run):
    import ladybug

    folder = run.export("ladybug")
    database = ladybug.Database(str(run.out / "run.lbug"))
    connection = ladybug.Connection(database)
    for statement in (folder / "load.cypher").read_text(encoding="utf-8").splitlines():
        if not statement.startswith("//"):
            connection.execute(statement.replace("FROM '", f"FROM '{folder}/"))
    one = lambda query: connection.execute(query).get_next()[0]
    assert one("MATCH (e:Event) RETURN count(e)") == len(run.rows["relations"])
    assert one("MATCH (e:Entity) RETURN count(e)") == len(run.rows["entities"])
    assert one("MATCH (:Event)-[s:SUBJECT]->(:Entity) RETURN count(s)") == sum(r["subject_id"][:1] == "E" for r in run.rows["relations"])
    assert one("MATCH (e:Event) WHERE NOT e.negated AND e.modality = 'asserted' AND e.event <> '' RETURN count(e)") == len(run.asserted)
    assert one("MATCH (:Entity)-[s:ACTS_ON]->(:Entity) RETURN count(s)") > 0


def neo4j(run: Run):
    folder = run.export("neo4j")
    kinds = {"string", "int", "double", "boolean", "date", "string[]"}
    ids: dict[str, set[str]] = {}
    script = (folder / "import.sh").read_text(encoding="utf-8")
    for kind in ("nodes", "relationships"):
        for name in [part.split("=")[1].rstrip(" \\") for part in script.splitlines() if part.strip().startswith(f"--{kind}=")]:
            rows = Run.read(folder / name)
            with (folder / name).open(encoding="utf-8") as file:
                header = next(csv.reader(file))
            assert all(h.split(":")[1] in kinds for h in header if ":" in h and not h.endswith((")", ":LABEL", ":TYPE"))), header
            for row in rows:
                for column, cell in row.items():
                    space = column.partition("(")[2].rstrip(")")
                    if ":ID(" in column:
                        assert cell not in ids.setdefault(space, set()), (name, cell)
                        ids[space].add(cell)
                    elif "_ID(" in column:
                        assert cell in ids[space], (name, column, cell)
    assert len(ids["Event"]) == len(run.rows["relations"])


def rdf(run: Run):
    import pyoxigraph
    import pyshacl
    import rdflib

    folder = run.export("rdf")
    store = pyoxigraph.Store()
    store.bulk_load(path=str(folder / "dossier.nq"))
    sem = "PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> "
    count = lambda query: int(next(iter(store.query(sem + query)))[0].value)
    events = sum(bool(r["event"]) for r in run.rows["relations"])
    assert count("SELECT (count(?e) AS ?n) WHERE { GRAPH ?g { ?e a sem:Event } }") == events
    graph = rdflib.Dataset(default_union=True)
    graph.parse(folder / "dossier.nq", format="nquads")
    shapes = rdflib.Graph().parse(folder / "dossier.ttl")
    whole = rdflib.Graph()
    for subject, predicate, value, _ in graph.quads():
        whole.add((subject, predicate, value))
    conforms, _, text = pyshacl.validate(whole, shacl_graph=shapes)
    assert conforms, text[:500]


def jsonl(run: Run):
    lines = (run.export("jsonl") / "dossier.jsonl").read_text(encoding="utf-8").splitlines()
    objects = [json.loads(line) for line in lines]
    assert len(objects) == len(run.rows["articles"])
    for name in ("mentions", "amounts", "relations", "statements"):
        assert sum(len(o[name]) for o in objects) == len(run.rows[name]), name


def xlsx(run: Run):
    from openpyxl import load_workbook

    book = load_workbook(run.export("xlsx") / "dossier.xlsx", read_only=True)
    assert book.sheetnames == TABLES
    for table in TABLES:
        rows = list(book[table].iter_rows(values_only=True))
        assert len(rows) - 1 == len(run.rows[table]), table
    header, *rows = book["relations"].iter_rows(values_only=True)
    cells = {name: [row[place] for row in rows] for place, name in enumerate(header)}
    assert codes_of(cells["cameo"]) == run.codes and set(cells["negated"]) <= {True, False}
    assert all(isinstance(c, (int, float)) for c in cells["confidence"])


def spreadsheet_csv(run: Run):
    folder = run.export("csv", "--separator", ";")
    assert (folder / "relations.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (folder / "relations.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert codes_of(r["cameo"].removeprefix('="').removesuffix('"') for r in rows) == run.codes
    assert all("," in r["confidence"] or r["confidence"] in "01" for r in rows)


def dyads(run: Run):
    rows = Run.read(run.export("dyads") / "dyads.csv")
    assert rows and all(r["source"] != r["target"] for r in rows)
    assert all(int(r["events"]) == sum(int(r[c]) for c in r if c.endswith(("_cooperation", "_conflict")) or c == "statements") for r in rows)
    run.export("dyads", "--by", "year", "--wide", "--balanced", "--every-report")
    wide = Run.read(run.out / "dyads" / "dyads.csv")
    assert all(int(r["events"]) == sum(int(r[c]) for c in list(r)[12:-4]) for r in wide)
    assert len(wide) == len({(r["source"], r["target"]) for r in wide}) * len({r["year"] for r in wide})


def by_position(run: Run):
    import pandas as pd

    for name, file, columns in (
        ("polecat", "polecat.dossier.tsv", 40),
        ("phoenix", "phoenix.dossier.tsv", 26),
        ("icews", "icews.dossier.tsv", 20),
        ("gdelt", "gdelt-events.dossier.tsv", 61),
        ("gdelt", "gdelt-mentions.dossier.tsv", 16),
    ):
        frame = pd.read_csv(run.export(name) / file, sep="\t", header=None, quoting=3, dtype=str, keep_default_na=False)
        assert frame.shape[1] == columns, (file, frame.shape)
        assert len(frame) > 10, file


def displacy(run: Run):
    from spacy import displacy as drawn

    lines = (run.export("displacy") / "displacy.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [json.loads(line) for line in lines]
    html = drawn.render(articles, style="ent", manual=True, jupyter=False)
    assert html.count("<mark") == sum(len(a["ents"]) for a in articles)


def brat(run: Run):
    folder = run.export("brat")
    for note in folder.glob("*.ann"):
        text = note.with_suffix(".txt").read_text(encoding="utf-8")
        known = set()
        for line in note.read_text(encoding="utf-8").splitlines():
            mark, rest = line.split("\t", 1)
            if mark[0] == "T":
                places, written = rest.split("\t")
                spans = [tuple(map(int, p.split())) for p in places.split(" ", 1)[1].split(";")]
                assert " ".join(text[a:b] for a, b in spans) == written, (note.name, line)
                known.add(mark)
            elif mark[0] == "E":
                assert all(part.split(":")[1] in known for part in rest.split()), (note.name, line)
    assert (folder / "annotation.conf").exists()


CHECKS = [frictionless, pandas, polars, parquet, duckdb, sqlite, graphml, gexf, node_link, ladybug, neo4j, rdf, jsonl, xlsx, spreadsheet_csv, dyads, by_position, displacy, brat]


def main():
    binary, articles = sys.argv[1:3]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        run = Run(str(Path(binary).resolve()), articles, Path(folder))
        for check in CHECKS:
            try:
                skipped = check(run)
                print("skipped" if skipped else "ok    ", check.__name__, skipped or "")
            except Exception:
                failed += 1
                print("FAILED", check.__name__)
                traceback.print_exc(limit=3)
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
