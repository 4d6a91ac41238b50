//! Names on the wire and names in Rust.

/// `open_the_door` → `OpenTheDoor`.
#[must_use]
pub fn camel_case(name: &str) -> String {
    words(name).iter().map(|word| capitalised(word)).collect()
}

/// `imageUrl` → `image_url`.
#[must_use]
pub fn snake_case(name: &str) -> String {
    words(name).join("_").to_lowercase()
}

/// `name` as an identifier: keywords become raw ones. `None` where Rust has no way to write it.
#[must_use]
pub fn identifier(name: &str) -> Option<String> {
    let mut chars = name.chars();
    let starts = chars.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_');
    let fits = starts && name != "_" && chars.all(|next| next.is_ascii_alphanumeric() || next == '_');
    match name {
        _ if !fits => None,
        "self" | "Self" | "super" | "crate" => None,
        _ if KEYWORDS.contains(&name) => Some(format!("r#{name}")),
        _ => Some(name.to_owned()),
    }
}

/// Strict and reserved keywords of edition 2024, the four that cannot be raw aside.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_lower = false;
    for character in name.chars() {
        let starts_word = !character.is_alphanumeric() || (character.is_uppercase() && after_lower);
        if starts_word {
            words.push(String::new());
        }
        if character.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.push(character);
        }
        after_lower = character.is_lowercase() || character.is_numeric();
    }
    words.retain(|word| !word.is_empty());
    words
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{camel_case, identifier, snake_case};

    #[test]
    fn names_take_rusts_form() {
        assert_eq!(camel_case("open_the_door"), "OpenTheDoor");
        assert_eq!(camel_case("relay"), "Relay");
        assert_eq!(snake_case("imageUrl"), "image_url");
        assert_eq!(snake_case("app_key"), "app_key");
        assert_eq!(snake_case("X-Id2Name"), "x_id2_name");
        assert_eq!(identifier("type").as_deref(), Some("r#type"));
        assert_eq!(identifier("self"), None);
        assert_eq!(identifier("2nd"), None);
        assert_eq!(identifier("大"), None);
    }
}
