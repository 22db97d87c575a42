//! The binary, driven as a user would.

#[path = "command/operations.rs"]
mod operations;
#[path = "command/pages.rs"]
mod pages;

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;

fn dossier(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("dossier").unwrap();
    command.args(arguments);
    command
}

/// Rows of a table, by column name.
fn rows(folder: &Path, table: &str) -> Vec<Vec<(String, String)>> {
    let mut reader = csv::Reader::from_path(folder.join(table)).unwrap();
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_string).collect();
    reader
        .records()
        .map(|r| header.iter().cloned().zip(r.unwrap().iter().map(str::to_string)).collect())
        .collect()
}

fn cell<'r>(row: &'r [(String, String)], column: &str) -> &'r str {
    &row.iter().find(|(name, _)| name == column).unwrap().1
}

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Place {
        Place(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.0.path().join(name);
        fs::write(&path, content).unwrap();
        path.display().to_string()
    }

    fn folder(&self) -> String {
        self.0.path().display().to_string()
    }

    fn out(&self) -> PathBuf {
        self.0.path().join("out")
    }

    fn out_name(&self) -> String {
        self.out().display().to_string()
    }
}

const SENTENCE: &str = "Kenya sent envoys to Sudan on Monday.\n";

#[test]
fn extract_writes_the_tables_and_a_summary() {
    let place = Place::new();
    let file = place.file("talks.txt", SENTENCE);
    dossier(&["extract", &file, "--out", &place.out_name()])
        .assert()
        .success()
        .stderr(contains("1 articles read, 0 failed"));
    for table in
        ["articles.csv", "entities.csv", "mentions.csv", "amounts.csv", "relations.csv", "statements.csv"]
    {
        assert!(place.out().join(table).exists(), "{table}");
    }
    let names: Vec<String> =
        rows(&place.out(), "entities.csv").iter().map(|r| cell(r, "name").to_string()).collect();
    assert_eq!(names, ["Kenya", "Sudan"]);
}

#[test]
fn quiet_is_quiet_and_standard_input_is_read() {
    let place = Place::new();
    dossier(&["extract", "-", "--out", &place.out_name(), "--quiet"])
        .write_stdin(SENTENCE)
        .assert()
        .success()
        .stderr("");
    assert_eq!(cell(&rows(&place.out(), "articles.csv")[0], "article_id"), "stdin");
}

#[test]
fn nothing_to_read_is_exit_code_2() {
    let place = Place::new();
    dossier(&["extract", "/no/such/file", "--out", &place.out_name()])
        .assert()
        .code(2)
        .stderr(contains("/no/such/file: no such file or folder"));
    dossier(&["extract"]).assert().code(2);
}

#[test]
fn what_fails_is_named_and_the_rest_is_read() {
    let place = Place::new();
    let good = place.file("good.txt", SENTENCE);
    let empty = place.file("empty.txt", "");
    let lines = place.file("lines.jsonl", "{\"id\": \"a\", \"text\": \"France praised Chad.\"}\n{\"id\": broken\n{\"title\": \"no text\"}\n{\"id\": \"d\", \"text\": \"Chad praised France.\"}\n");
    let table = place.file("table.csv", "id,headline\n1,none\n");
    let missing = format!("{}/missing.txt", place.0.path().display());
    dossier(&["extract", &missing, &good, &empty, &lines, &table, "--out", &place.out_name()])
        .assert()
        .code(1)
        .stderr(contains("missing.txt: no such file"))
        .stderr(contains("empty.txt: holds no text"))
        .stderr(contains("lines.jsonl#2: line 2: not a JSON object"))
        .stderr(contains("lines.jsonl#3: no text"))
        .stderr(contains("table.csv: line 1: no text column").and(contains("--field text=NAME")));
    let articles = rows(&place.out(), "articles.csv");
    let status: Vec<(&str, &str)> =
        articles.iter().map(|r| (cell(r, "article_id"), cell(r, "status"))).collect();
    assert_eq!(
        status,
        [
            ("missing", "failed"),
            ("good", "ok"),
            ("empty", "failed"),
            ("a", "ok"),
            ("lines#2", "failed"),
            ("lines#3", "failed"),
            ("d", "ok"),
            ("table", "failed")
        ]
    );
    assert!(articles.iter().filter(|r| cell(r, "status") == "failed").all(|r| !cell(r, "reason").is_empty()));
}

