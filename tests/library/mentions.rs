//! Names that only the sentence tells: bodies that go by their country, names joined by hyphens.

use std::sync::LazyLock;

use dossier::{Article, Extraction, MentionKind, MentionSource, Pipeline};

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::embedded().unwrap());

fn mentions(text: &str) -> Vec<(String, MentionKind, MentionSource)> {
    let extraction = PIPELINE.extract(&Article::from_text("a", text)).unwrap();
    extraction.mentions().map(|m| (m.text.to_string(), m.kind, m.source)).collect()
}

fn bodies(text: &str) -> Vec<String> {
    let around = mentions(text).into_iter().filter(|(_, _, source)| *source == MentionSource::Rule);
    around.map(|(name, kind, _)| (name, assert_eq!(kind, MentionKind::Organization)).0).collect()
}

#[test]
fn bodies_go_by_their_country() {
    for (text, expected) in [
        ("The Kenyan government met envoys in Oslo.", "Kenyan government"),
        ("Chad's newly elected government resigned on Monday.", "Chad's newly elected government"),
        ("The government of Norway and two banks signed the deal.", "government of Norway"),
        ("U.S.-led forces left the valley on Sunday.", "U.S.-led forces"),
        ("Ministers thanked the Peruvian people for their patience.", "Peruvian people"),
        ("Officials say the Obama administration knew of the letter.", "Obama administration"),
        ("Three Turkish government websites were down for a day.", "Turkish government"),
    ] {
        assert_eq!(bodies(text), [expected], "{text}");
    }
}

#[test]
fn other_nouns_beside_a_country_are_no_bodies() {
    for text in [
        "Norwegian people like skiing, a survey found.",
        "The Iranian sanctions regime has failed, the minister said.",
        "A Chilean company sold two ships to Peru.",
        "The government and Kenya's largest bank agreed on a loan.",
    ] {
        assert_eq!(bodies(text), [""; 0], "{text}");
    }
}

#[test]
fn the_country_inside_a_body_stays_a_mention() {
    let found = mentions("The Kenyan government met envoys in Oslo.");
    assert!(found.iter().any(|(name, kind, _)| name == "Kenyan" && *kind == MentionKind::Misc));
}

#[test]
fn names_joined_by_hyphens_are_parted() {
    let names = |text| mentions(text).into_iter().map(|(name, ..)| name).collect::<Vec<_>>();
    assert_eq!(names("A strong Kenya-Norway partnership matters."), ["Kenya", "Norway"]);
    assert_eq!(names("Talks stalled, U.S.-EU relations did not.")[0], "U.S.");
    assert_eq!(names("Envoys from Guinea-Bissau left."), ["Guinea-Bissau"]);
}

#[test]
fn one_point_of_the_earth_is_one_place_however_it_is_written() {
    let text = "The ship sank at 12° 30' N, 45° 10' E in May. Divers found it at 12.5°N 45.16667°E.\n";
    let extraction = PIPELINE.extract(&Article::from_text("a", text)).unwrap();
    let points: Vec<_> = extraction.mentions().filter(|m| m.kind == MentionKind::Location).collect();
    assert_eq!(
        points.iter().map(|m| &*m.text).collect::<Vec<_>>(),
        ["12° 30' N, 45° 10' E", "12.5°N 45.16667°E"]
    );
    assert_eq!(points[0].entity_id, points[1].entity_id);
    assert!(!points[0].entity_id.is_empty() && points.iter().all(|m| m.source == MentionSource::Grammar));
}

fn people(text: &str) -> Vec<String> {
    let people = mentions(text).into_iter().filter(|(_, kind, _)| *kind == MentionKind::Person);
    people.map(|(name, ..)| name).collect()
}

