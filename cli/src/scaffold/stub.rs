//! The stubs: for each kind a text that is TOML as it stands.

use qq_cgi_model::model::{About, Model};

use super::edit::key;
use crate::args::StubKind;

impl StubKind {
    /// Its key in a file.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Command => "command",
            Self::ErrorTable => "errors",
            Self::Gateway => "gateway",
            Self::Callback => "callback",
            Self::Struct => "struct",
            Self::Enum => "enum",
            Self::TypeTable => "types",
            Self::Page => "page",
            Self::Sign => "sign",
            Self::Table => "table",
            Self::Stages => "stages",
            Self::Sdk => "sdk",
            Self::Matrix => "matrix",
            Self::Note => "note",
        }
    }

    /// Its stub; `NAME` is the item's name, `GATEWAY` that of a command's gateway, `PAYLOAD` that of a callback's struct.
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::Command => include_str!("stubs/command.toml"),
            Self::ErrorTable => include_str!("stubs/error_table.toml"),
            Self::Gateway => include_str!("stubs/gateway.toml"),
            Self::Callback => include_str!("stubs/callback.toml"),
            Self::Struct => include_str!("stubs/struct.toml"),
            Self::Enum => include_str!("stubs/enum.toml"),
            Self::TypeTable => include_str!("stubs/type_table.toml"),
            Self::Page => include_str!("stubs/page.toml"),
            Self::Sign => include_str!("stubs/sign.toml"),
            Self::Table => include_str!("stubs/table.toml"),
            Self::Stages => include_str!("stubs/stages.toml"),
            Self::Sdk => include_str!("stubs/sdk.toml"),
            Self::Matrix => include_str!("stubs/matrix.toml"),
            Self::Note => include_str!("stubs/note.toml"),
        }
    }

    /// The items of this kind: their names and texts.
    pub(super) fn items(self, model: &Model) -> Vec<(&str, &About)> {
        macro_rules! of {
            ($list:ident) => {
                model.$list.iter().map(|item| (item.name.as_str(), &item.about)).collect()
            };
        }
        match self {
            Self::Command => of!(commands),
            Self::ErrorTable => of!(error_tables),
            Self::Gateway => of!(gateways),
            Self::Callback => of!(callbacks),
            Self::Struct => of!(structs),
            Self::Enum => of!(enums),
            Self::TypeTable => of!(type_tables),
            Self::Page => of!(pages),
            Self::Sign => of!(signs),
            Self::Table => of!(tables),
            Self::Stages => of!(stages),
            Self::Sdk => of!(sdks),
            Self::Matrix => of!(matrices),
            Self::Note => of!(notes),
        }
    }
}

/// What differs from stub to stub.
pub(super) struct Stub<'a> {
    pub(super) kind: StubKind,
    pub(super) name: &'a str,
    /// A command's gateway, and whether its commands have paths.
    pub(super) gateway: Option<(&'a str, bool)>,
    /// Whether it has texts in Chinese.
    pub(super) zh: bool,
}

impl Stub<'_> {
    /// The stub as TOML.
    pub(super) fn text(&self) -> String {
        let payload = format!("{}Payload", qq_cgi_model::naming::camel_case(self.name));
        let own_key = key(self.name);
        let mut text = self.kind.text().replace("PAYLOAD", &payload);
        if let Some((gateway, has_paths)) = self.gateway {
            text = text.replace("GATEWAY", gateway);
            if has_paths {
                text = text.replace("# path = ", "path = ");
            }
        }
        for end in ["]", "."] {
            text = text.replace(&format!(".NAME{end}"), &format!(".{own_key}{end}"));
        }
        text = text.replace("NAME", self.name);
        if !self.zh {
            text = without_chinese(&text);
        }
        text
    }
}

/// Without the lines and values of `zh`.
fn without_chinese(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n').filter(|line| !line.starts_with("zh = ")) {
        let zh = line.find("zh = \"").filter(|_| !line.starts_with('#'));
        let end = zh.and_then(|zh| Some(zh + line.get(zh..)?.find("\", ")? + "\", ".len()));
        match (zh, end) {
            (Some(zh), Some(end)) => {
                out.push_str(line.get(..zh).unwrap_or_default());
                out.push_str(line.get(end..).unwrap_or_default());
            }
            _ => out.push_str(line),
        }
    }
    out
}