#[test]
fn bytes_that_are_no_utf8_are_read_with_a_warning_and_right_offsets() {
    let place = Place::new();
    let file =
        place.file("latin.txt", b"The caf\xe9 owners of Z\xfcrich met President Ann Mwangi of Kenya.\n");
    dossier(&["extract", &file, "--out", &place.out_name()])
        .assert()
        .success()
        .stderr(contains("warning").and(contains("windows-1252")));
    let text = "The café owners of Zürich met President Ann Mwangi of Kenya.\n";
    for row in rows(&place.out(), "mentions.csv") {
        let (start, end): (usize, usize) =
            (cell(&row, "start").parse().unwrap(), cell(&row, "end").parse().unwrap());
        assert_eq!(text.chars().skip(start).take(end - start).collect::<String>(), cell(&row, "text"));
    }
}

#[test]
fn columns_are_named_by_the_user() {
    let place = Place::new();
    let file = place
        .file("dump.csv", "key,story,day\nx1,\"France praised Chad.\n\nIt gave $5 million.\",2020-05-01\n");
    dossier(&["extract", &file, "--field", "id=key,text=story,date=day", "--out", &place.out_name()])
        .assert()
        .success();
    let article = &rows(&place.out(), "articles.csv")[0];
    assert_eq!((cell(article, "article_id"), cell(article, "published")), ("x1", "2020-05-01"));
    dossier(&["extract", &file, "--field", "story", "--out", &place.out_name()])
        .assert()
        .code(2)
        .stderr(contains("write FIELD=NAME"));
}

#[test]
fn cells_cannot_run_as_formulas_unless_asked_for() {
    let place = Place::new();
    let file = place.file(
        "dump.jsonl",
        "{\"id\": \"=1+1\", \"title\": \"@SUM(A1)\", \"text\": \"France praised Chad.\"}\n",
    );
    dossier(&["extract", &file, "--out", &place.out_name()]).assert().success();
    let article = &rows(&place.out(), "articles.csv")[0];
    assert_eq!((cell(article, "article_id"), cell(article, "title")), ("'=1+1", "'@SUM(A1)"));
    dossier(&["extract", &file, "--raw-cells", "--out", &place.out_name()]).assert().success();
    assert_eq!(cell(&rows(&place.out(), "articles.csv")[0], "article_id"), "=1+1");
}

#[test]
fn what_is_left_out_of_a_page_is_listed() {
    let place = Place::new();
    let list = place.0.path().join("dropped.csv");
    dossier(&[
        "extract",
        "data/articles/saved-page.txt",
        "--out",
        &place.out_name(),
        "--dropped",
        &list.display().to_string(),
    ])
    .assert()
    .success();
    let dropped = rows(place.0.path(), "dropped.csv");
    assert!(dropped.iter().any(|r| cell(r, "reason") == "teaser"));
    assert!(
        rows(&place.out(), "entities.csv")
            .iter()
            .all(|r| !["Magnus Eriksen", "Astrid Holm"].contains(&cell(r, "name")))
    );
}

#[test]
fn a_very_long_article_is_read() {
    let place = Place::new();
    let paragraph =
        "The minister of Kenya met his colleague from Sudan on Monday. They agreed on $5 million of aid.\n\n";
    let file = place.file("long.txt", paragraph.repeat(5_000));
    dossier(&["extract", &file, "--out", &place.out_name()]).assert().success();
    assert_eq!(rows(&place.out(), "articles.csv").len(), 1);
}

