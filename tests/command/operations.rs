//! What a run does when it is used as nobody should, and as nights go.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::{Place, rows};

fn dossier(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dossier"));
    command.args(arguments);
    command
}

/// Articles, one a line.
fn articles(numbers: std::ops::Range<usize>) -> String {
    let line = |n: usize| {
        format!(
            "{{\"id\": \"a{n}\", \"text\": \"Norway met Chad in Oslo. Kenya paid Sudan ${n} million.\"}}\n"
        )
    };
    numbers.map(line).collect()
}

fn stderr(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_second_run_into_one_folder_ends_at_once() {
    let place = Place::new();
    let out = place.out();
    fs::create_dir(&out).unwrap();
    let folder = fs::File::open(&out).unwrap();
    folder.lock().unwrap();
    let file = place.file("a.jsonl", articles(0..2));
    let second = dossier(&["extract", &file, "--out", &place.out_name()]).output().unwrap();
    assert_eq!(second.status.code(), Some(2));
    assert!(stderr(&second).contains("another run of dossier writes here"), "{}", stderr(&second));
    drop(folder);
    assert!(dossier(&["extract", &file, "--out", &place.out_name()]).status().unwrap().success());
}

#[test]
fn the_output_folder_is_never_an_input() {
    let place = Place::new();
    place.file("a.jsonl", articles(0..2));
    let folder = place.folder();
    let out = format!("{folder}/out");
    for _ in 0..2 {
        assert!(dossier(&["extract", &folder, "--out", &out, "--keep-text"]).status().unwrap().success());
        assert_eq!(rows(&place.out(), "articles.csv").len(), 2);
    }
    let own = dossier(&["extract", &format!("{out}/articles.jsonl"), "--out", &out, "--keep-text"])
        .output()
        .unwrap();
    assert_eq!(own.status.code(), Some(2));
    assert!(stderr(&own).contains("the run writes it"), "{}", stderr(&own));
    assert_eq!(rows(&place.out(), "articles.csv").len(), 2);
}

#[cfg(unix)]
#[test]
fn pipes_are_read() {
    let place = Place::new();
    let pipe = place.file("pipe.jsonl", "");
    fs::remove_file(&pipe).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let run = dossier(&["extract", &pipe, "--out", &place.out_name()]).stderr(Stdio::null()).spawn().unwrap();
    fs::write(&pipe, articles(0..3)).unwrap();
    assert!(run.wait_with_output().unwrap().status.success());
    assert_eq!(rows(&place.out(), "articles.csv").len(), 3);
}

#[cfg(unix)]
#[test]
fn linked_files_are_read_once_and_names_need_not_be_text() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let place = Place::new();
    let target = place.file("target.txt", "Norway met Chad.");
    let folder = place.out().with_file_name("in");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("own.jsonl"), articles(0..1)).unwrap();
    fs::write(folder.join("own.jsonl.1"), articles(1..2)).unwrap();
    let odd = folder.join(OsStr::from_bytes(b"na\xFFme.txt"));
    fs::write(&odd, "Chad met Norway.").unwrap();
    for link in ["one.txt", "two.txt"] {
        std::os::unix::fs::symlink(&target, folder.join(link)).unwrap();
    }
    std::os::unix::fs::symlink(folder.join("own.jsonl"), folder.join("again.jsonl")).unwrap();
    let pattern = format!("{}/*.txt", folder.display());
    for (input, articles) in [(folder.as_os_str(), 3), (odd.as_os_str(), 1), (OsStr::new(&pattern), 3)] {
        let run = dossier(&["extract", "--out", &place.out_name()]).arg(input).output().unwrap();
        assert!(run.status.success(), "{}", stderr(&run));
        assert_eq!(rows(&place.out(), "articles.csv").len(), articles, "{input:?}");
        assert_eq!(stderr(&run).contains("own.jsonl.1"), input == folder.as_os_str(), "{}", stderr(&run));
    }
}

