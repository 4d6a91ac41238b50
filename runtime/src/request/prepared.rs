//! What of every request to a gateway is known while compiling.

use core::marker::PhantomData;

use qq_cgi_wire::PlainScheme;

use crate::{address::Address, command::Gateway};

pub(crate) struct Prepared {
    /// The gateway's first URL.
    pub(crate) url: &'static str,
    /// The same, taken apart.
    pub(crate) address: Address<'static>,
    /// How requests are signed in which nothing is escaped, if that is a way of their own.
    pub(super) plain: Option<PlainScheme<'static>>,
}

/// Prepares the gateway `G`.
pub(crate) struct Prepare<G>(PhantomData<G>);

impl<G: Gateway> Prepare<G> {
    pub(crate) const DONE: &'static Prepared =
        &Prepared { url: Self::URL, address: Address::new(Self::URL), plain: Self::PLAIN };

    const URL: &'static str = match G::SPEC.urls {
        [first, ..] => first,
        [] => "",
    };

    const PLAIN: Option<PlainScheme<'static>> = match &G::SPEC.sign {
        Some(scheme) => scheme.plain(),
        None => None,
    };
}