#[test]
fn a_model_folder_that_cannot_be_used_is_named() {
    let place = Place::new();
    let file = place.file("talks.txt", SENTENCE);
    let folder = place.0.path().join("model");
    fs::create_dir(&folder).unwrap();
    let run = |expected: &'static str| {
        let model = folder.display().to_string();
        dossier(&["extract", &file, "--out", &place.out_name(), "--model", &model])
            .assert()
            .code(2)
            .stderr(contains(expected));
    };
    run("vocab.txt: cannot be read");
    for name in ["vocab.txt", "labels.json"] {
        fs::copy(Path::new("models").join(name), folder.join(name)).unwrap();
    }
    run("model.onnx: cannot be read");
    let onnx = fs::read("models/model.onnx").unwrap();
    fs::write(folder.join("model.onnx"), &onnx[..onnx.len() / 2]).unwrap();
    run("model.onnx: not a model that dossier can use");
    fs::write(folder.join("model.onnx"), &onnx).unwrap();
    fs::write(folder.join("labels.json"), "{\"ner\": [\"O\"], \"upos\": [\"NOUN\"], \"deprel\": [\"root\"]}")
        .unwrap();
    run("model.onnx: not a model that dossier can use");
    fs::write(folder.join("labels.json"), "{\"ner\": [\"O\"]").unwrap();
    run("labels.json: not a model that dossier can use");
}

#[test]
fn a_users_rules_and_names_are_used() {
    let place = Place::new();
    let file = place.file("talks.txt", "Ardania serenaded Kelmark on Monday.\n");
    let names = place.file(
        "names.csv",
        "name,type,country,sector,id,from,to\nArdania,LOCATION,ARD,,,,\nKelmark,LOCATION,KLM,,,,\n",
    );
    let rules = place.file("serenade.toml", "[[rule]]\nname = \"serenade\"\nrelation = \"serenades\"\nevent = \"COERCE\"\ncameo = \"170\"\nverbs = [\"serenade\"]\n");
    dossier(&["extract", &file, "--out", &place.out_name(), "--gazetteer", &names, "--rules", &rules])
        .assert()
        .success();
    let relations = rows(&place.out(), "relations.csv");
    let row = relations.iter().find(|r| cell(r, "rule") == "serenade").expect("a row by the user's rule");
    assert_eq!(
        (cell(row, "subject_country"), cell(row, "object_country"), cell(row, "event")),
        ("ARD", "KLM", "COERCE")
    );
    let broken = place.file("broken.toml", "[[rule]]\nname = \"x\"\nrelation = \"meets\"\nevent = \"CONSLT\"\ncameo = \"040\"\nverbs = [\"meet\"]\n");
    dossier(&["rules", "check", &broken])
        .assert()
        .code(2)
        .stderr(contains("broken.toml:4:").and(contains("did you mean `CONSULT`")));
    dossier(&["extract", &file, "--out", &place.out_name(), "--gazetteer", &broken])
        .assert()
        .code(2)
        .stderr(contains("broken.toml"));
}

#[test]
fn the_rules_examples_hold() {
    dossier(&["rules", "test"]).assert().success().stdout(contains(" 0 failed"));
    dossier(&["rules", "check"]).assert().success().stdout(contains("rules:"));
}

#[test]
fn explain_shows_tree_rows_and_near_misses() {
    dossier(&["explain", "Norway held talks with Iceland, and the ships returned to the sea."])
        .assert()
        .success()
        .stdout(
            contains("nsubj")
                .and(contains("Norway | holds_talks_with | Iceland"))
                .and(contains("near misses\n  rule ")),
        );
    dossier(&["explain", "No.", "--date", "yesterday"])
        .assert()
        .code(2)
        .stderr(contains("write it as 2025-02-22"));
}

