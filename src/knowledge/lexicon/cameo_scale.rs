//! What CAMEO codes weigh: Goldstein's score and the quad class.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::knowledge::source::Source;
use crate::knowledge::{DataError, table};
use crate::label::Cameo;

/// What a code weighs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CameoWeight {
    /// From conflict (-10) to cooperation (10).
    pub goldstein: f32,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict; 0 statements and appeals.
    pub quad: u8,
}

/// Weights by code.
#[derive(Debug)]
pub struct CameoScale(FxHashMap<Cameo, CameoWeight>);

/// A row of `cameo.tsv`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    cameo: Cameo,
    goldstein: f32,
    quad: u8,
}

impl CameoScale {
    pub(super) fn load(source: &mut Source) -> Result<CameoScale, DataError> {
        let file = source.read("lexicon/cameo.tsv")?;
        let mut scale = FxHashMap::default();
        for Row { cameo, goldstein, quad } in table::rows::<Row>(&file)? {
            if !(-10.0..=10.0).contains(&goldstein) || quad > 4 {
                return Err(file.error(0, format!("{cameo}: goldstein is from -10 to 10, quad from 0 to 4")));
            }
            if scale.insert(cameo, CameoWeight { goldstein, quad }).is_some() {
                return Err(file.error(0, format!("{cameo} is listed twice")));
            }
        }
        Ok(CameoScale(scale))
    }

    /// The weight of a code, or of the longest listed one that it begins with.
    pub fn of(&self, code: Cameo) -> Option<CameoWeight> {
        let digits = code.as_str();
        let prefixes = (2..=digits.len()).rev().filter_map(|n| digits.get(..n)?.parse::<Cameo>().ok());
        prefixes.into_iter().find_map(|prefix| self.0.get(&prefix).copied())
    }
}

#[cfg(test)]
mod tests {
    use crate::knowledge::Knowledge;

    #[test]
    fn a_code_weighs_what_its_parent_does() {
        let scale = Knowledge::embedded().lexicon.cameo;
        let of = |code: &str| scale.of(code.parse().unwrap()).unwrap();
        assert_eq!((of("190").goldstein, of("190").quad), (-10.0, 4));
        assert_eq!(of("1909").quad, 4);
        assert!(of("057").goldstein > 0.0 && of("057").quad == 1);
        assert_eq!((of("020").quad, of("112").quad), (0, 3));
    }
}
