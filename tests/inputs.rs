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
        let (articles, entities) = read(&out);
        let expected = [["a", "2020-05-01", "ok"], ["b", "2020-05-02", "ok"]];
        assert_eq!(articles, expected, "{name}");
        assert_eq!(entities, ["France", "Chad", "Kenya", "Sudan", "Norway"], "{name}");
    }
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
    let long = format!("{{\"id\": \"long\", \"text\": \"{}\"}}\n", "Chad met France. ".to_string() + &"x".repeat(1 << 20));
    let cases: [(&str, Vec<u8>, &str, i32); 12] = [
        ("cut.jsonl.gz", gzip[..gzip.len() - 20].to_vec(), "cut.jsonl.gz: line", 1),
        ("zeros.txt.gz", vec![0x1f, 0x8b, 8, 0, 0, 0], "zeros.txt.gz: cannot be", 1),
        ("length.warc", wrong, "breaks off within a record", 1),
        ("cut.warc", warc[..900].to_vec(), "breaks off", 1),
        ("nul.txt", b"Chad\0 met France.\n".to_vec(), "", 0),
        (
            "lone.jsonl",
            b"{\"id\": \"lone\", \"text\": \"Chad \\ud800 met France.\"}\n".to_vec(),
            "lone.jsonl#1: line 1: not a JSON object",
            1,
        ),
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