#[test]
fn tokenised_files_are_tagged_row_by_row() {
    let place = Place::new();
    let conll = place.file("a.conll", "-DOCSTART- -X- O O\n\nKenya NNP I-NP I-LOC\nwon VBD I-VP O\n\nNorway NNP I-NP I-LOC\nlost VBD I-VP O\n");
    dossier(&["tag", &conll, "--format", "conll2003"])
        .assert()
        .success()
        .stdout("-DOCSTART- -X- O O O\n\nKenya NNP I-NP I-LOC B-LOC\nwon VBD I-VP O O\n\nNorway NNP I-NP I-LOC B-LOC\nlost VBD I-VP O O\n");
    let conllu = place.file("a.conllu", "# newdoc id = d\n# text = Kenya won.\n1\tKenya\tKenya\t_\t_\t_\t_\t_\t_\tSpaceAfter=Yes\n2\twon\twin\t_\t_\t_\t_\t_\t_\t_\n3\t.\t.\t_\t_\t_\t_\t_\t_\t_\n");
    dossier(&["tag", &conllu, "--format", "conllu"])
        .assert()
        .success()
        .stdout(contains("1\tKenya\tKenya\tPROPN\t_\t_\t2\tnsubj\t_\tSpaceAfter=Yes|NER=B-LOC\n2\twon\twin\tVERB\t_\t_\t0\troot\t_\tNER=O\n"));
    let broken = place.file("b.conllu", "1\tKenya\n");
    dossier(&["tag", &broken, "--format", "conllu"]).assert().code(2).stderr(contains("line 1: 2 columns"));
}

#[test]
fn parse_writes_conllu_with_offsets() {
    dossier(&["parse", "-"]).write_stdin("Kenya won. It was happy.").assert().success().stdout(
        contains("# text = Kenya won.\n1\tKenya\tKenya\tPROPN\t_\t_\t2\tnsubj\t_\tNER=B-LOC|NERScore=0.")
            .and(contains("|start_char=0|end_char=5\n"))
            .and(contains("# text = It was happy.")),
    );
}

#[test]
fn parse_writes_articles_in_order_with_the_ids_of_a_run() {
    let place = Place::new();
    let record = |i: usize| {
        let sentence = format!("Envoy {i} left Kenya. ").repeat(1 + i * 7 % 40);
        format!("{{\"id\": \"a{}\", \"text\": \"{sentence}\"}}\n", i / 2)
    };
    let records: String = (0..60).map(record).collect();
    let file = place.file("dump.jsonl", format!("{records}{{\"id\": \n"));
    let parsed = |threads| {
        let run = dossier(&["parse", &file, "--threads", threads]).assert().code(1);
        let run = run.stderr(contains("dump.jsonl#61: ")).get_output().stdout.clone();
        String::from_utf8(run).unwrap()
    };
    let one = parsed("1");
    assert_eq!(one, parsed("3"));
    let ids: Vec<&str> = one.lines().filter_map(|l| l.strip_prefix("# newdoc id = ")).collect();
    assert_eq!(ids.len(), 60);
    assert_eq!(ids[..4], ["a0", "a0-2", "a1", "a1-2"]);
}

#[test]
fn a_surname_alone_points_to_the_one_who_is_named_in_full_elsewhere() {
    let place = Place::new();
    let file = place.file(
        "dump.jsonl",
        "{\"id\": \"a\", \"text\": \"On Monday Okello told reporters in Oslo that she would leave.\"}\n\
         {\"id\": \"b\", \"text\": \"Grace Okello met reporters in Oslo. Later Okello thanked Norway.\"}\n",
    );
    let out = place.out_name();
    dossier(&["extract", &file, "--out", &out, "--quiet"]).assert().success();
    let entities = rows(&place.out(), "entities.csv");
    let named = |name: &str| entities.iter().find(|r| cell(r, "name") == name).unwrap();
    assert_eq!(cell(named("Okello"), "same_as"), cell(named("Grace Okello"), "entity_id"));
    assert_eq!(cell(named("Grace Okello"), "same_as"), "");
    let table = place.out().join("entities.csv");
    let text = fs::read_to_string(&table).unwrap();
    let link = format!(",{},e", cell(named("Grace Okello"), "entity_id"));
    fs::write(&table, text.replacen(&link, ",E99,e", 1)).unwrap();
    dossier(&["verify", &out, "--articles", &file])
        .assert()
        .code(1)
        .stderr(contains("same_as is E99, which is no row of entities.csv"));
}

