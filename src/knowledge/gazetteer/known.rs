//! What is known of names and of nouns for those who act.

use jiff::civil::Date;

use crate::label::{MentionKind, Sector};

/// How a known name stands for its country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The country's own name or a variant of it.
    Country,
    /// "Hungarian", "Hungarians".
    Demonym,
    /// A capital or a part of the country.
    Place,
    /// One of many cities: people and bodies may bear its name, and what it is the text must say.
    City,
    /// A seat by which the government is called: "the Kremlin".
    Seat,
    /// An organisation or a user's own actor.
    Actor,
    /// An agreement, however much it is written like a body.
    Agreement,
    /// A name of an actor dictionary: country and sector are known, what kind of name it is the text must say.
    Coded,
    /// Somebody who led a state, or spoke for it, by full name or, in those days, by a surname that says enough.
    Leader,
}

impl Role {
    /// Whether only a code is known: the text says what kind of name it is, and whose other names there are.
    pub fn is_code(self) -> bool {
        matches!(self, Role::Coded | Role::Leader)
    }
}

/// What is known of a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The name that all its variants are reported under.
    pub name: String,
    pub role: Role,
    pub kind: MentionKind,
    /// ISO 3166-1 alpha-3, or a code of the user's.
    pub country: String,
    /// PLOVER actor sector.
    pub sector: Option<Sector>,
    /// The days on which this holds, where they are limited.
    pub from: Option<Date>,
    pub to: Option<Date>,
}

impl Known {
    /// What holds on any day.
    pub(super) fn always(
        name: &str,
        role: Role,
        kind: MentionKind,
        country: &str,
        sector: Option<Sector>,
    ) -> Known {
        let [name, country] = [name, country].map(str::to_string);
        Known { name, role, kind, country, sector, from: None, to: None }
    }

    /// Whether it holds on `day`, or on some day.
    pub(super) fn holds_on(&self, day: Option<Date>) -> bool {
        let Some(day) = day else { return true };
        self.from.is_none_or(|f| f <= day) && self.to.is_none_or(|t| day <= t)
    }
}

/// A noun for somebody who acts.
#[derive(Clone, Debug, PartialEq)]
pub struct Agent {
    /// PLOVER actor sector; none where only those it belongs to have one ("member").
    pub sector: Option<Sector>,
    /// Names a body ("army") rather than people ("soldier").
    pub body: bool,
    pub share: Share,
    /// Only in the plural: "Western *capitals*", but not "venture *capital*".
    pub plural: bool,
    /// Only with a word beside it: "the *force*", but not "use *force*".
    pub told: bool,
    /// Sent to those named behind "to", "for" and "in", not of them: "ambassador to Chad".
    pub sent: bool,
}

impl Agent {
    /// Whether these are people who carry arms: "Marines" are a body in a name.
    pub fn fights(&self) -> bool {
        matches!(self.sector, Some(Sector::Mil | Sector::Reb))
    }

    /// "Inc", "Ltd": a business where nothing tells of another sector.
    pub fn is_form_of_company(&self) -> bool {
        self.body && self.share == Share::OfOthers && self.sector == Some(Sector::Bus)
    }
}

/// Whose sector somebody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    Own,
    /// Theirs to whom they belong: a "rebel leader" is no head of state.
    OfOthers,
    /// That of the body they belong to: "president of the bank", but a "secretary for refugees" is none.
    OfBodies,
}