#[test]
fn texts_of_an_earlier_run_are_not_taken_for_those_of_this_one() {
    let place = Place::new();
    let (first, second) = (place.file("a.jsonl", articles(0..2)), place.file("b.jsonl", articles(5..6)));
    let out = place.out_name();
    assert!(dossier(&["extract", &first, "--out", &out, "--keep-text"]).status().unwrap().success());
    assert!(dossier(&["extract", &second, "--out", &out]).status().unwrap().success());
    assert!(!place.out().join("articles.jsonl").exists());
    let empty = place.file("c.jsonl", "{\"id\": \"x\", \"text\": \"\"}\n");
    assert_eq!(dossier(&["extract", &empty, "--out", &out, "--keep-text"]).status().unwrap().code(), Some(1));
    let verified = dossier(&["verify", &out]).output().unwrap();
    assert!(verified.stdout.starts_with(b"0 rows of 0 articles checked, 0 wrong"), "{verified:?}");
}

#[test]
fn what_no_run_made_is_not_replaced() {
    let place = Place::new();
    let input = place.file("a.jsonl", articles(0..2));
    let out = place.out();
    fs::create_dir(&out).unwrap();
    for (name, option) in [("articles.csv", "--quiet"), ("articles.jsonl", "--keep-text")] {
        let own = out.join(name);
        fs::write(&own, "{\"mine\": 1}\n").unwrap();
        let run = dossier(&["extract", &input, option, "--out", &place.out_name()]).output().unwrap();
        assert_eq!(run.status.code(), Some(2));
        assert!(stderr(&run).contains("no table of dossier's"), "{}", stderr(&run));
        assert_eq!(fs::read_to_string(&own).unwrap(), "{\"mine\": 1}\n");
        fs::remove_file(own).unwrap();
    }
    let run =
        dossier(&["extract", &input, "--dropped", &input, "--out", &place.out_name()]).output().unwrap();
    assert_eq!(run.status.code(), Some(2), "{}", stderr(&run));
    assert_eq!(fs::read_to_string(&input).unwrap(), articles(0..2));
}

#[test]
fn an_edit_in_the_middle_of_a_dump_is_seen_when_a_run_goes_on() {
    let place = Place::new();
    let mut dump = articles(0..20_000);
    let input = place.file("a.jsonl", &dump);
    let out = place.out_name();
    let mut run = dossier(&["extract", &input, "--out", &out]).stderr(Stdio::null()).spawn().unwrap();
    let done = || -> Option<u64> {
        let checkpoint = fs::read(place.out().join("checkpoint.json")).ok()?;
        serde_json::from_slice::<serde_json::Value>(&checkpoint).ok()?["done"].as_u64()
    };
    while done().is_none_or(|done| done < 902) {
        assert!(run.try_wait().unwrap().is_none(), "the run ended before a checkpoint");
        std::thread::sleep(Duration::from_millis(5));
    }
    run.kill().unwrap();
    run.wait().unwrap();
    // Far from both ends of the file, and within what was read.
    let at = dump.find("\"a900\"").unwrap();
    assert!(at > 1 << 16 && dump.len() - at > 1 << 16);
    let oslo = at + dump[at..].find("Oslo").unwrap();
    dump.replace_range(oslo..oslo + 4, "Rome");
    fs::write(&input, &dump).unwrap();
    let again = dossier(&["extract", &input, "--out", &out, "--resume"]).output().unwrap();
    assert_eq!(again.status.code(), Some(2), "{}", stderr(&again));
    assert!(stderr(&again).contains("were changed since"), "{}", stderr(&again));
}