#[test]
fn tables_are_verified_against_their_articles() {
    let place = Place::new();
    let file = place.file(
        "dump.jsonl",
        "{\"id\": \"=a\", \"text\": \"France gave Chad $5 million.\"}\n{\"id\": \"=a\", \"text\": \"Chad praised Zürich.\"}\n",
    );
    let out = place.out_name();
    dossier(&["extract", &file, "--out", &out, "--quiet"]).assert().success();
    let verify = || dossier(&["verify", &out, "--articles", &file]);
    verify().assert().success().stdout(contains("of 2 articles checked, 0 wrong"));
    let relations = place.out().join("relations.csv");
    let text = fs::read_to_string(&relations).unwrap();
    fs::write(&relations, text.replace("France,", "Spain,").replace("E2,Chad", "E77,Chad")).unwrap();
    verify()
        .assert()
        .code(1)
        .stderr(contains("relations.csv, line 2: subject_text is \"Spain\"").and(contains("\"France\"")))
        .stderr(contains("is E77, which is no row of entities.csv"));
    let other = place.file("other.jsonl", "{\"id\": \"b\", \"text\": \"Nothing.\"}\n");
    dossier(&["verify", &out, "--articles", &other])
        .assert()
        .code(1)
        .stdout(contains("2 articles of the tables"));
    fs::remove_file(place.out().join("amounts.csv")).unwrap();
    verify().assert().code(2).stderr(contains("amounts.csv"));
}

#[test]
fn an_event_coders_dictionary_codes_actors_by_day() {
    let place = Place::new();
    let file = place.file(
        "dump.jsonl",
        "{\"id\": \"a\", \"date\": \"2001-05-01\", \"text\": \"Jo Bell met Ann Mwangi in Paris.\"}\n{\"id\": \"b\", \"date\": \"2010-05-01\", \"text\": \"Jo Bell met Ann Mwangi in Paris.\"}\n",
    );
    let actors = place.file("actors.txt", "# own\nJO_BELL_\n\t[ARDGOV 980101-041231]\n\t[ARDELI]\n");
    dossier(&["extract", &file, "--gazetteer", &actors, "--out", &place.out_name(), "--quiet"])
        .assert()
        .success();
    let relations = rows(&place.out(), "relations.csv");
    let met = relations.iter().filter(|r| cell(r, "relation") == "meets");
    let found: Vec<(&str, &str)> =
        met.map(|r| (cell(r, "subject_country"), cell(r, "subject_sector"))).collect();
    assert_eq!(found, [("ARD", "GOV"), ("ARD", "ELI")]);
}

#[test]
fn a_run_whose_messages_nobody_reads_comes_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("dossier"))
        .args(["extract", "data/articles", "no-such-file", "--out"])
        .arg(folder.path())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(1));
    assert!(folder.path().join("relations.csv").exists());
}

#[test]
fn a_users_country_has_an_adjective_and_its_ministers_are_two_parties() {
    let place = Place::new();
    let names = place
        .file("names.csv", "name,type,country,aliases\nVelmora,LOCATION,VEL,\nTarsk,LOCATION,TRK,Tarskan\n");
    let file = place.file(
        "article.txt",
        "Velmorian police arrested a Tarskan journalist. The foreign ministers of Velmora and Tarsk met on Monday. Tarsk threatened military action unless Velmora withdrew its forces.",
    );
    dossier(&["extract", &file, "--gazetteer", &names, "--out", &place.out_name(), "--quiet"])
        .assert()
        .success();
    let found: Vec<String> = rows(&place.out(), "relations.csv")
        .iter()
        .filter(|r| ["arrests", "meets", "threatens"].contains(&cell(r, "relation")))
        .map(|r| ["subject_country", "relation", "object_country"].map(|c| cell(r, c)).join(" "))
        .collect();
    assert_eq!(found, ["VEL arrests TRK", "VEL meets TRK", "TRK threatens VEL"]);
}

#[test]
fn a_near_miss_says_who_stood_in_the_way() {
    dossier(&["explain", "The letter condemned Iran."])
        .assert()
        .success()
        .stdout(contains("no subject: subject is \"letter\", which names nobody who acts"));
}

#[test]
fn columns_are_printed_for_those_who_read_them() {
    dossier(&["columns", "--for", "pandas", "--table", "relations"]).assert().success().stdout(
        contains("pd.read_csv(\"relations.csv\"")
            .and(contains("\"cameo\": \"string\""))
            .and(contains("\"quad\": \"Int64\"")),
    );
    dossier(&["columns", "--table", "relation"])
        .assert()
        .code(2)
        .stderr(contains("the tables are articles, entities"));
}

