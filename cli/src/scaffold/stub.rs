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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use clap::ValueEnum as _;
    use qq_cgi_model::{
        Checked, Embedded, check, load,
        syntax::{LANGUAGE, Shape, TableShape},
    };

    use super::Stub;
    use crate::args::StubKind;

    fn stub(kind: StubKind, zh: bool) -> String {
        let name = if matches!(kind, StubKind::Struct | StubKind::Enum) { "Begun" } else { "begun" };
        let gateway = (kind == StubKind::Command).then_some(("shop", false));
        Stub { kind, name, gateway, zh }.text()
    }

    fn checked(stub: &str, zh: bool) -> Checked {
        let shop = Stub { kind: StubKind::Gateway, name: "shop", gateway: None, zh }.text();
        let lints = "lints = { unused-item = 'allow', missing-text = 'allow' }\n";
        let root = format!("[spec]\nname = 'own'\n{lints}{shop}\n{stub}");
        check(load(&Embedded(&[("own.toml", &root)]), "own.toml"))
    }

    fn table(kind: StubKind) -> &'static TableShape {
        match LANGUAGE.keys.iter().find(|known| known.name == kind.key()).unwrap().shape {
            Shape::Map(Shape::Table(table)) => table,
            _ => unreachable!(),
        }
    }

    #[test]
    fn every_stub_is_valid_and_says_what_is_to_be_filled_in() {
        for kind in StubKind::value_variants() {
            for zh in [true, false] {
                let stub = stub(*kind, zh);
                let checked = checked(&stub, zh);
                let texts: Vec<_> = checked.diagnostics.iter().map(|found| found.to_text(&checked.sources)).collect();
                assert!(texts.is_empty(), "{}", texts.join("\n"));
                assert!(stub.contains("en = \"To be filled in"), "{stub}");
                assert_eq!(stub.contains("待填写"), zh, "{stub}");
                assert!(!stub.contains("NAME") && !stub.contains("GATEWAY") && !stub.contains("PAYLOAD"), "{stub}");
            }
        }
    }

    #[test]
    fn every_kind_of_item_has_a_stub_that_names_all_its_keys() {
        let kinds = LANGUAGE.keys.iter().map(|key| key.name).filter(|kind| *kind != "spec");
        assert!(kinds.eq(kinds_in_the_languages_order()));
        for kind in StubKind::value_variants() {
            for key in table(*kind).all_keys() {
                let stub = stub(*kind, true);
                let is_named = stub.lines().any(|line| {
                    let line = line.trim_start_matches("# ");
                    line.starts_with(&format!("{} = ", key.name))
                        || line.ends_with(&format!(".{}]", key.name))
                        || line.ends_with(&format!(".{}]]", key.name))
                });
                assert!(is_named, "{} of {}", key.name, kind.key());
            }
        }
    }

    fn kinds_in_the_languages_order() -> Vec<&'static str> {
        let mut kinds: Vec<_> = StubKind::value_variants().iter().map(|kind| kind.key()).collect();
        kinds.sort_by_key(|kind| LANGUAGE.keys.iter().position(|key| key.name == *kind));
        kinds
    }

    #[test]
    fn every_key_that_is_commented_out_can_be_taken_in() {
        let mut taken = 0;
        for kind in StubKind::value_variants() {
            let stub = stub(*kind, true);
            // The item's own keys stand before the first blank line.
            let own = stub.find("\n\n").unwrap_or(stub.len());
            for key in table(*kind).all_keys() {
                let commented = format!("\n# {} = ", key.name);
                if stub.find(&commented).is_none_or(|at| at > own) {
                    continue;
                }
                let checked = checked(&stub.replacen(&commented, &format!("\n{} = ", key.name), 1), true);
                for found in &checked.diagnostics {
                    let refuses = ["unknown-key", "wrong-kind", "unknown-word", "syntax", "missing-key", "duplicate"];
                    assert!(!refuses.contains(&found.rule.name), "{}", found.to_text(&checked.sources));
                }
                taken += 1;
            }
        }
        assert!(taken > 50, "{taken}");
    }
}
