//! Who does something that the store remembers.

use clap::Args as ClapArgs;

/// Who changes something.
#[derive(ClapArgs)]
pub(crate) struct ByArgs {
    /// Whom the store names as the one who did it; `$USER` unless given
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

impl ByArgs {
    /// Whom the store is to name.
    pub(crate) fn name(&self) -> String {
        self.by.clone().or_else(user).unwrap_or_else(|| "unknown".to_owned())
    }
}

fn user() -> Option<String> {
    ["USER", "LOGNAME", "USERNAME"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|name| !name.is_empty()))
}