#[test]
fn a_finished_run_is_exported_with_what_is_left_out() {
    let place = Place::new();
    dossier(&["extract", "data/articles", "--out", &place.out_name(), "--quiet"]).assert().success();
    let out = place.out_name();
    dossier(&["export", "dyads", &out]).assert().success().stderr(contains("left out"));
    let dyads = rows(&place.out().join("dyads"), "dyads.csv");
    assert!(dyads.iter().all(|row| row.iter().any(|(name, value)| name == "events" && value != "0")));
    for format in [
        "parquet", "jsonl", "duckdb", "sqlite", "neo4j", "ladybug", "graphml", "gexf", "json", "rdf",
        "polecat", "icews",
    ] {
        dossier(&["export", format, &out]).assert().success();
    }
    // Texts are needed, and were not kept.
    dossier(&["export", "brat", &out]).assert().code(2).stderr(contains("--keep-text"));
    dossier(&["export", "jsonl", "nowhere"]).assert().code(2).stderr(contains("there is no such table"));
}

#[test]
fn a_report_is_one_page_that_asks_for_nothing() {
    let place = Place::new();
    dossier(&["extract", "data/articles", "--out", &place.out_name(), "--quiet", "--keep-text"])
        .assert()
        .success();
    dossier(&["report", &place.out_name()]).assert().success().stderr(contains("the texts of 11 articles"));
    let page = fs::read_to_string(place.out().join("report.html")).unwrap();
    assert!(
        page.contains("default-src 'none'") && !page.contains("src=\"http") && !page.contains("DOSSIER_DATA")
    );
}

#[test]
fn objects_of_articles_go_into_a_pipe() {
    let run = dossier(&["extract", "-", "--format", "jsonl", "--to", "jsonl", "--keep-text"])
        .write_stdin("{\"id\": \"a\", \"text\": \"Norway gave Chad $5 million.\"}\n{\"id\": \"b\"}\n")
        .assert()
        .code(1)
        .stderr(contains("no text"));
    let said = String::from_utf8(run.get_output().stdout.clone()).unwrap();
    let objects: Vec<serde_json::Value> =
        said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [read, unread] = objects.as_slice() else { panic!("{said}") };
    assert_eq!((&read["article_id"], &read["status"]), (&"a".into(), &"ok".into()));
    assert_eq!(
        (&read["amounts"][0]["value"], &read["amounts"][0]["unit"]),
        (&5_000_000.0.into(), &"USD".into())
    );
    assert_eq!(read["relations"][0]["negated"], false);
    assert_eq!(read["text"], "Norway gave Chad $5 million.");
    assert!(read["entities"][0]["uid"].is_string() && read["relations"][0].get("date").is_none());
    assert_eq!((&unread["article_id"], &unread["status"]), (&"stdin#2".into(), &"failed".into()));
    dossier(&["extract", "-"]).assert().code(2).stderr(contains("--out"));
    dossier(&["extract", "-", "--to", "jsonl", "--resume"]).assert().code(2).stderr(contains("--resume"));
}

#[test]
fn spreadsheets_open_the_tables() {
    let place = Place::new();
    let file = place.file("dump.jsonl", "{\"id\": \"007\", \"text\": \"France praised Chad.\"}\n");
    dossier(&["extract", &file, "--out", &place.out_name(), "--export", "xlsx,csv"]).assert().success();
    assert!(fs::read(place.out().join("xlsx/dossier.xlsx")).unwrap().starts_with(b"PK"));
    let articles = fs::read_to_string(place.out().join("csv/articles.csv")).unwrap();
    assert!(
        articles.starts_with("\u{feff}article_id,") && articles.contains("\"=\"\"007\"\"\""),
        "{articles}"
    );
    dossier(&["export", "csv", &place.out_name(), "--separator", "|"])
        .assert()
        .code(2)
        .stderr(contains("tab"));
}
