//! What a module holds, by kind, gateway and platform: rustdoc itself lists structs and enums, and nothing of that.

use qq_cgi_model::{Model, model::About};

/// The lines of it, for the Model's own items, with links from beside the module; none if there are none of these kinds.
pub(crate) fn lines(model: &Model, module: &str) -> Vec<String> {
    let link = |rust: &str| format!("[`{rust}`](type@{module}::{rust})");
    let mut lines: Vec<_> =
        groups(model, &link).into_iter().filter_map(|(title, items)| line(&title, &items, &link)).collect();
    if lines.is_empty() {
        return lines;
    }
    lines.splice(0..0, [String::new(), "What there is:".to_owned(), String::new()]);
    if let Some(base) = &model.base {
        lines.extend([String::new(), format!("Everything of `{base}` is here as well.")]);
    }
    lines
}

/// A title, and the items below it by their names in Rust.
type Group<'m> = (String, Vec<&'m str>);

fn groups<'m>(model: &'m Model, link: &impl Fn(&str) -> String) -> Vec<Group<'m>> {
    let commands = model.commands.iter().filter(|command| !command.about.from_base);
    let commands = commands.map(|command| {
        let gateway = model.gateway_of(command).map(|gateway| format!(" through {}", link(&gateway.rust)));
        (format!("Commands{}", gateway.unwrap_or_default()), &*command.rust)
    });
    let sdks = model.sdks.iter().filter(|sdk| !sdk.about.from_base);
    let sdks = sdks.map(|sdk| (format!("Calls on {}", sdk.platform), &*sdk.rust));
    let mut groups = by_title(commands);
    groups.extend(by_title(sdks));
    macro_rules! own {
        ($title:literal, $list:ident) => {
            groups.push(($title.to_owned(), own(model.$list.iter().map(|item| (&item.about, &*item.rust)))));
        };
    }
    own!("Pages", pages);
    own!("Callbacks", callbacks);
    own!("Records", tables);
    own!("Stages of records", stages);
    own!("Matrices", matrices);
    own!("Rows by type id", type_tables);
    own!("Codes", error_tables);
    groups
}

/// Groups in the order in which their titles come first.
fn by_title<'m>(items: impl Iterator<Item = (String, &'m str)>) -> Vec<Group<'m>> {
    let mut groups: Vec<Group<'m>> = Vec::new();
    for (title, item) in items {
        match groups.iter_mut().find(|(known, _)| *known == title) {
            Some((_, items)) => items.push(item),
            None => groups.push((title, vec![item])),
        }
    }
    groups
}

fn own<'m>(items: impl Iterator<Item = (&'m About, &'m str)>) -> Vec<&'m str> {
    items.filter(|(about, _)| !about.from_base).map(|(_, rust)| rust).collect()
}

fn line(title: &str, items: &[&str], link: &impl Fn(&str) -> String) -> Option<String> {
    let links: Vec<_> = items.iter().map(|item| link(item)).collect();
    (!links.is_empty()).then(|| format!("- {title}: {}", links.join(", ")))
}
