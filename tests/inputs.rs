//! Files that other tools wrote (`tests/inputs/make_inputs.py`), and files that nobody should have written: the binary, driven as a user would.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;

fn dossier(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("dossier").unwrap();
    command.args(arguments);
    command
}

/// (article_id, published, status) of every article, and the names of all entities.
fn read(out: &Path) -> (Vec<[String; 3]>, Vec<String>) {
    let column = |table: &str, name: &str| -> Vec<String> {
        let mut reader = csv::Reader::from_path(out.join(table)).unwrap();
        let at = reader.headers().unwrap().iter().position(|h| h == name).unwrap();
        reader.records().map(|r| r.unwrap()[at].to_string()).collect()
    };
    let [ids, days, status] = ["article_id", "published", "status"].map(|c| column("articles.csv", c));
    let articles = ids.into_iter().zip(days).zip(status).map(|((a, b), c)| [a, b, c]);
    (articles.collect(), column("entities.csv", "name"))
}

/// The two articles that `make_inputs.py` writes in every format.
fn assert_sample_was_read(out: &Path, name: &str) {
    let (articles, entities) = read(out);
    assert_eq!(articles, [["a", "2020-05-01", "ok"], ["b", "2020-05-02", "ok"]], "{name}");
    assert_eq!(entities, ["France", "Chad", "Kenya", "Sudan", "Norway"], "{name}");
}

#[test]
fn compressed_dumps_and_other_layouts_read_alike() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    for name in [
        "articles.jsonl.gz",
        "articles.jsonl.bz2",
        "articles.jsonl.xz",
        "articles.jsonl.zst",
        "articles.json",
        "articles.tsv",
    ] {
        let file = format!("tests/inputs/{name}");
        dossier(&["extract", &file, "--out", &out.display().to_string()]).assert().success();
        assert_sample_was_read(&out, name);
    }
}

#[test]
fn feeds_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    for name in ["rss.xml", "atom.xml"] {
        let file = format!("tests/inputs/{name}");
        dossier(&["extract", &file, "--out", &out.display().to_string()]).assert().success();
        assert_sample_was_read(&out, name);
        let row = fs::read_to_string(out.join("articles.csv")).unwrap();
        assert!(row.contains("News & views") && row.contains("http://news.example/a"), "{row}");
    }
}

#[test]
fn parquet_is_read_by_a_build_that_can() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    for name in ["articles.snappy.parquet", "articles.zstd.parquet"] {
        let file = format!("tests/inputs/{name}");
        let run = dossier(&["extract", &file, "--out", &out.display().to_string()]).assert();
        if !cfg!(feature = "parquet") {
            run.code(1).stderr(contains("the feature parquet"));
            continue;
        }
        run.success();
        assert_sample_was_read(&out, name);
        assert!(fs::read_to_string(out.join("articles.csv")).unwrap().contains("\"Jo Bell, Ann Mwangi\""));
    }
}

#[test]
fn kept_texts_are_what_the_tables_point_into() {
    let folder = tempfile::tempdir().unwrap();
    let [out, again] = ["out", "again"].map(|f| folder.path().join(f));
    let [out_name, again_name] = [&out, &again].map(|f| f.display().to_string());
    dossier(&["extract", "data/articles", "--out", &out_name, "--keep-text"]).assert().success();
    dossier(&["verify", &out_name]).assert().success().stdout(contains(" 0 wrong"));
    dossier(&["verify", &out_name, "--articles", "data/articles"]).assert().success();
    let lines = fs::read_to_string(out.join("articles.jsonl")).unwrap();
    assert_eq!(lines.lines().count(), read(&out).0.len());
    assert!(lines.contains("\"captions\":[["), "captions are told apart");
    // They are articles that can be read themselves.
    let kept = out.join("articles.jsonl").display().to_string();
    dossier(&["extract", &kept, "--out", &again_name]).assert().success();
    assert_eq!(read(&out).0, read(&again).0);
    dossier(&["verify", &again_name]).assert().code(2).stderr(contains("--articles"));
}

