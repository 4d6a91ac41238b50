//! Whether a call needs a login.

/// Whether a call needs a player who is logged in: what the spec says of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NeedsLogin {
    /// It does.
    Yes,
    /// It does not: whoever is there can make it.
    No,
    /// The document does not say.
    #[default]
    Unknown,
}