#[test]
fn people_with_a_nickname_are_one() {
    for (text, expected) in [
        ("“We are ready,” said Col. John “J.D.” Dorrian on Monday.", "John “J.D.” Dorrian"),
        ("The meeting was led by Gen. Richard \"Tex\" Coleman in Oslo.", "Richard \"Tex\" Coleman"),
        ("Reporters asked Sen. Carl Levin, D-Mich., about the bill.", "Carl Levin"),
    ] {
        assert_eq!(people(text), [expected], "{text}");
    }
    let two = "Aides of Helen Mora \"Rosa\" is the name of the ship, Peter Falk said.";
    assert_eq!(people(two).last().map(String::as_str), Some("Peter Falk"));
}

#[test]
fn acronyms_of_countries_are_places() {
    let found = mentions("The DPRK rejected the offer, and the PRC and the ROK called for talks.");
    let names: Vec<&str> = found.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(names, ["DPRK", "PRC", "ROK"]);
    assert!(found.iter().all(|(_, kind, _)| *kind == MentionKind::Location));
}

#[test]
fn agreements_are_no_bodies() {
    let found = mentions("Iran will return to the JCPOA, and nearly every country has joined the NPT.");
    let kinds: Vec<MentionKind> =
        found.iter().filter(|(name, ..)| ["JCPOA", "NPT"].contains(&name.as_str())).map(|m| m.1).collect();
    assert_eq!(kinds, [MentionKind::Misc, MentionKind::Misc]);
}

#[test]
fn a_place_whose_second_word_is_a_verb_elsewhere_is_one_name() {
    let headings =
        mentions("Budapest and Port Said\n\nThe French landed at Port Said, and diplomats left Tel Aviv.");
    let places: Vec<&str> = headings
        .iter()
        .filter(|(_, kind, _)| *kind == MentionKind::Location)
        .map(|(text, _, _)| text.as_str())
        .collect();
    assert_eq!(places, ["Budapest", "Port Said", "Port Said", "Tel Aviv"]);
}

#[test]
fn a_surname_that_is_a_verb_elsewhere_is_part_of_the_name() {
    let text =
        "Israeli Prime Minister Menachem Begin signed two agreements at the White House on Sunday night.";
    assert_eq!(people(text), ["Menachem Begin"]);
}

#[test]
fn initials_mean_whom_the_article_names_in_full() {
    let text = "The RSF left the town on Monday. Sudan's army accused the Rapid Support Forces of looting, and the RSF denied it.";
    let extraction = PIPELINE.extract(&Article::from_text("a", text)).unwrap();
    let forces = extraction.mentions().filter(|m| m.text == "RSF" || m.text == "Rapid Support Forces");
    let names: Vec<String> = forces.map(|m| entity_name(&extraction, &m.entity_id)).collect();
    assert_eq!(names, ["Rapid Support Forces"; 3]);
}

fn entities(text: &str) -> Vec<(String, String)> {
    let extraction = PIPELINE.extract(&Article::from_text("a", text)).unwrap();
    let people = extraction.mentions().filter(|m| m.kind == MentionKind::Person);
    people.map(|m| (m.text, entity_name(&extraction, &m.entity_id))).collect()
}

fn entity_name(extraction: &Extraction, id: &str) -> String {
    extraction.entities().find(|e| e.entity_id == id).map(|e| e.name).unwrap_or_default()
}

#[test]
fn a_surname_means_whom_the_sentence_is_about() {
    let text =
        "Gideon Moi, son of the late President Daniel arap Moi, left the court. Moi denied the charge.";
    assert_eq!(entities(text).last().unwrap(), &("Moi".into(), "Gideon Moi".into()));
}

#[test]
fn leaders_are_known_by_surname_where_nobody_else_bears_it() {
    let known = |text: &str| entities(text).into_iter().map(|(_, entity)| entity).collect::<Vec<_>>();
    assert_eq!(known("Macron met Merkel in Paris."), ["Emmanuel Macron", "Angela Merkel"]);
    assert_eq!(known("The singer Rosa Merkel won. Merkel thanked her fans.")[1], "Rosa Merkel");
    let both = known("Rosa Merkel sang in Oslo. Later Chancellor Merkel thanked her.");
    // "Her" is the singer: nobody thanks herself so.
    assert_eq!(both, ["Rosa Merkel", "Angela Merkel", "Rosa Merkel"]);
}