#[test]
fn what_is_too_large_is_passed_over_and_the_rest_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let large = "Chad met France. ".repeat((9 << 20) / 17);
    let good = "{\"id\": \"after\", \"text\": \"Kenya praised Sudan.\"}";
    for (name, content, rest) in [
        ("large.txt", large.clone(), false),
        ("large.jsonl", format!("{{\"text\": \"{large}\"}}\n{good}\n"), true),
        ("large.json", format!("[{{\"text\": \"{large}\"}},\n{good}]"), true),
        ("large.csv", format!("id,text\n1,\"{large}\"\nafter,Kenya praised Sudan.\n"), true),
        (
            "large.xml",
            format!(
                "<rss><item><title>a</title><description>{large}</description></item>\
                 <item><guid>after</guid><description>Kenya praised Sudan.</description></item></rss>"
            ),
            true,
        ),
    ] {
        fs::write(path(name), content).unwrap();
        dossier(&["extract", &path(name), "--out", &path("out")])
            .assert()
            .code(1)
            .stderr(contains("more than 8 MiB").or(contains("larger than 8 MiB")));
        let (articles, _) = read(&folder.path().join("out"));
        assert_eq!(articles.last().is_some_and(|a| a[0] == "after"), rest, "{name}");
    }
}

/// Where the tables lie on a disk that is full, the run ends with a message, and goes on from its checkpoint when there is room again.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_ends_the_run_and_it_goes_on_after() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let line = |i: usize| format!("{{\"id\": \"a{i}\", \"text\": \"France praised Chad {i} times.\"}}\n");
    let lines: String = (0..200).map(line).collect();
    fs::write(path("dump.jsonl"), format!("{lines}{{broken\n{lines}")).unwrap();
    let run = |out: &str, more: &[&str]| {
        let (dump, out) = (path("dump.jsonl"), path(out));
        dossier(&[&["extract", dump.as_str(), "--out", out.as_str()], more].concat()).assert()
    };
    run("whole", &[]).code(1);
    run("parts", &["--strict"]).code(2);
    // What is written from here on meets a device that is always full.
    let mentions = folder.path().join("parts/mentions.csv.partial");
    let (kept, full) = (fs::read(&mentions).unwrap(), Path::new("/dev/full"));
    fs::remove_file(&mentions).unwrap();
    std::os::unix::fs::symlink(full, &mentions).unwrap();
    run("parts", &["--resume"])
        .code(2)
        .stderr(contains("mentions.csv.partial").and(contains("panicked").not()));
    fs::remove_file(&mentions).unwrap();
    fs::write(&mentions, kept).unwrap();
    run("parts", &["--resume"]).code(1).stderr(contains("went on after 201 articles"));
    assert_eq!(files(&folder.path().join("parts")), files(&folder.path().join("whole")));
}

#[test]
fn what_a_file_is_shows_in_its_content_too() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out").display().to_string();
    for name in ["articles.jsonl.gz", "articles.json", "crawl.warc.gz"] {
        let nameless = folder.path().join("dump");
        fs::copy(format!("tests/inputs/{name}"), &nameless).unwrap();
        dossier(&["extract", &nameless.display().to_string(), "--out", &out]).assert().success();
        let piped = fs::read(&nameless).unwrap();
        dossier(&["extract", "-", "--out", &out]).write_stdin(piped).assert().success();
        assert!(read(Path::new(&out)).1.contains(&"Chad".to_string()), "{name}");
    }
}

#[test]
fn web_archives_give_their_pages_and_count_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    for name in ["crawl.warc", "crawl.warc.gz"] {
        dossier(&["extract", &format!("tests/inputs/{name}"), "--out", &out.display().to_string()])
            .assert()
            .success()
            .stderr(contains("2 records that are no web pages were passed over"));
        let (articles, entities) = read(&out);
        assert_eq!(articles.len(), 3);
        assert!(articles.iter().all(|a| a[1] == "2020-05-03" && a[2] == "ok"), "{articles:?}");
        assert!(entities.contains(&"Zürich".to_string()) && entities.contains(&"Norway".to_string()));
        let urls = fs::read_to_string(out.join("articles.csv")).unwrap();
        assert!(urls.contains("http://news.example/cafe"));
    }
}

