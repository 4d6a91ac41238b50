//! The secret that a webhook is signed with.

use std::{fmt, str::FromStr};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use super::WebhookError;

/// How many bytes a secret has, as Standard Webhooks says.
const BYTES: std::ops::RangeInclusive<usize> = 24..=64;

/// A secret that the game's code knows too: `whsec_` and 24 to 64 random bytes in base64. `Debug` shows nothing of it.
#[derive(Clone)]
pub struct WebhookSecret(Hmac<Sha256>);

impl FromStr for WebhookSecret {
    type Err = WebhookError;

    /// # Errors
    /// It has another form, or too few bytes to be safe, or too many.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bytes = text.strip_prefix("whsec_").and_then(|text| STANDARD.decode(text).ok());
        let bytes = bytes.filter(|bytes| BYTES.contains(&bytes.len())).ok_or(WebhookError::Secret)?;
        Hmac::new_from_slice(&bytes).map(Self).map_err(|_| WebhookError::Secret)
    }
}

impl WebhookSecret {
    pub(super) fn sign(&self, id: &str, timestamp: i64, body: &str) -> String {
        let signed = self.0.clone().chain_update(format!("{id}.{timestamp}.")).chain_update(body).finalize();
        format!("v1,{}", STANDARD.encode(signed.into_bytes()))
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookSecret(***)")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// `python3 -c 'import hmac, base64 as b; print(b.b64encode(hmac.digest(bytes(range(24)),
    /// b"order_1.1674087231.{\"data\":{}}", "sha256")).decode())'`
    #[test]
    fn signs_as_another_program_does() {
        let secret: WebhookSecret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX".parse().unwrap();
        let signature = secret.sign("order_1", 1_674_087_231, r#"{"data":{}}"#);
        assert_eq!(signature, "v1,8uHgYgP7UpAa4w+VSOa9qke5Sp8MU7dG0NmvrMpDL5M=");
        assert_eq!(format!("{secret:?}"), "WebhookSecret(***)");
    }

    #[test]
    fn a_secret_has_one_form_and_enough_bytes() {
        let of = |bytes: usize| format!("whsec_{}", STANDARD.encode(vec![7; bytes]));
        for text in [of(24), of(64)] {
            assert!(text.parse::<WebhookSecret>().is_ok(), "{text}");
        }
        let plain = "c4nary-as-long-as-a-secret-should-be".to_owned();
        for text in [of(23), of(65), of(24).replace("whsec_", ""), of(24) + "\n", plain, "whsec_c4nary!".to_owned()] {
            let error = text.parse::<WebhookSecret>().unwrap_err();
            assert!(!format!("{error} {error:?}").contains("c4nary"), "{error}");
        }
    }
}
