//! Where countries and towns lie, and the codes that others have for them.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::spelling::normalize;
use crate::knowledge::source::Source;
use crate::knowledge::{DataError, table};

/// A point of the world and its id in GeoNames.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub struct Location {
    pub geonames: u32,
    /// Degrees north and east.
    pub latitude: f32,
    pub longitude: f32,
}

/// A row of `codes.csv`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountryCodes {
    code: String,
    /// For those who join the file with others' tables, as the next.
    #[serde(rename = "iso2")]
    _iso2: IgnoredAny,
    #[serde(rename = "m49")]
    _m49: IgnoredAny,
    /// FIPS 10-4.
    pub fips: String,
    pub geonames: u32,
    /// Number of Gleditsch and Ward.
    pub gw: Option<u16>,
    /// Number of Correlates of War.
    pub cow: Option<u16>,
    latitude: f32,
    longitude: f32,
}

/// A row of `towns.csv`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Town {
    country: String,
    name: String,
    geonames: u32,
    latitude: f32,
    longitude: f32,
    alone: u8,
}

/// Countries and towns by name.
#[derive(Debug, Default)]
pub struct Atlas {
    countries: FxHashMap<String, CountryCodes>,
    /// By country and name.
    towns: FxHashMap<(String, String), Location>,
    /// Towns whose name is enough.
    alone: FxHashMap<String, Location>,
}

impl Atlas {
    /// # Errors
    /// [`DataError`] at the first row that is not understood.
    pub(super) fn load(source: &mut Source) -> Result<Atlas, DataError> {
        let mut atlas = Atlas { countries: codes(source)?, ..Atlas::default() };
        for Town { country, name, geonames, latitude, longitude, alone } in
            table::rows(&source.read("gazetteer/towns.csv")?)?
        {
            let (name, at) = (normalize(&name), Location { geonames, latitude, longitude });
            if alone > 0 {
                atlas.alone.insert(name.clone(), at);
            }
            atlas.towns.insert((country, name), at);
        }
        Ok(atlas)
    }

    /// The middle of a country.
    pub fn country(&self, country: &str) -> Option<Location> {
        let CountryCodes { geonames, latitude, longitude, .. } = *self.countries.get(country)?;
        Some(Location { geonames, latitude, longitude })
    }

    /// A town by name and country; by its name alone where no country is known and no other town of the name comes near it.
    pub fn town(&self, name: &str, country: &str) -> Option<Location> {
        let name = normalize(name);
        match country {
            "" => self.alone.get(&name).copied(),
            country => self.towns.get(&(country.to_string(), name)).copied(),
        }
    }
}

/// The built-in codes of countries by ISO 3166-1 alpha-3, for tables of other makers.
pub fn country_codes() -> FxHashMap<String, CountryCodes> {
    // The built-in file is read by a test.
    codes(&mut Source::default()).unwrap_or_default()
}

fn codes(source: &mut Source) -> Result<FxHashMap<String, CountryCodes>, DataError> {
    let rows = table::rows::<CountryCodes>(&source.read("gazetteer/codes.csv")?)?;
    Ok(rows.into_iter().map(|row| (row.code.clone(), row)).collect())
}

#[cfg(test)]
mod tests {
    use super::country_codes;
    use crate::knowledge::Knowledge;

    #[test]
    fn a_town_is_found_where_its_country_is_known_or_its_name_says_enough() {
        let atlas = Knowledge::embedded().gazetteer.atlas;
        let geonames = |name: &str, country: &str| atlas.town(name, country).map(|at| at.geonames);
        assert_eq!(
            (geonames("Hyderabad", "PAK"), geonames("Hyderabad", "IND")),
            (Some(1176734), Some(1269843))
        );
        assert_eq!((geonames("Hyderabad", ""), geonames("Paris", "")), (None, Some(2988507)));
        let germany = &country_codes()["DEU"];
        assert_eq!((&*germany.fips, germany.gw, germany.cow), ("GM", Some(260), Some(255)));
        assert_eq!(atlas.country("KEN").map(|at| at.geonames), Some(192950));
    }
}