/// Every bad file, what the user is told, and the exit code.
#[test]
fn bad_files_are_named_and_cost_no_more_than_themselves() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let gzip = fs::read("tests/inputs/articles.jsonl.gz").unwrap();
    let warc = fs::read("tests/inputs/crawl.warc").unwrap();
    let text = String::from_utf8_lossy(&warc).into_owned();
    let wrong = text.replacen("Content-Length: 4", "Content-Length: 9999994", 1).into_bytes();
    let deep = format!("{{\"id\": \"deep\", \"text\": {}1{}}}\n", "[".repeat(100_000), "]".repeat(100_000));
    let long = format!(
        "{{\"id\": \"long\", \"text\": \"{}\"}}\n",
        "Chad met France. ".to_string() + &"x".repeat(1 << 20)
    );
    let bomb = "<!DOCTYPE r [<!ENTITY a \"Chad\"><!ENTITY b \"&a;&a;&a;\">]><rss><item><title>&b;</title></item></rss>";
    let nested = "<div>".repeat(50_000) + "Chad met France.";
    // A page's header that says that a list of two thousand million bytes follows, in a file of three thousand.
    let mut endless = fs::read("tests/inputs/articles.zstd.parquet").unwrap();
    endless[4..11].copy_from_slice(&[0x99, 0xf3, 0xff, 0xff, 0xff, 0xff, 0x07]);
    let parquet =
        if cfg!(feature = "parquet") { "row 1: cannot be read as Parquet" } else { "the feature parquet" };
    let cases: [(&str, Vec<u8>, &str, i32); 16] = [
        ("endless.parquet", endless, parquet, 1),
        ("bomb.xml", bomb.as_bytes().to_vec(), "bomb.xml: declares entities that hold others", 1),
        ("nested.html", nested.into_bytes(), "nested deeper than", 0),
        ("quote.csv", b"id,text\n1,\"Chad met France.\n2,x\n".to_vec(), "never closed", 1),
        ("cut.jsonl.gz", gzip[..gzip.len() - 20].to_vec(), "cut.jsonl.gz: line", 1),
        ("zeros.txt.gz", vec![0x1f, 0x8b, 8, 0, 0, 0], "zeros.txt.gz: cannot be", 1),
        ("length.warc", wrong, "breaks off within a record", 1),
        ("cut.warc", warc[..900].to_vec(), "breaks off", 1),
        ("nul.txt", b"Chad\0 met France.\n".to_vec(), "", 0),
        ("lone.jsonl", b"{\"id\": \"lone\", \"text\": \"Chad \\ud800 met France.\"}\n".to_vec(), "", 0),
        ("bom.jsonl", b"\xEF\xBB\xBF{\"id\": \"bom\", \"text\": \"Chad met France.\"}\r\n".to_vec(), "", 0),
        ("crlf.txt", b"Chad met France.\r\n\r\nIt rained.\r\n".to_vec(), "", 0),
        ("long.jsonl", long.into_bytes(), "", 0),
        ("deep.jsonl", deep.into_bytes(), "deep.jsonl#1: line 1: not a JSON object", 1),
        ("mixed.txt", [b"Caf\xc3\xa9 owners of Z\xfcrich met Chad.".as_slice()].concat(), "not UTF-8", 0),
        (
            "open.json",
            b"[{\"id\": \"open\", \"text\": \"Chad".to_vec(),
            "open.json: object 1: cannot be read",
            1,
        ),
    ];
    for (name, bytes, told, code) in cases {
        fs::write(folder.path().join(name), bytes).unwrap();
        fs::write(folder.path().join("good.txt"), "Kenya praised Sudan.").unwrap();
        dossier(&["extract", &path(name), &path("good.txt"), "--out", &path("out")])
            .assert()
            .code(code)
            .stderr(contains(told).and(contains("panicked").not()));
        let (articles, entities) = read(&folder.path().join("out"));
        assert_eq!(articles.last().map(|a| a[0].as_str()), Some("good"), "{name}");
        assert!(entities.contains(&"Kenya".to_string()), "{name}");
    }
}

