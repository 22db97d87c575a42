//! `dyads.csv`: how often whom does what to whom, by month or another period.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::ToSpan;
use jiff::civil::Date;

use super::dyad_options::{DyadOptions, Period, Side};
use super::{Coded, each};
use crate::export::error::ExportError;
use crate::export::exported::Exported;
use crate::export::options::ExportOptions;
use crate::export::run_folder::RunFolder;
use crate::export::sink::Cells;
use crate::knowledge::gazetteer::{CountryCodes, country_codes};
use crate::label::EventClass;
use strum::VariantArray;

#[derive(Default)]
struct Sum {
    events: usize,
    quads: [usize; 5],
    goldstein: f64,
    scored: usize,
    classes: BTreeMap<EventClass, usize>,
    articles: BTreeSet<String>,
}

type Pair = (String, String);

pub fn write(run: &RunFolder, to: &Path, options: &ExportOptions) -> Result<Exported, ExportError> {
    let dyads = options.dyads;
    let mut sums: BTreeMap<(Pair, String), Sum> = BTreeMap::new();
    let mut days: BTreeSet<Date> = BTreeSet::new();
    let mut seen: BTreeSet<(Pair, String, String)> = BTreeSet::new();
    let (mut unknown, mut again) = (0, 0);
    let left = each(run, &options.events, |event| {
        let Some((pair, day)) = pair(&event, dyads.side) else {
            unknown += 1;
            return Ok(());
        };
        let code = (pair.clone(), event.row.get("cameo").to_string(), event.day.to_string());
        if !dyads.every_report && !seen.insert(code) {
            again += 1;
            return Ok(());
        }
        days.insert(day);
        add(sums.entry((pair, period(day, dyads.period))).or_default(), &event);
        Ok(())
    })?;
    if dyads.balanced {
        balance(&mut sums, &days, dyads.period);
    }
    let mut left_out = left.told();
    let reasons = [
        (unknown, "events whose two sides are not known, or are one and the same"),
        (again, "reports of the same on the same day; --every-report counts them"),
    ];
    left_out.extend(reasons.into_iter().filter(|(n, _)| *n > 0));
    Ok(Exported { files: vec![written(&sums, to, dyads)?], left_out })
}

fn pair(event: &Coded<'_>, side: Side) -> Option<(Pair, Date)> {
    let of = |actor: &super::Actor<'_>| match side {
        Side::Country => actor.country.to_string(),
        Side::Sector => actor.sector.to_string(),
        Side::Both if actor.country.is_empty() => String::new(),
        Side::Both => format!("{}{}", actor.country, actor.sector),
    };
    let (source, target) = (of(&event.source), of(&event.target));
    let known = !source.is_empty() && !target.is_empty() && source != target;
    known.then_some(((source, target), event.day.parse().ok()?))
}

fn add(sum: &mut Sum, event: &Coded<'_>) {
    sum.events += 1;
    if let Some(count) = event.row.get("quad").parse().ok().and_then(|q: usize| sum.quads.get_mut(q)) {
        *count += 1;
    }
    if let Ok(score) = event.row.get("goldstein").parse::<f64>() {
        sum.goldstein += score;
        sum.scored += 1;
    }
    if let Ok(class) = EventClass::named(event.row.get("event")) {
        *sum.classes.entry(class).or_default() += 1;
    }
    sum.articles.insert(event.row.get("article_id").to_string());
}

fn period(day: Date, period: Period) -> String {
    match period {
        Period::Day => day.to_string(),
        Period::Week => {
            let week = day.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
        Period::Month => format!("{:04}-{:02}", day.year(), day.month()),
        Period::Year => format!("{:04}", day.year()),
    }
}

/// Adds the periods between the first and the last day of all to every pair.
fn balance(sums: &mut BTreeMap<(Pair, String), Sum>, days: &BTreeSet<Date>, by: Period) {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return };
    let all = std::iter::successors(Some(*first), |day| day.checked_add(1.day()).ok());
    let periods: BTreeSet<String> = all.take_while(|day| day <= last).map(|day| period(day, by)).collect();
    let pairs: BTreeSet<Pair> = sums.keys().map(|(pair, _)| pair.clone()).collect();
    for pair in pairs {
        for period in &periods {
            sums.entry((pair.clone(), period.clone())).or_default();
        }
    }
}

fn written(
    sums: &BTreeMap<(Pair, String), Sum>,
    to: &Path,
    dyads: DyadOptions,
) -> Result<std::path::PathBuf, ExportError> {
    let period = match dyads.period {
        Period::Day => "day",
        Period::Week => "week",
        Period::Month => "month",
        Period::Year => "year",
    };
    let mut header = vec![
        "source",
        "target",
        period,
        "events",
        "verbal_cooperation",
        "material_cooperation",
        "verbal_conflict",
        "material_conflict",
        "statements",
        "goldstein_mean",
        "goldstein_sum",
        "articles",
    ];
    let classes: Vec<String> = EventClass::VARIANTS.iter().map(|c| c.as_str().to_lowercase()).collect();
    if dyads.wide {
        header.extend(classes.iter().map(String::as_str));
    }
    let codes = (dyads.side == Side::Country).then(country_codes);
    if codes.is_some() {
        header.extend(["source_cow", "target_cow", "source_gw", "target_gw"]);
    }
    let mut cells = Cells::csv(to, "dyads.csv", &header)?;
    for (((source, target), period), sum) in sums {
        let mean =
            if sum.scored > 0 { format!("{:.2}", sum.goldstein / sum.scored as f64) } else { String::new() };
        let [statements, quads @ ..] = sum.quads;
        let mut row = vec![source.clone(), target.clone(), period.clone(), sum.events.to_string()];
        row.extend(quads.map(|n| n.to_string()));
        row.extend([
            statements.to_string(),
            mean,
            format!("{:.1}", sum.goldstein),
            sum.articles.len().to_string(),
        ]);
        if dyads.wide {
            row.extend(EventClass::VARIANTS.iter().map(|c| sum.classes.get(c).unwrap_or(&0).to_string()));
        }
        if let Some(codes) = &codes {
            let number = |n: Option<u16>| n.map_or(String::new(), |n| n.to_string());
            let numbers = |of: fn(&CountryCodes) -> Option<u16>| {
                [source, target].map(|country| number(codes.get(country).and_then(of)))
            };
            row.extend(numbers(|codes| codes.cow).into_iter().chain(numbers(|codes| codes.gw)));
        }
        cells.row(row)?;
    }
    cells.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_named_as_iso_8601_has_them() {
        let day = jiff::civil::date(2022, 1, 1);
        let names = [Period::Day, Period::Week, Period::Month, Period::Year].map(|p| period(day, p));
        assert_eq!(names, ["2022-01-01", "2021-W52", "2022-01", "2022"]);
    }
}
