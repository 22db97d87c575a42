//! The binary, driven as a user would.

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

    fn out(&self) -> PathBuf {
        self.0.path().join("out")
    }

    fn out_name(&self) -> String {
        self.out().display().to_string()
    }
}

const SENTENCE: &str = "Kenya sent envoys to Sudan on Monday.\n";

#[test]
fn extract_writes_the_five_tables_and_a_summary() {
    let place = Place::new();
    let file = place.file("talks.txt", SENTENCE);
    dossier(&["extract", &file, "--out", &place.out_name()])
        .assert()
        .success()
        .stderr(contains("1 articles read, 0 failed"));
    for table in ["articles.csv", "entities.csv", "mentions.csv", "amounts.csv", "relations.csv"] {
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
        contains("# text = Kenya won.\n1\tKenya\tKenya\tPROPN\t_\t_\t2\tnsubj\t_\tNER=B-LOC|start_char=0|end_char=5\n")
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
fn who_is_accused_of_attacking_does_the_killing_too() {
    let place = Place::new();
    // Whole, as the tree of the second paragraph depends on what stands around it.
    let file = place.file(
        "wire.txt",
        "OSLO, March 3 - Norwegian Foreign Minister Ingrid Solberg met Kenyan President Daniel Otieno in Nairobi on Tuesday and pledged $25 million in food \
         aid for drought-stricken counties.\n\nKenya accused Ethiopian militias of attacking two villages near Moyale last week, killing at least nine \
         people. Ethiopia's government denied the charge and threatened to close the border unless Kenya withdraws the claim.\n",
    );
    dossier(&["extract", &file, "--out", &place.out_name(), "--quiet"]).assert().success();
    let relations = rows(&place.out(), "relations.csv");
    let killings = relations.iter().filter(|r| cell(r, "relation") == "kills");
    let subjects: Vec<&str> = killings.map(|r| cell(r, "subject_text")).collect();
    assert_eq!(subjects, ["Ethiopian militias"]);
}

#[test]
fn countries_and_sectors_are_told_by_what_belongs_to_the_name() {
    let place = Place::new();
    let file = place.file(
        "dump.jsonl",
        "{\"id\": \"a\", \"text\": \"The envoy met Prime Minister Sheikh Sabah Al-Khaled, Speaker of the Assembly Omar Haddad, and two judges.\"}\n\
         {\"id\": \"b\", \"text\": \"The African Union Energy Council met in Oslo, and the Dominican government sent an envoy.\"}\n",
    );
    dossier(&["extract", &file, "--out", &place.out_name(), "--quiet"]).assert().success();
    let entities = rows(&place.out(), "entities.csv");
    let told = |name: &str| {
        let row = entities.iter().find(|r| cell(r, "name") == name).unwrap();
        (cell(row, "country"), cell(row, "sector"))
    };
    // Sabah is a state of Malaysia as well.
    assert_eq!(told("Omar Haddad").0, "");
    assert_eq!(told("African Union Energy Council"), ("", "IGO"));
    assert_eq!(told("Dominican government"), ("DOM", "GOV"));
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
    let link = format!(",{}\n", cell(named("Grace Okello"), "entity_id"));
    fs::write(&table, text.replacen(&link, ",E99\n", 1)).unwrap();
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

/// The rows of relations.csv of one article.
fn relations(text: &str) -> Vec<Vec<(String, String)>> {
    table(text, "relations.csv")
}

fn table(text: &str, name: &str) -> Vec<Vec<(String, String)>> {
    let place = Place::new();
    let file = place.file("article.txt", text);
    dossier(&["extract", &file, "--out", &place.out_name(), "--quiet"]).assert().success();
    rows(&place.out(), name)
}

/// (subject_text, relation, attributed_to) of every event.
fn claims(text: &str) -> Vec<[String; 3]> {
    let relations = relations(text);
    let events = relations.iter().filter(|r| !cell(r, "event").is_empty());
    events.map(|r| ["subject_text", "relation", "attributed_to"].map(|c| cell(r, c).to_string())).collect()
}

#[test]
fn what_is_quoted_is_the_speakers_over_all_its_sentences() {
    let text = "\"Chad attacked Sudan on Sunday. We condemn the attack,\" Kenyan Foreign Minister Jo Bell said. \
        \"Sudan asked for help.\"\n\nHe added: \"Ethiopia supports Sudan.\"\n\nThe African Union criticised Chad.\n\n\
        \"Chad released the hostages,\" said the union's president, Ann Holm. \"We praise Ethiopia.\"\n";
    let expected = [
        ["Chad", "attacks", "Jo Bell"],
        ["We", "criticises", "Jo Bell"],
        ["Sudan", "appeals_for", "Jo Bell"],
        ["Ethiopia", "supports", "Jo Bell"],
        ["African Union", "criticises", ""],
        ["Chad", "releases", "Ann Holm"],
        ["We", "praises", "Ann Holm"],
    ];
    assert_eq!(claims(text), expected);
}

#[test]
fn an_accusation_is_the_accusers_word() {
    let found = claims("Israel accused Iran of arming Hezbollah.\n");
    assert!(found.contains(&["Iran", "gives_military_aid_to", "Israel"].map(str::to_string)), "{found:?}");
}

#[test]
fn what_somebody_is_not_or_may_become_is_no_fact() {
    let text = "Ukraine is not a member of NATO. Ukraine could become a member of NATO. Karl Holm is to meet Ann Ruiz. Jo Bell is no longer president of Chad. \
        Chad is a member of the African Union.\n";
    let relations = relations(text);
    let standing = relations.iter().map(|r| (cell(r, "negated"), cell(r, "modality")));
    let expected = [
        ("true", "asserted"),
        ("false", "possible"),
        ("false", "planned"),
        ("true", "asserted"),
        ("false", "asserted"),
    ];
    assert_eq!(standing.collect::<Vec<_>>(), expected);
}

#[test]
fn a_country_is_no_body_for_what_its_name_calls_it() {
    let relations =
        relations("The Soviet Union accused the United States. The United States accused Chad.\n");
    assert!(relations.len() > 1 && relations.iter().all(|r| cell(r, "subject_sector").is_empty()));
}

/// The sector that entities.csv has for each name.
fn sectors(text: &str) -> Vec<[String; 2]> {
    let entities = table(text, "entities.csv");
    entities.iter().map(|r| ["name", "sector"].map(|c| cell(r, c).to_string())).collect()
}

#[test]
fn a_name_has_the_sector_of_the_noun_that_heads_it() {
    let text = "General Motors Corp sued the Environmental Protection Agency. Wu Gang met Jane Bishop in Oslo. The Federal Trade Commission fined \
        Cargo Marine Inc. The Senate Banking Committee praised the Bank of England. Iran's Revolutionary Guards raided the National Association of Bakers.\n";
    let found = sectors(text);
    for (name, sector) in [
        ("General Motors Corp", "BUS"),
        ("Environmental Protection Agency", "GOV"),
        ("Wu Gang", ""),
        ("Jane Bishop", ""),
        ("Federal Trade Commission", "GOV"),
        ("Cargo Marine Inc", "BUS"),
        ("Senate Banking Committee", "LEG"),
        ("Bank of England", "GOV"),
        ("Islamic Revolutionary Guard Corps", "MIL"),
        ("National Association of Bakers", ""),
    ] {
        let row = found.iter().find(|r| r[0] == name || r[0] == format!("{name}."));
        assert_eq!(row.map(|r| r[1].as_str()), Some(sector), "{name} in {found:?}");
    }
}

#[test]
fn peoples_of_a_continent_are_of_no_country() {
    let found = columns(
        "Leading Latin American nations accepted the proposal.\n",
        ["subject_text", "subject_country"],
    );
    assert_eq!(found, [["Leading Latin American nations", ""].map(str::to_string)]);
}

#[test]
fn it_is_no_person() {
    let text =
        "The spokesman declined to give details, but said Chad was seeking a loan from its creditors.\n";
    let found = columns(text, ["relation", "subject_text", "object_text"]);
    let seeks = found.iter().find(|r| r[0] == "seeks").unwrap();
    assert!(seeks[1] == "Chad" && !seeks[2].contains("spokesman"), "{found:?}");
}

#[test]
fn what_is_asked_is_not_claimed() {
    let text = "Asked by reporters if Norway would support the treaty, Holm shook his head. Holm asked whether Chad had attacked Sudan.\n";
    let found = columns(text, ["relation", "modality"]);
    for relation in ["supports", "attacks"] {
        assert!(found.contains(&[relation, "possible"].map(str::to_string)), "{found:?}");
    }
}

#[test]
fn what_nobody_did_is_negated() {
    let text = "Neither Norway nor Chad recognised the government. No country attacked Sudan. Benin sent no troops to Togo.\n";
    let relations = relations(text);
    let events: Vec<_> = relations.iter().filter(|r| !cell(r, "event").is_empty()).collect();
    assert!(events.len() >= 3 && events.iter().all(|r| cell(r, "negated") == "true"), "{events:?}");
}

/// The events of a text with whether they are denied and how far they are facts.
fn standings(text: &str) -> Vec<[String; 3]> {
    columns(text, ["relation", "negated", "modality"]).into_iter().filter(|row| row[0] != "said").collect()
}

#[test]
fn what_was_averted_or_left_undone_is_negated() {
    let text = "The accord prevented Norway from attacking Chad. Kenya withdrew without attacking Mali. Benin refrained from attacking Togo or shelling Ghana. \
        Instead of attacking Peru, Chile waited. The court cleared Egypt of attacking Sudan. The raid foiled an attack on Malta by Libya. \
        Oman almost attacked Yemen. Qatar has yet to attack Iraq. Cuba is too weak to attack Haiti. Syria is against attacking Iran. \
        There is no evidence that Angola attacked Zambia. Officials found no evidence that Gabon attacked Niger. Bolivia kept on attacking Brazil.\n";
    let aid = standings("Japan nearly doubled its aid to Vietnam.\n");
    assert!(aid.iter().all(|row| row[1] == "false"), "{aid:?}");
    let attacks = standings(text).into_iter().filter(|row| matches!(row[0].as_str(), "attacks" | "fires_at"));
    let negated: Vec<bool> = attacks.map(|row| row[1] == "true").collect();
    let mut expected = [true; 14];
    expected[13] = false;
    assert_eq!(negated, expected);
}

#[test]
fn coordinated_verbs_share_auxiliaries_and_denials() {
    let text = "Norway will visit Chad and attack Mali. Benin did not attack or shell Togo. Kenya neither attacked nor shelled Peru. \
        Ghana may have attacked and shelled Malta. Oman sanctioned Yemen and will attack Qatar. Chile either did not vote or attacked Cuba.\n";
    let found = standings(text);
    let of = |relation: &str| -> Vec<String> {
        let rows = found.iter().filter(|row| row[0] == relation);
        rows.map(|row| format!("{} {}", row[1], row[2])).collect()
    };
    let expected = [
        "false planned",
        "true asserted",
        "true asserted",
        "false possible",
        "false planned",
        "false asserted",
    ];
    assert_eq!(of("attacks"), expected);
    assert_eq!(of("fires_at"), ["true asserted", "true asserted", "false possible"]);
}

#[test]
fn what_is_known_or_forgotten_is_so() {
    let text = "Holm did not know that Norway attacked Chad. Bell did not remember when Benin attacked Togo. Ruiz forgot that Peru attacked Chile. \
        Kenya forgot to attack Mali.\n";
    let attacks = standings(text).into_iter().filter(|row| row[0] == "attacks");
    assert_eq!(attacks.map(|row| row[1].clone()).collect::<Vec<_>>(), ["false", "false", "false", "true"]);
}

#[test]
fn what_may_not_be_so_is_possible() {
    let text = "Norway allegedly attacked Chad. Benin is believed to have attacked Togo. Rumours of an attack by Peru on Chile spread. \
        The claim that Oman attacked Yemen is new. Had Egypt attacked Sudan, Kenya would have helped. \
        The risk of Peru attacking Chile grew. The mission seeks to help activists attacked by Togo.\n";
    let text = format!(
        "{text} Mali has neither confirmed nor denied that it attacked Niger. It is not clear whether Ghana attacked Benin.\n"
    );
    let modalities: Vec<String> = standings(&text)
        .into_iter()
        .filter(|row| row[0] == "attacks" && row[1] == "false")
        .map(|row| row[2].clone())
        .collect();
    assert_eq!(
        modalities,
        [
            "possible",
            "possible",
            "possible",
            "possible",
            "hypothetical",
            "possible",
            "asserted",
            "possible",
            "possible"
        ]
    );
}

#[test]
fn what_is_past_is_no_part_of_a_plan() {
    let text = "The group agreed to cancel the hearing after Norway attacked Chad. Benin plans to leave because Togo has sanctioned Ghana.\n";
    let found = columns(text, ["relation", "modality"]);
    for relation in ["attacks", "sanctions"] {
        assert!(found.contains(&[relation, "asserted"].map(str::to_string)), "{found:?}");
    }
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
fn bodies_and_armed_people_are_of_the_sector_of_those_they_belong_to() {
    let found = relations(
        "The U.N. refugee agency accused Taliban guards. EU governments criticised counter-ISIS forces.",
    );
    let acts = found.iter().filter(|r| !cell(r, "event").is_empty());
    let sectors: Vec<_> =
        acts.map(|r| (cell(r, "subject_sector"), cell(r, "relation"), cell(r, "object_sector"))).collect();
    assert_eq!(sectors, [("IGO", "accuses", "REB"), ("GOV", "criticises", "MIL")]);
}

#[test]
fn whose_body_is_unknown_is_no_states() {
    let found = relations(
        "Volkswagen president Ann Ruiz praised Togo. Vice President Dick Hill praised Chad. Jo Bell, chief executive officer, praised Mali.",
    );
    let praised = found.iter().filter(|r| cell(r, "relation") == "praises");
    let sectors: Vec<_> = praised.map(|r| (cell(r, "subject_text"), cell(r, "subject_sector"))).collect();
    assert_eq!(sectors[1..], [("Dick Hill", "GOV"), ("Jo Bell", "BUS")]);
    assert_ne!(sectors[0].1, "GOV");
}

#[test]
fn whom_one_thanks_is_another() {
    let found = relations(
        "A dam broke. Lin Jian said so. President Jo Holm spoke by phone with Japanese Prime Minister Shigeru Ishiba and thanked him.",
    );
    let thanked = found.iter().find(|r| cell(r, "relation") == "praises").expect("somebody is thanked");
    assert_eq!([cell(thanked, "object_text"), cell(thanked, "object_country")], ["him", "JPN"]);
}

#[test]
fn a_rejected_claim_is_nobody_it_tells_of() {
    let found = relations(
        "Norway rejected allegations that it had supplied Chad with drones. Benin threatened to use force.",
    );
    let row = |relation: &str| {
        let row = found.iter().find(|r| cell(r, "relation") == relation);
        row.map(|r| [cell(r, "object_country"), cell(r, "object_sector"), cell(r, "negated")])
    };
    assert_eq!(row("rejects"), Some(["", "", "false"]));
    assert_eq!(row("threatens"), Some(["", "", "false"]));
}

#[test]
fn who_is_met_in_a_place_does_not_belong_there() {
    let found = relations(
        "Deputy Minister Holm will meet with the Foreign Policy Advisor Hajiyev in Washington today.",
    );
    let met = found.iter().find(|r| cell(r, "relation") == "meets").expect("they meet");
    assert_eq!([cell(met, "object_text"), cell(met, "object_country")], ["Hajiyev", ""]);
}

#[test]
fn it_and_they_are_the_subject_of_the_sentence_or_clause_before() {
    let text = "The Chadian government signed a pact with Togo. It accused Benin of smuggling arms.\n\n\
        Norway sent aid to Kenya, and it urged Somalia to open its ports.\n\n\
        Jane Hill and the senate met on Friday. It criticised Norway. It was reported that it rained.\n";
    let found = relations(text);
    let who = |relation: &str| {
        let row = found.iter().find(|r| cell(r, "relation") == relation);
        row.map(|r| [cell(r, "subject_text"), cell(r, "subject_country"), cell(r, "subject_sector")])
    };
    assert_eq!(who("accuses"), Some(["It", "TCD", "GOV"]));
    assert_eq!(who("urges"), Some(["it", "NOR", ""]));
    // Of two subjects nobody knows whom it means.
    assert_eq!(who("criticises"), None);
    let row = ["Chadian government", "It", "accuses", "Benin"].map(str::to_string);
    assert!(who_did_what(text).contains(&row));
}

#[test]
fn what_one_needs_to_do_is_called_for() {
    let text = "Norway needs to withdraw its troops. Chad has to sanction Benin. Togo had to release the hostages. Kenya was unable to help Mali.\n";
    let found = relations(text);
    let standing = found.iter().filter(|r| !cell(r, "event").is_empty());
    let standing: Vec<_> = standing.map(|r| (cell(r, "negated"), cell(r, "modality"))).collect();
    let expected =
        [("false", "demanded"), ("false", "demanded"), ("false", "asserted"), ("true", "asserted")];
    assert_eq!(standing, expected);
}

#[test]
fn what_is_done_by_saying_it_is_done() {
    let text = "\"I want to thank Kenya,\" Jo Bell said. \"We hope to thank Chad.\" \"I would like to take this opportunity to thank Mali,\" Jo Bell said. \
        \"I want to thank Togo for hosting the ministers,\" Jo Bell said.\n";
    let found = relations(text);
    let standing = |relation: &str| -> Vec<&str> {
        found.iter().filter(|r| cell(r, "relation") == relation).map(|r| cell(r, "modality")).collect()
    };
    assert_eq!(standing("praises"), ["asserted", "planned", "asserted", "asserted"]);
    assert_eq!(standing("hosts"), ["asserted"]);
}

#[test]
fn a_verb_in_a_name_is_no_deed() {
    let text = "The Coalition to Defeat ISIS met in Rome. Belgium will join the Global Coalition to Defeat ISIS. The coalition that defeated ISIS met in Rome.\n";
    assert_eq!(relations(text).iter().filter(|r| cell(r, "relation") == "attacks").count(), 1);
}

#[test]
fn a_plan_about_a_war_is_no_plan_of_war() {
    let text = "The ministers will discuss the impact of Chad's war against Sudan. Norway must condemn Kenya's attack on Mali. \
        Benin wants to prevent Togo's attack on Ghana. They will discuss Niger's impending attack on Gabon. Chad wants to launch an attack on Niger.\n";
    let found = relations(text);
    let attacks: Vec<_> = found.iter().filter(|r| cell(r, "relation") == "attacks").collect();
    let told: Vec<_> = attacks.iter().map(|r| (cell(r, "subject_text"), cell(r, "modality"))).collect();
    assert_eq!(
        told,
        [
            ("Chad", "asserted"),
            ("Kenya", "asserted"),
            ("Togo", "planned"),
            ("Niger", "planned"),
            ("Chad", "planned")
        ]
    );
}

/// (subject_id, subject_text, relation, object_id) of every relation, with ids as the entities' names.
fn who_did_what(text: &str) -> Vec<[String; 4]> {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    dossier(&["extract", "-", "--out", &out.display().to_string()]).write_stdin(text).assert().success();
    let rows = |table: &str| -> Vec<std::collections::HashMap<String, String>> {
        csv::Reader::from_path(out.join(table)).unwrap().deserialize().map(Result::unwrap).collect()
    };
    let names: std::collections::HashMap<String, String> =
        rows("entities.csv").into_iter().map(|e| (e["entity_id"].clone(), e["name"].clone())).collect();
    let name = |id: &str| names.get(id).cloned().unwrap_or_default();
    let relations = rows("relations.csv").into_iter();
    relations
        .map(|r| {
            [name(&r["subject_id"]), r["subject_text"].clone(), r["relation"].clone(), name(&r["object_id"])]
        })
        .collect()
}

#[test]
fn descriptions_stand_for_those_named_before() {
    let rows = who_did_what(
        "President Ann Mwangi of Kenya met Prime Minister Jo Bell of Ardania on Friday.\n\n\
         The president praised Chad. The prime minister thanked Kenya. Foreign Minister Karl Holm of Norway criticised Mali. \
         The foreign minister accused Niger. The Kenyan president rejected it. A president accused Togo. The former president praised Benin.",
    );
    let found = |name: &str, said: &str, relation: &str, object: &str| {
        rows.contains(&[name.to_string(), said.to_string(), relation.to_string(), object.to_string()])
    };
    assert!(found("Ann Mwangi", "president", "praises", "Chad"), "{rows:?}");
    assert!(found("Jo Bell", "prime minister", "praises", "Kenya"), "{rows:?}");
    assert!(found("Karl Holm", "foreign minister", "accuses", "Niger"), "{rows:?}");
    assert!(rows.iter().any(|r| r[0] == "Ann Mwangi" && r[2] == "rejects"), "{rows:?}");
    let of = |object: &str| rows.iter().find(|r| r[3] == object).map(|r| r[0].as_str());
    assert!(!["Ann Mwangi", "Jo Bell", "Karl Holm"].map(Some).contains(&of("Togo")), "{rows:?}");
    assert!(!["Ann Mwangi", "Jo Bell", "Karl Holm"].map(Some).contains(&of("Benin")), "{rows:?}");
}

#[test]
fn actors_without_a_name_are_entities_where_their_country_is_known() {
    let rows = who_did_what("Hungarian officials met the rebels. Norway accused Hungarian officials.");
    let ids: Vec<&str> = rows.iter().flat_map(|r| [r[0].as_str(), r[3].as_str()]).collect();
    assert_eq!(ids, ["Hungarian officials", "", "Norway", "Hungarian officials"], "{rows:?}");
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
fn what_is_demanded_refused_or_done_to_each_other_decides_code_and_rows() {
    let found = relations(
        "Norway demanded that Denmark withdraw its troops. Chad refused to meet Sudan. Iran and Iraq accused each other of spying. The rebel leader met Kenyan officials.",
    );
    let told =
        |r: &Vec<(String, String)>| ["subject_text", "cameo", "object_text"].map(|c| cell(r, c)).join(" | ");
    let events: Vec<String> = found.iter().filter(|r| !cell(r, "event").is_empty()).map(told).collect();
    assert_eq!(
        events,
        [
            "Norway | 1056 | Denmark",
            "Chad | 125 | Sudan",
            "Iran | 112 | Iraq",
            "Iraq | 112 | Iran",
            "rebel leader | 040 | Kenyan officials",
        ]
    );
    assert_eq!(
        found.iter().find(|r| cell(r, "subject_text") == "rebel leader").map(|r| cell(r, "subject_sector")),
        Some("REB")
    );
}

#[test]
fn a_near_miss_says_who_stood_in_the_way() {
    dossier(&["explain", "The letter condemned Iran."])
        .assert()
        .success()
        .stdout(contains("no subject: subject is \"letter\", which names nobody who acts"));
}

/// The values of some columns of relations.csv, row by row.
fn columns<const N: usize>(text: &str, wanted: [&str; N]) -> Vec<[String; N]> {
    relations(text).iter().map(|row| wanted.map(|column| cell(row, column).to_string())).collect()
}

#[test]
fn a_transcripts_labels_say_who_speaks() {
    let text = "MS BELL: We condemn the attack by Chad.\n\nQUESTION: We urge Sudan to talk.\n\n\
        FOREIGN MINISTER HOLM: Kenya supports Sudan. I met the president of Niger.\n\n\
        Mr. Ruiz: We thank Ethiopia.\n";
    let events = claims(text);
    let expected = [
        ["We", "criticises", "BELL"],
        ["Kenya", "supports", "HOLM"],
        ["I", "meets", "HOLM"],
        ["We", "praises", "Ruiz"],
    ];
    assert_eq!(events, expected);
    let ids = columns(text, ["subject_text", "subject_id"]);
    assert!(ids.iter().filter(|[who, _]| who == "We" || who == "I").all(|[_, id]| !id.is_empty()), "{ids:?}");
}

#[test]
fn who_publishes_a_text_is_its_we_and_nobody_by_name() {
    let text = "We condemn the attack by Chad. We are in Kenya, as I said.\n";
    let expected = [["We", "", "criticises"].map(str::to_string)];
    assert_eq!(columns(text, ["subject_text", "subject_id", "relation"]), expected);
}

#[test]
fn one_label_makes_no_transcript() {
    let expected = [["Kenya", "supports", ""].map(str::to_string)];
    assert_eq!(claims("BREAKING NEWS: Kenya supports Sudan. We will report more.\n"), expected);
}

#[test]
fn counts_are_amounts_wherever_their_noun_stands() {
    let place = Place::new();
    let text = "Rebels freed four Chadian soldiers and killed dozens of villagers. The two leaders met in 2019. \
        Between 10 and 12 Kenyan judges resigned, and 2016 candidates spoke.\n";
    let file = place.file("article.txt", text);
    dossier(&["extract", &file, "--out", &place.out_name(), "--quiet"]).assert().success();
    let found: Vec<[String; 6]> = rows(&place.out(), "amounts.csv")
        .iter()
        .map(|r| ["text", "value", "value_to", "unit", "qualifier", "of"].map(|c| cell(r, c).to_string()))
        .collect();
    let expected = [
        ["four", "4", "", "soldier", "", "Chadian soldiers"],
        ["dozens", "12", "", "villager", "at_least", "villagers"],
        ["10 and 12", "10", "12", "judge", "", "Kenyan judges"],
    ];
    assert_eq!(found, expected);
    let killed = rows(&place.out(), "relations.csv");
    let killed = killed.iter().find(|r| cell(r, "relation") == "kills").unwrap();
    let amount = rows(&place.out(), "mentions.csv")
        .into_iter()
        .find(|r| cell(r, "mention_id") == cell(killed, "amount_id"));
    assert_eq!(cell(&amount.unwrap(), "text"), "dozens");
}

#[test]
fn what_is_worth_a_sum_is_what_it_is_of() {
    let place = Place::new();
    let text = "Canada sold Norway $2 billion worth of grain last year. A raid destroyed three tanks.\n";
    let file = place.file("article.txt", text);
    dossier(&["extract", &file, "--out", &place.out_name(), "--quiet"]).assert().success();
    let found: Vec<[String; 2]> = rows(&place.out(), "amounts.csv")
        .iter()
        .map(|r| ["text", "of"].map(|c| cell(r, c).to_string()))
        .collect();
    assert_eq!(found, [["$2 billion", "grain"], ["three", "tanks"]].map(|r| r.map(str::to_string)));
    assert!(columns(text, ["subject_text", "object_text"]).contains(&["three", "tanks"].map(str::to_string)));
}

#[test]
fn a_weekday_may_be_part_of_a_newspapers_name() {
    let text = "The Sunday Times reported on Monday that Kenya had freed the hostages.\n";
    let found = columns(text, ["relation", "subject_text"]);
    assert!(found.contains(&["said", "Sunday Times"].map(str::to_string)), "{found:?}");
}

#[test]
fn a_place_takes_the_one_around_it_along() {
    let found = columns("The Red Cross in Geneva, Switzerland, agreed.\n", ["relation", "object_text"]);
    for place in ["Geneva", "Switzerland"] {
        assert!(found.contains(&["based_in", place].map(str::to_string)), "{found:?}");
    }
}

#[test]
fn two_places_of_one_known_name_are_one() {
    let text = "Ana Ruiz met Karl Holm in Washington, D.C. on Monday.\n";
    let found = columns(text, ["relation", "object_text"]);
    assert!(found.contains(&["located_in", "Washington, D.C."].map(str::to_string)), "{found:?}");
    assert!(!found.iter().any(|[_, object]| object == "D.C."), "{found:?}");
}

#[test]
fn many_who_act_together_are_no_pairs() {
    let pairs = |text: &str| {
        let events = columns(text, ["relation", "object_text"]);
        events.into_iter().filter(|[relation, _]| relation == "signs_agreement_with").collect::<Vec<_>>()
    };
    let three = pairs("Chad, Niger and Mali signed an agreement.\n");
    assert_eq!(three.len(), 3);
    let six = pairs("Chad, Niger, Mali, Kenya, Sudan and Ghana signed an agreement.\n");
    assert_eq!(six.len(), 6);
    assert!(six.iter().all(|[_, object]| object.is_empty()), "{six:?}");
}

#[test]
fn an_envoy_is_not_of_those_he_is_sent_to() {
    let text = "The special envoy for Chad, Ana Ruiz, met Karl Holm, the Kenyan ambassador to Niger. Secretary Jo Bell, foreign ministers of Togo and Benin, welcome.\n";
    let place = Place::new();
    let file = place.file("article.txt", text);
    dossier(&["extract", &file, "--out", &place.out_name(), "--quiet"]).assert().success();
    let country = |name: &str| {
        let all = rows(&place.out(), "entities.csv");
        all.iter().find(|r| cell(r, "name") == name).map(|r| cell(r, "country").to_string())
    };
    assert_eq!(country("Ana Ruiz").as_deref(), Some(""));
    assert_eq!(country("Karl Holm").as_deref(), Some("KEN"));
    assert_eq!(country("Jo Bell").as_deref(), Some(""));
}

#[test]
fn he_is_the_one_named_in_his_sentence() {
    let text = "Ned Bell spoke in Chad. Karl Holm will travel to Oslo, where he will meet Ana Ruiz.\n";
    let rows = columns(text, ["subject_text", "subject_id", "relation"]);
    let who = |wanted: &str| {
        rows.iter()
            .find(|[_, _, relation]| relation == wanted)
            .map(|[who, id, _]| (who.as_str(), id.as_str()))
    };
    let he = who("meets");
    assert!(he.is_some_and(|(who, _)| who == "Karl Holm") && he == who("visits"), "{rows:?}");
    let text = "Guerrillas freed two soldiers whom they had kidnapped, the Red Cross said. Chad fed people who love their land.\n";
    let rows = columns(text, ["subject_text", "relation", "object_text"]);
    assert!(rows.contains(&["Guerrillas", "abducts", "two soldiers"].map(str::to_string)), "{rows:?}");
}

#[test]
fn a_deadline_is_not_the_day_of_the_demand() {
    let text = "The OAS urged Chile on March 2, 2024 to leave.\n\nThe OAS urged Peru to resume talks by March 20, 2024.\n";
    let found = columns(text, ["relation", "object_text", "date"]);
    assert!(found.contains(&["urges", "Chile", "2024-03-02"].map(str::to_string)), "{found:?}");
    assert!(found.contains(&["urges", "Peru", ""].map(str::to_string)), "{found:?}");
}
