//! The map in ARCHITECTURE.md, held against the source: a module imports only what its row lists, and a row lists only modules above it.
//! Also: no files import one another in a circle, every file that the documents name exists, and NOTICE.md names every data file.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use dossier::table::{ReadingTool, reading};

use crate::file_graph::FileGraph;

/// How the header of the map begins.
const HEADER: &str = "| module | what it does |";

/// The documents whose file names are checked, and how such a name begins.
const DOCUMENTS: [&str; 4] = ["ARCHITECTURE.md", "CONTRIBUTING.md", "NOTICE.md", "README.md"];
const FOLDERS: [&str; 9] =
    ["benches/", "data/", "docs/", "examples/", "fuzz/", "models/", "scripts/", "src/", "tests/"];

/// A row of the map.
struct Row {
    module: String,
    may_import: BTreeSet<String>,
}

/// The rows of the map, from the first to the last.
fn map() -> Vec<Row> {
    let document = fs::read_to_string("ARCHITECTURE.md").unwrap();
    let table = document.lines().skip_while(|line| !line.starts_with(HEADER));
    let rows: Vec<Row> = table.skip(2).take_while(|line| line.starts_with('|')).map(row).collect();
    assert!(!rows.is_empty(), "ARCHITECTURE.md has no table that begins with `{HEADER}`");
    rows
}

fn row(line: &str) -> Row {
    let cells: Vec<&str> = line.trim().trim_matches('|').split('|').collect();
    assert!(
        cells.len() == 3 && quoted(cells[0]).len() == 1,
        "not a module, what it does, what it may import: {line}"
    );
    Row {
        module: quoted(cells[0])[0].to_string(),
        may_import: quoted(cells[2]).into_iter().map(str::to_string).collect(),
    }
}

/// What stands between backticks, line by line.
fn quoted(text: &str) -> Vec<&str> {
    text.lines().flat_map(|line| line.split('`').skip(1).step_by(2)).collect()
}

/// All files beneath a folder, in the order of their paths.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    let beneath = |path: PathBuf| if path.is_dir() { files(&path) } else { vec![path] };
    entries.into_iter().flat_map(beneath).collect()
}

/// The source files of all modules. The roots `lib.rs` and `main.rs` are none: they name every module.
fn sources() -> Vec<PathBuf> {
    let roots = [Path::new("src/lib.rs"), Path::new("src/main.rs")];
    let mut sources = files(Path::new("src"));
    sources.retain(|path| path.extension().is_some_and(|e| e == "rs") && !roots.contains(&path.as_path()));
    sources
}

/// Where a source file stands among the modules: `encoder`, `model`, `folder`; its `mod.rs` stands at `encoder`.
fn place(source: &Path) -> Vec<String> {
    let inside = source.strip_prefix("src").unwrap().with_extension("");
    let mut place: Vec<String> = inside.iter().map(|name| name.to_string_lossy().into_owned()).collect();
    if place.last().is_some_and(|name| name == "mod") {
        place.pop();
    }
    place
}

/// A source without comments and without what is compiled for tests only; every line keeps its number. It relies on rustfmt: an item ends
/// at the indentation at which it begins.
fn code(source: &str) -> String {
    let mut out = String::new();
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        if line.trim() != "#[cfg(test)]" {
            out.push_str(line.split("//").next().unwrap_or_default());
            out.push('\n');
            continue;
        }
        out.push('\n');
        let indentation = &line[..line.len() - line.trim_start().len()];
        let mut has_block = false;
        for line in lines.by_ref() {
            out.push('\n');
            let rest = line.strip_prefix(indentation).unwrap_or_default();
            let is_outside = !rest.starts_with(' ');
            let is_whole = is_outside && !has_block && rest.ends_with([';', '}', ',']);
            if is_whole || rest.starts_with('}') {
                break;
            }
            has_block |= is_outside && rest.ends_with('{');
        }
    }
    out
}

/// The name that a path goes on with.
fn name(path: &str) -> &str {
    let end = path.find(|c: char| !c.is_alphanumeric() && c != '_');
    &path[..end.unwrap_or(path.len())]
}

/// What a source file imports against the map: the line and what is wrong.
fn unlisted(rows: &[Row], path: &Path, source: &str) -> Vec<(usize, String)> {
    let (place, code) = (place(path), code(source));
    let Some(row) = rows.iter().find(|row| row.module == place[0]) else {
        return vec![(1, format!("`{}` is no row of the map", place[0]))];
    };
    let mut out = Vec::new();
    for (at, prefix) in code.match_indices("crate::") {
        let line = code[..at].matches('\n').count() + 1;
        let imported = name(&code[at + prefix.len()..]);
        if imported.is_empty() {
            out.push((line, "one path to several modules: write a `use` for each".to_string()));
        } else if !rows.iter().any(|row| row.module == imported) {
            out.push((line, format!("`crate::{imported}` is no module: name the module that has it")));
        } else if imported != row.module && !row.may_import.contains(imported) {
            out.push((line, format!("`{}` imports `{imported}`, which its row does not list", row.module)));
        }
    }
    // From a module at the depth of three, three times `super` is the root.
    let too_many = "super::".repeat(place.len());
    for (at, _) in code.match_indices(&too_many) {
        let line = code[..at].matches('\n').count() + 1;
        out.push((line, "leaves its module by `super`: write `crate`".to_string()));
    }
    out
}