/// The bytes of every file of a run.
fn files(out: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(out)
        .unwrap()
        .map(|e| e.unwrap().path())
        // It tells when the run was, and how long it took.
        .filter(|p| !p.ends_with("run.json"))
        .map(|p| (p.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&p).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn a_stopped_run_goes_on_and_ends_as_if_it_never_had() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let mut lines = String::new();
    for i in 0..40 {
        lines += &format!(
            "{{\"id\": \"a{}\", \"text\": \"France praised Chad {i} times. Kenya gave ${i} million.\"}}\n",
            i % 30
        );
        if i % 10 == 9 {
            lines += "{\"id\": broken\n";
        }
    }
    fs::write(path("dump.jsonl"), lines).unwrap();
    let run = |out: &str, more: &[&str]| {
        let (dump, out) = (path("dump.jsonl"), path(out));
        dossier(&[&["extract", dump.as_str(), "--out", out.as_str()], more].concat()).assert()
    };
    run("whole", &[]).code(1);
    // Every article that fails ends the run, which goes on from there when it is allowed one more.
    run("parts", &["--strict"])
        .code(2)
        .stderr(contains("1 articles failed, more than 0").and(contains("dump.jsonl#11")));
    assert!(folder.path().join("parts/checkpoint.json").exists());
    run("parts", &["--resume", "--max-errors", "1"]).code(2).stderr(contains("2 articles failed"));
    run("parts", &["--resume", "--max-errors", "2", "--raw-cells"])
        .code(2)
        .stderr(contains("its cells was Safe, now it is Raw"));
    let rule = "[[rule]]\nname = \"own\"\nrelation = \"x\"\nevent = \"SUPPORT\"\ncameo = \"051\"\nverbs = [\"congratulate\"]\n";
    fs::write(path("own.toml"), rule).unwrap();
    run("parts", &["--resume", "--rules", &path("own.toml")]).code(2).stderr(contains("its rules was"));
    run("parts", &["--resume"]).code(1).stderr(contains("went on after 22 articles"));
    assert_eq!(files(&folder.path().join("parts")), files(&folder.path().join("whole")));
    let quarantine = fs::read_to_string(folder.path().join("whole/quarantine.jsonl")).unwrap();
    assert_eq!(quarantine.lines().count(), 4);
    assert!(quarantine.lines().all(|l| l.contains("{\\\"id\\\": broken")), "{quarantine}");
}

#[test]
fn syndicated_copies_are_marked_or_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let text = fs::read_to_string("data/articles/suez.txt").unwrap();
    fs::write(folder.path().join("a.txt"), &text).unwrap();
    fs::write(folder.path().join("b.txt"), format!("LONDON -- {text}\nOur staff reports.\n")).unwrap();
    let [a, b] = ["a.txt", "b.txt"].map(|f| folder.path().join(f).display().to_string());
    let run = |more: &[&str]| {
        let out = out.display().to_string();
        dossier(&[&["extract", &a, &b, "--out", &out], more].concat()).assert().success()
    };
    run(&[]);
    let articles = fs::read_to_string(out.join("articles.csv")).unwrap();
    assert!(articles.lines().nth(2).unwrap().contains(",ok,,a,"), "{articles}");
    run(&["--skip-duplicates"]).stderr(contains("1 articles were skipped"));
    assert_eq!(read(&out).0[1][2], "skipped");
    assert!(fs::read_to_string(out.join("articles.csv")).unwrap().contains("nearly the same as a"));
}

#[test]
fn standard_input_cannot_be_resumed() {
    let folder = tempfile::tempdir().unwrap();
    dossier(&["extract", "-", "--resume", "--out", &folder.path().display().to_string()])
        .write_stdin("Chad met France.")
        .assert()
        .code(2)
        .stderr(contains("standard input and pipes cannot be resumed"));
}

#[test]
fn shares_of_a_run_merge_into_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let mut lines = String::new();
    for i in 0..23 {
        let sentences = [
            "Jo Bell of Kenya met Ann Mwangi.",
            "President Ann Mwangi of Chad gave France $5 million.",
            "Bell praised the U.S. government. Kenyan officials met Norwegian diplomats.",
        ];
        lines += &format!(
            "{{\"id\": \"a{}\", \"text\": \"{} {}\"}}\n",
            i % 9,
            sentences[i % 3],
            sentences[i * 2 % 3]
        );
        if i % 7 == 3 {
            lines += "{broken\n";
        }
    }
    fs::write(path("dump.jsonl"), lines).unwrap();
    let run = |out: &str, more: &[&str]| {
        let (dump, out) = (path("dump.jsonl"), path(out));
        dossier(&[&["extract", dump.as_str(), "--out", out.as_str()], more].concat()).assert()
    };
    run("whole", &[]).code(1);
    let shares: Vec<String> = (1..=4).map(|i| format!("share{i}")).collect();
    for (i, share) in shares.iter().enumerate() {
        run(share, &["--shard", &format!("{}/4", i + 1)]);
    }
    let merge = |which: &[&str]| {
        let folders: Vec<String> = which.iter().map(|s| path(s)).collect();
        let mut arguments: Vec<&str> = vec!["merge"];
        arguments.extend(folders.iter().map(String::as_str));
        let out = path("merged");
        dossier(&[arguments.as_slice(), &["--out", out.as_str()]].concat()).assert()
    };
    merge(&["share3", "share1", "share4", "share2"]).success();
    assert_eq!(files(&folder.path().join("merged")), files(&folder.path().join("whole")));
    merge(&["share3", "share1"]).code(2).stderr(contains("[1, 3] were given"));
    merge(&["whole"]).code(2).stderr(contains("shard.json: cannot be read"));
    run("share2", &["--shard", "2/4", "--raw-cells"]);
    merge(&["share1", "share2", "share3", "share4"]).code(2).stderr(contains("different runs"));
    run("share2", &["--shard", "2/3"]);
    let told = contains("the number of shards is 4 in one and 3 in the other");
    merge(&["share1", "share2", "share3", "share4"]).code(2).stderr(told);
    run("share2", &["--shard", "5/4"]).code(2).stderr(contains("3/16"));
}
