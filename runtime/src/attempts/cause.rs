use crate::code::Remedy;

/// Why an attempt failed, as far as a program decides by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cause {
    /// There was no connection: not a byte arrived.
    NotSent,
    /// It may have arrived; no whole answer came.
    OutcomeUnknown,
    /// Another HTTP status than 200, and no refusal that can be read.
    Status(u16),
    /// The answer cannot be understood.
    Undecodable,
    /// The answer is about another app or player.
    Mismatch,
    /// Gateway or command refused.
    Refused {
        /// Who.
        by: Layer,
        /// The code, where it has a number.
        code: Option<i64>,
        /// What the error table says to do; `None` for a code that it does not list.
        remedy: Option<Remedy>,
        /// The HTTP status with which the code came: 200, or from 400 to 499.
        status: u16,
    },
}

/// Who refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Layer {
    /// The gateway.
    Gateway,
    /// The command behind it.
    Command,
}

impl Cause {
    /// One word for it, for logs and figures: `not_sent`, `outcome_unknown`, `status`, `undecodable`, `mismatch`,
    /// `refused_by_gateway`, `refused_by_command`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::OutcomeUnknown => "outcome_unknown",
            Self::Status(_) => "status",
            Self::Undecodable => "undecodable",
            Self::Mismatch => "mismatch",
            Self::Refused { by: Layer::Gateway, .. } => "refused_by_gateway",
            Self::Refused { by: Layer::Command, .. } => "refused_by_command",
        }
    }

    /// Whether gateway or command ask to sign again and send once more.
    pub(crate) const fn asks_for_one_retry(&self) -> bool {
        matches!(self, Self::Refused { remedy: Some(Remedy::RetryOnce), .. })
    }

    /// Whether the server may have done what was asked. A refusal says that it did not.
    #[must_use]
    pub const fn may_have_taken_effect(&self) -> bool {
        !matches!(self, Self::NotSent | Self::Refused { .. })
    }
}
