//! What all sets of labels have in common: each label goes by its name.

/// Implements parsing, printing and serde for an enum that derives strum's `EnumString`, `IntoStaticStr` and `VariantNames`.
macro_rules! by_name {
    ($label:ty, $set:literal) => {
        impl $label {
            /// The name in files and tables.
            pub fn as_str(self) -> &'static str {
                self.into()
            }

            /// The label of this name.
            ///
            /// # Errors
            /// [`UnknownLabel`](crate::label::UnknownLabel), with the nearest name.
            pub fn named(name: &str) -> Result<Self, $crate::label::UnknownLabel> {
                let unknown = |_| {
                    $crate::label::UnknownLabel::among($set, name, <Self as strum::VariantNames>::VARIANTS)
                };
                <Self as std::str::FromStr>::from_str(name).map_err(unknown)
            }
        }

        impl std::fmt::Display for $label {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl serde::Serialize for $label {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $label {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let name = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                <$label>::named(&name).map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use by_name;