#[test]
fn modules_import_only_what_the_map_lists() {
    let rows = map();
    let mut wrong = Vec::new();
    for path in sources() {
        let source = fs::read_to_string(&path).unwrap();
        let found = unlisted(&rows, &path, &source);
        wrong.extend(found.into_iter().map(|(line, reason)| format!("{}:{line}: {reason}", path.display())));
    }
    assert!(wrong.is_empty(), "against the map in ARCHITECTURE.md:\n{}", wrong.join("\n"));
}

#[test]
fn rows_of_the_map_list_only_rows_above_them() {
    let mut above = BTreeSet::new();
    for row in map() {
        let below: Vec<&String> = row.may_import.difference(&above).collect();
        assert!(below.is_empty(), "`{}` lists {below:?}, which do not stand above it", row.module);
        assert!(above.insert(row.module.clone()), "`{}` is there twice", row.module);
    }
}

#[test]
fn rows_of_the_map_are_the_modules() {
    let modules: BTreeSet<String> = sources().iter().map(|path| place(path)[0].clone()).collect();
    let rows: BTreeSet<String> = map().into_iter().map(|row| row.module).collect();
    assert_eq!(modules, rows);
}

#[test]
fn no_circle_of_files_is_left() {
    let mut graph = FileGraph::default();
    for path in sources() {
        let source = fs::read_to_string(&path).unwrap();
        graph.add(path.display().to_string(), place(&path), code(&source));
    }
    let circle = graph.circle();
    assert!(circle.is_empty(), "files import one another in a circle:\n{}", circle.join("\n"));
}

#[test]
fn files_that_the_documents_name_exist() {
    let mut missing = Vec::new();
    for document in DOCUMENTS {
        let text = fs::read_to_string(document).unwrap();
        // `NAME` and `*` stand for any.
        let is_path = |name: &&str| {
            FOLDERS.iter().any(|folder| name.starts_with(folder))
                && !name.contains(['*', ' '])
                && !name.contains("NAME")
        };
        let paths = quoted(&text).into_iter().filter(is_path);
        missing
            .extend(paths.filter(|path| !Path::new(path).exists()).map(|path| format!("{document}: {path}")));
    }
    assert!(missing.is_empty(), "no such file:\n{}", missing.join("\n"));
}

#[test]
fn the_columns_are_documented_as_they_are() {
    let expected = std::env::current_dir().unwrap().join("docs/columns.md");
    let told = reading(ReadingTool::Markdown, None);
    let text = format!(
        "# The tables and their columns\n\nWritten by `UPDATE_EXPECT=1 cargo test --test library columns` from `data/tables/columns.toml`.\n\n{}\n",
        told.trim_end()
    );
    expect_test::expect_file![expected].assert_eq(&text);
}

#[test]
fn the_notice_names_every_data_file() {
    let notice = fs::read_to_string("NOTICE.md").unwrap();
    let named = quoted(&notice);
    let is_named = |path: &PathBuf| {
        named.iter().any(|name| path == Path::new(name) || (name.ends_with('/') && path.starts_with(name)))
    };
    let mut data = [files(Path::new("data")), files(Path::new("models"))].concat();
    data.retain(|path| !is_named(path));
    assert!(data.is_empty(), "source and licence are not told: {data:?}");
}

#[test]
fn comments_and_tests_are_no_code() {
    let source = "use a; // crate::x\n#[cfg(test)]\nuse crate::b;\nfn f() {}\n#[cfg(test)]\nmod tests {\n    use crate::c;\n}\nuse crate::d;\n";
    assert_eq!(code(source), "use a; \n\n\nfn f() {}\n\n\n\n\nuse crate::d;\n");
}

#[test]
fn a_circle_is_found_through_what_a_module_passes_on() {
    let circle = |of_a: &str, of_b: &str| {
        let mut graph = FileGraph::default();
        let files = [("m/mod", "mod a;\npub use a::{A, c::{D as E}};"), ("m/a", of_a), ("n", of_b)];
        for (name, source) in files {
            graph.add(name.to_string(), place(&Path::new("src").join(name)), code(source));
        }
        graph.circle().join(" ")
    };
    assert_eq!(circle("use std::fs;\nuse crate::n::N;", "use crate::m;\nfn f() -> fs::File {}"), "");
    assert_eq!(circle("use crate::n::N;", "use crate::m;\nfn f() -> m::A {}"), "m/a n");
    assert_eq!(circle("use super::B;", ""), "m/a m/mod");
    assert_eq!(circle("use crate::n::N;", "fn f() -> crate::m::E {}"), "m/a n");
}

#[test]
fn imports_against_the_map_are_told_with_their_line() {
    let rows = [row("| `a` | counts | nothing |"), row("| `b` | writes | `a` |")];
    let wrong = |path: &str, source: &str| -> Vec<usize> {
        unlisted(&rows, Path::new(path), source).into_iter().map(|(line, _)| line).collect()
    };
    assert!(wrong("src/b/c.rs", "use crate::a::X;\nuse crate::b::Y;\nuse super::Z;\n").is_empty());
    assert_eq!(wrong("src/b/c.rs", "use crate::z;\nuse super::super::a;\nuse crate::{a, b};\n"), [1, 3, 2]);
    assert_eq!(wrong("src/a.rs", "\nuse crate::b;\n"), [2]);
    assert_eq!(wrong("src/z/mod.rs", "use crate::a;\n"), [1]);
}
