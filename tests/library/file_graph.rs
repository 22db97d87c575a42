//! Which source file imports from which, and whether some do so in a circle.
//!
//! Every path in a file's code is followed to the file that defines what it names. Where a `mod.rs` passes a name on (`pub use`), the path is
//! followed further: whoever imports it there imports from the file that defines it. The `mod.rs` itself imports what it passes on; `mod x;` is no
//! import. Methods are not followed. Like `code` in `architecture.rs`, this relies on rustfmt.

use std::collections::{BTreeMap, BTreeSet};

/// A place among the modules, or a path that starts at the root of the crate: `encoder`, `model`, `folder`.
pub type Names = Vec<String>;

/// A source file: its name, its code without `use` items, and the paths that those name, by what they are called in it.
struct File {
    name: String,
    code: String,
    uses: BTreeMap<String, Names>,
}

/// The files of a crate by their places.
#[derive(Default)]
pub struct FileGraph(BTreeMap<Names, File>);

impl FileGraph {
    /// Adds a file; `code` holds no comments and no tests.
    pub fn add(&mut self, name: String, place: Names, code: String) {
        let (uses, code) = uses(&code);
        self.0.insert(place, File { name, code, uses });
    }

    /// Files each of which imports from the next, and the last from the first; none where there is no circle.
    pub fn circle(&self) -> Vec<&str> {
        let mut imports = self.imports();
        // Files that import from none, and those from which none imports, are in no circle.
        let mut before = usize::MAX;
        while before != imports.len() {
            before = imports.len();
            let imported: BTreeSet<&str> = imports.values().flatten().copied().collect();
            imports.retain(|file, of| imported.contains(file) && !of.is_empty());
            let left: BTreeSet<&str> = imports.keys().copied().collect();
            imports.values_mut().for_each(|of| of.retain(|file| left.contains(file)));
        }
        let mut way: Vec<&str> = imports.keys().next().copied().into_iter().collect();
        while let Some(next) = way.last().and_then(|file| imports[file].first()) {
            if let Some(start) = way.iter().position(|file| file == next) {
                return way.split_off(start);
            }
            way.push(next);
        }
        way
    }

    /// What each file imports from, itself aside.
    fn imports(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut imports = BTreeMap::new();
        for (place, file) in &self.0 {
            let paths = self.paths(place, file);
            let definers = paths.iter().filter_map(|path| self.definer(path));
            imports.insert(&*file.name, definers.filter(|definer| *definer != file.name).collect());
        }
        imports
    }

    /// All paths in a file, from the root of the crate; those into other crates are left out.
    fn paths(&self, place: &[String], file: &File) -> Vec<Names> {
        let used = file.uses.values().filter_map(|path| self.absolute(place, path));
        let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        let inline = file.code.split(|c| !is_path(c)).filter(|word| word.contains("::"));
        let inline = inline.filter_map(|path| {
            let path = names(path);
            match file.uses.get(path.first()?) {
                Some(start) => Some([&*self.absolute(place, start)?, &path[1..]].concat()),
                None => self.absolute(place, &path),
            }
        });
        used.chain(inline).collect()
    }

    /// A path of the file at `place` from the root of the crate; `None` where it begins with another crate or a type.
    fn absolute(&self, place: &[String], path: &[String]) -> Option<Names> {
        let mut out = place.to_vec();
        for name in path {
            match name.as_str() {
                "crate" => out.clear(),
                "super" => drop(out.pop()),
                "self" => {}
                name => out.push(name.to_string()),
            }
        }
        let is_relative = ["crate", "super", "self"].contains(&path.first()?.as_str());
        (is_relative || self.0.contains_key(out.get(..=place.len())?)).then_some(out)
    }

    /// The file that defines what a path from the root names; `None` for a module.
    fn definer(&self, path: &[String]) -> Option<&str> {
        let depth = (1..=path.len()).take_while(|depth| self.0.contains_key(&path[..*depth])).last()?;
        // A name that is also a module's may be passed on beside the module: `pub use merge::merge`.
        let depth = if depth == path.len() { depth - 1 } else { depth };
        let file = self.0.get(&path[..depth])?;
        match file.uses.get(&path[depth]) {
            Some(further) => {
                let further = self.absolute(&path[..depth], further)?;
                self.definer(&[&*further, &path[depth + 1..]].concat())
            }
            None => (!self.0.contains_key(&path[..=depth])).then_some(&file.name),
        }
    }
}

/// The names between the colons of a path.
fn names(path: &str) -> Names {
    path.split("::").filter(|name| !name.is_empty()).map(str::to_string).collect()
}

/// The paths that the `use` items of a file name, by what they are called in it, and the code beside them. A path of one name is another crate,
/// or a macro of the file.
fn uses(code: &str) -> (BTreeMap<String, Names>, String) {
    let (mut uses, mut beside) = (BTreeMap::new(), String::new());
    let mut lines = code.lines();
    while let Some(line) = lines.next() {
        // `pub use`, `pub(crate) use`; not `pub struct Clause {`.
        let is_before = |before: &str| {
            before.is_empty() || before.starts_with("pub") && before.ends_with(' ') && !before.contains('=')
        };
        let item = line.trim_start().split_once("use ").filter(|(before, _)| is_before(before));
        let Some((_, tree)) = item else {
            beside.push_str(line);
            beside.push('\n');
            continue;
        };
        let mut tree = tree.to_string();
        while !tree.ends_with(';') {
            tree.push_str(lines.next().expect("the end of a `use`").trim());
        }
        branches("", tree.trim_end_matches(';'), &mut uses);
    }
    uses.retain(|_, path| path.len() > 1);
    (uses, beside)
}

/// Adds the paths of the tree of a `use`: `a::{b, c::d as e}` behind `stem`.
fn branches(stem: &str, tree: &str, uses: &mut BTreeMap<String, Names>) {
    if let Some((before, inner)) = tree.split_once('{') {
        let mut depth = 0;
        let between = |c: char| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            c == ',' && depth == 0
        };
        let inner = inner.strip_suffix('}').expect("the end of a group");
        let branch = inner.split(between).map(str::trim).filter(|branch| !branch.is_empty());
        branch.for_each(|branch| branches(&format!("{stem}{before}"), branch, uses));
        return;
    }
    let (path, called) = tree.split_once(" as ").map_or((tree, None), |(path, name)| (path, Some(name)));
    let mut path = names(&format!("{stem}{path}"));
    if path.len() > 1 && path.last().is_some_and(|name| name == "self") {
        path.pop();
    }
    let called = called.map(str::to_string).or(path.last().cloned());
    uses.insert(called.expect("a name"), path);
}
