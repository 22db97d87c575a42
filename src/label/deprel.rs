//! Grammatical relations.

use strum::{EnumString, IntoStaticStr, VariantArray, VariantNames};

use super::by_name::by_name;

/// Universal dependency relations (version 2) with the subtypes that English treebanks use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray, VariantNames)]
pub enum Deprel {
    #[strum(serialize = "acl")]
    Acl,
    #[strum(serialize = "acl:relcl")]
    AclRelcl,
    #[strum(serialize = "advcl")]
    Advcl,
    #[strum(serialize = "advcl:relcl")]
    AdvclRelcl,
    #[strum(serialize = "advmod")]
    Advmod,
    #[strum(serialize = "amod")]
    Amod,
    #[strum(serialize = "appos")]
    Appos,
    #[strum(serialize = "aux")]
    Aux,
    #[strum(serialize = "aux:pass")]
    AuxPass,
    #[strum(serialize = "case")]
    Case,
    #[strum(serialize = "cc")]
    Cc,
    #[strum(serialize = "cc:preconj")]
    CcPreconj,
    #[strum(serialize = "ccomp")]
    Ccomp,
    #[strum(serialize = "clf")]
    Clf,
    #[strum(serialize = "compound")]
    Compound,
    #[strum(serialize = "compound:prt")]
    CompoundPrt,
    #[strum(serialize = "conj")]
    Conj,
    #[strum(serialize = "cop")]
    Cop,
    #[strum(serialize = "csubj")]
    Csubj,
    #[strum(serialize = "csubj:outer")]
    CsubjOuter,
    #[strum(serialize = "csubj:pass")]
    CsubjPass,
    #[strum(serialize = "dep")]
    Dep,
    #[strum(serialize = "det")]
    Det,
    #[strum(serialize = "det:predet")]
    DetPredet,
    #[strum(serialize = "discourse")]
    Discourse,
    #[strum(serialize = "dislocated")]
    Dislocated,
    #[strum(serialize = "expl")]
    Expl,
    #[strum(serialize = "fixed")]
    Fixed,
    #[strum(serialize = "flat")]
    Flat,
    #[strum(serialize = "flat:foreign")]
    FlatForeign,
    #[strum(serialize = "goeswith")]
    Goeswith,
    #[strum(serialize = "iobj")]
    Iobj,
    #[strum(serialize = "list")]
    List,
    #[strum(serialize = "mark")]
    Mark,
    #[strum(serialize = "nmod")]
    Nmod,
    #[strum(serialize = "nmod:desc")]
    NmodDesc,
    #[strum(serialize = "nmod:npmod")]
    NmodNpmod,
    #[strum(serialize = "nmod:poss")]
    NmodPoss,
    #[strum(serialize = "nmod:tmod")]
    NmodTmod,
    #[strum(serialize = "nmod:unmarked")]
    NmodUnmarked,
    #[strum(serialize = "nsubj")]
    Nsubj,
    #[strum(serialize = "nsubj:outer")]
    NsubjOuter,
    #[strum(serialize = "nsubj:pass")]
    NsubjPass,
    #[strum(serialize = "nummod")]
    Nummod,
    #[strum(serialize = "obj")]
    Obj,
    #[strum(serialize = "obl")]
    Obl,
    #[strum(serialize = "obl:agent")]
    OblAgent,
    #[strum(serialize = "obl:npmod")]
    OblNpmod,
    #[strum(serialize = "obl:tmod")]
    OblTmod,
    #[strum(serialize = "obl:unmarked")]
    OblUnmarked,
    #[strum(serialize = "orphan")]
    Orphan,
    #[strum(serialize = "parataxis")]
    Parataxis,
    #[strum(serialize = "punct")]
    Punct,
    #[strum(serialize = "reparandum")]
    Reparandum,
    #[strum(serialize = "root")]
    Root,
    #[strum(serialize = "vocative")]
    Vocative,
    #[strum(serialize = "xcomp")]
    Xcomp,
    #[strum(serialize = "_")]
    Unspecified,
}

by_name!(Deprel, "dependency relation");

impl Deprel {
    /// The relation without its subtype: `nsubj` of `nsubj:pass`.
    pub fn base(self) -> Deprel {
        match self {
            Deprel::AclRelcl => Deprel::Acl,
            Deprel::AdvclRelcl => Deprel::Advcl,
            Deprel::AuxPass => Deprel::Aux,
            Deprel::CcPreconj => Deprel::Cc,
            Deprel::CompoundPrt => Deprel::Compound,
            Deprel::CsubjOuter | Deprel::CsubjPass => Deprel::Csubj,
            Deprel::DetPredet => Deprel::Det,
            Deprel::FlatForeign => Deprel::Flat,
            Deprel::NmodDesc
            | Deprel::NmodNpmod
            | Deprel::NmodPoss
            | Deprel::NmodTmod
            | Deprel::NmodUnmarked => Deprel::Nmod,
            Deprel::NsubjOuter | Deprel::NsubjPass => Deprel::Nsubj,
            Deprel::OblAgent | Deprel::OblNpmod | Deprel::OblTmod | Deprel::OblUnmarked => Deprel::Obl,
            base => base,
        }
    }

    /// Whether this is `relation` or a subtype of it.
    pub fn is_a(self, relation: Deprel) -> bool {
        self == relation || self.base() == relation
    }

    /// Whether this is a subject of the active or the passive (`nsubj`, `nsubj:pass`).
    pub fn is_subject(self) -> bool {
        matches!(self, Deprel::Nsubj | Deprel::NsubjPass)
    }
}

#[cfg(test)]
mod tests {
    use strum::VariantArray;

    use super::Deprel;

    #[test]
    fn a_subtype_is_what_its_name_says() {
        for deprel in Deprel::VARIANTS {
            let base = deprel.as_str().split(':').next().unwrap_or_default();
            assert_eq!(deprel.base().as_str(), base);
            assert_eq!(Deprel::named(deprel.as_str()), Ok(*deprel));
        }
        assert!(Deprel::NsubjPass.is_a(Deprel::Nsubj) && !Deprel::Nsubj.is_a(Deprel::NsubjPass));
    }
}
