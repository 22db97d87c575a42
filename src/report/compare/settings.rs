//! In what the two runs were set up differently: the model, the rules, options, inputs.

use std::fs;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::export::{ExportError, RunFolder};

/// What `run.json` says of how a run went, and not of what its tables depend on.
const COURSE: [&str; 9] = [
    "started",
    "seconds",
    "finished",
    "counts",
    "warnings",
    "warnings_in_all",
    "threads",
    "missing",
    "dropped",
];

/// A setting that is different.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Setting {
    name: String,
    runs: [String; 2],
}

/// The settings that differ; None where a run does not say what it was.
pub fn different(runs: &[RunFolder; 2]) -> Result<Option<Vec<Setting>>, ExportError> {
    Ok(match (record(&runs[0])?, record(&runs[1])?) {
        (Some(before), Some(after)) => Some(between(&before, &after)),
        _ => None,
    })
}

fn between(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<Setting> {
    let only_after = after.keys().filter(|name| !before.contains_key(*name));
    let names = before.keys().chain(only_after).filter(|name| !COURSE.contains(&name.as_str()));
    names
        .filter(|name| before.get(*name) != after.get(*name))
        .map(|name| Setting { name: name.clone(), runs: [told(before.get(name)), told(after.get(name))] })
        .collect()
}

fn record(run: &RunFolder) -> Result<Option<Map<String, Value>>, ExportError> {
    let path = run.path().join("run.json");
    let Ok(text) = fs::read(&path) else { return Ok(None) };
    serde_json::from_slice(&text)
        .map(Some)
        .map_err(|e| ExportError::Run { path, reason: format!("it is not what dossier wrote: {e}") })
}

fn told(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(values)) => values.iter().map(|v| told(Some(v))).collect::<Vec<_>>().join(", "),
        Some(other) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_tables_depend_on_is_told_and_how_a_run_went_is_not() {
        let map = |value: Value| value.as_object().cloned().unwrap_or_default();
        let before = map(json!({ "rules": "a", "seconds": 1.0, "inputs": ["x", "y"], "shard": null }));
        let after = map(json!({ "rules": "b", "seconds": 2.0, "inputs": ["x", "y"], "shard": "1/2" }));
        let setting =
            |name: &str, runs: [&str; 2]| Setting { name: name.to_string(), runs: runs.map(str::to_string) };
        let expected = [setting("rules", ["a", "b"]), setting("shard", ["", "1/2"])];
        assert_eq!(between(&before, &after), expected);
    }
}
