//! From a command and credentials to a signed URL: checks every limit, signs, writes. Needs no network and no feature.

mod escaped;
mod form;
mod plain;
mod prepared;
mod signed;
#[cfg(test)]
mod tests;

use core::fmt;

use qq_cgi_wire::InvalidParam;

use self::form::Form;
pub(crate) use self::prepared::Prepare;
pub use self::signed::SignedRequest;
use crate::{
    address::Address,
    command::{Command, Gateway, Method},
};

/// Who signs: an app and a player.
///
/// For signing without a [`Client`](crate::Client), for instance where another program does the sending.
#[derive(Clone, Copy)]
pub struct Credentials<'a> {
    /// The app id.
    pub app_id: u64,
    /// The app's secret.
    pub secret: &'a str,
    /// The player's openid.
    pub openid: &'a str,
    /// The player's access token.
    pub access_token: &'a str,
}

impl Credentials<'_> {
    /// Signs `request` for `method` at `url`: that of its gateway, which may have a query already. A path of the command's
    /// own is added to it.
    ///
    /// The method is taken as it is: a command's documented ones are in [`CommandSpec::methods`](crate::CommandSpec::methods).
    ///
    /// # Errors
    /// The first parameter that breaks its documented limits; those of client and session count too.
    pub fn sign<C: Command>(&self, request: &C, method: Method, url: &str) -> Result<SignedRequest, InvalidParam> {
        Signer { credentials: *self, is_plain: false }.sign(request, method, &Address::new(url))
    }
}

/// Credentials, and what is known of them.
pub(crate) struct Signer<'a> {
    pub(crate) credentials: Credentials<'a>,
    /// Whether it is known that openid and access token hold nothing to escape.
    pub(crate) is_plain: bool,
}

impl Signer<'_> {
    pub(crate) fn sign<C: Command>(
        &self,
        request: &C,
        method: Method,
        address: &Address<'_>,
    ) -> Result<SignedRequest, InvalidParam> {
        let form = Form {
            spec: C::SPEC,
            gateway: C::Gateway::SPEC,
            prepared: Prepare::<C::Gateway>::DONE,
            signer: self,
            caller: request,
        };
        form.sign(method, address)
    }
}

impl fmt::Debug for Credentials<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("app_id", &self.app_id)
            .field("openid", &self.openid)
            .finish_non_exhaustive()
    }
}