#[test]
fn quarantined_records_are_as_they_were() {
    let place = Place::new();
    let table = place.file("t.csv", "id,text\n1,\"Norway, of all, met Chad.\"\n2,\n3,\"a\",b,\"c,d\"\n");
    let feed = place.file(
        "f.xml",
        "<rss><channel><item><title>Talks &amp; more</title><guid>g1</guid></item></channel></rss>",
    );
    let run = dossier(&["extract", &table, &feed, "-", "--out", &place.out_name()])
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .and_then(|mut run| {
            run.stdin.take().unwrap().write_all(b"{\"text\": \"Norway met Chad.\"}\n{\"title\": 1}\n")?;
            run.wait_with_output()
        });
    assert_eq!(run.unwrap().status.code(), Some(1));
    let lines = fs::read_to_string(place.out().join("quarantine.jsonl")).unwrap();
    let records: Vec<serde_json::Value> = lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let told: Vec<(&str, &str)> =
        records.iter().map(|r| (r["article_id"].as_str().unwrap(), r["record"].as_str().unwrap())).collect();
    assert_eq!(
        told,
        [
            ("t#2", "2,"),
            ("t#3", "3,a,b,\"c,d\""),
            ("f#1", "<item><title>Talks &amp; more</title><guid>g1</guid></item>"),
            ("stdin#2", "{\"title\": 1}"),
        ]
    );
}

#[test]
fn shards_that_are_not_whole_are_not_merged() {
    let place = Place::new();
    let input = place.file("a.jsonl", articles(0..6));
    let shard = |n: usize| format!("{}/s{n}", place.folder());
    for n in 1..=2 {
        let run = dossier(&["extract", &input, "--shard", &format!("{n}/2"), "--out", &shard(n)]).status();
        assert!(run.unwrap().success());
    }
    let merge = |out: &str| dossier(&["merge", &shard(1), &shard(2), "--out", out]).output().unwrap();
    let onto = merge(&shard(1));
    assert_eq!(onto.status.code(), Some(2));
    assert!(stderr(&onto).contains("one of the shards"), "{}", stderr(&onto));
    for name in ["relations.csv", "mentions.csv", "shard-entities.jsonl"] {
        let path = format!("{}/{name}", shard(2));
        let whole = fs::read(&path).unwrap();
        let end = whole.iter().position(|b| *b == b'\n').unwrap() + 1;
        fs::write(&path, &whole[..end]).unwrap();
        let cut = merge(&place.out_name());
        assert_eq!(cut.status.code(), Some(2), "{name}");
        assert!(stderr(&cut).contains(&format!("s2/{name}")), "{}", stderr(&cut));
        fs::write(&path, &whole).unwrap();
    }
    assert!(merge(&place.out_name()).status.success());
    let other =
        dossier(&["extract", &input, "--shard", "2/2", "--any-language", "--out", &shard(2)]).status();
    assert!(other.unwrap().success());
    let unlike = merge(&place.out_name());
    assert!(
        stderr(&unlike).contains("reading of any language is false in one and true in the other"),
        "{}",
        stderr(&unlike)
    );
}

#[test]
fn a_run_writes_down_what_it_was_and_its_report_and_exports() {
    let place = Place::new();
    let input = place.file("a.jsonl", articles(0..3));
    let out = place.out_name();
    let run =
        dossier(&["extract", &input, "--out", &out, "--report", "--export", "dyads,jsonl"]).output().unwrap();
    assert!(run.status.success(), "{}", stderr(&run));
    assert!(stderr(&run).contains("3 of 3 articles have no date"), "{}", stderr(&run));
    let record = fs::read(place.out().join("run.json")).unwrap();
    let record: serde_json::Value = serde_json::from_slice(&record).unwrap();
    assert_eq!((&record["finished"], &record["counts"]["articles"]), (&true.into(), &3.into()));
    assert!(record["inputs"][0].as_str().unwrap().contains("a.jsonl"), "{record}");
    for file in ["report.html", "dyads/dyads.csv", "jsonl/dossier.jsonl"] {
        assert!(place.out().join(file).exists(), "{file}: {}", String::from_utf8_lossy(&run.stdout));
    }
}

#[test]
fn a_systems_fault_is_told_once() {
    let place = Place::new();
    let input = place.file("a.jsonl", articles(0..2));
    let run = dossier(&["extract", &input, "--out", &format!("{input}/out")]).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert_eq!(stderr(&run).matches("os error").count(), 1, "{}", stderr(&run));
}
