//! Checks a spec of several files, generates its Rust, draws every finding and mends what can be mended: none of it may panic or take for ever.
//!
//! An input is the root file's text; a line `#: PATH` begins the member of this path, and `#: base PATH` a file of the base.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qq_cgi_model::{check_embedded, fix};

fuzz_target!(|text: &str| {
    let mut own = vec![("root.toml", String::new())];
    let mut base: Vec<(&str, String)> = Vec::new();
    let mut in_base = false;
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("#: ").map(str::trim) {
            Some(path) => match path.strip_prefix("base ") {
                Some(path) => {
                    in_base = true;
                    base.push((path, String::new()));
                }
                None => {
                    in_base = false;
                    own.push((path, String::new()));
                }
            },
            None => {
                let file = if in_base { base.last_mut() } else { own.last_mut() };
                if let Some((_, text)) = file {
                    text.push_str(line);
                }
            }
        }
    }
    let own: Vec<_> = own.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let base: Vec<_> = base.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let checked = check_embedded(&own, &base);
    for found in &checked.diagnostics {
        let _ = found.to_text(&checked.sources);
        let _ = found.to_rustc_message(&checked.sources);
        let _ = found.position(&checked.sources);
        let _ = found.replacement(&checked.sources);
    }
    let fixes = fix::fixes(&checked);
    for (id, file) in checked.sources.iter() {
        let _ = fix::apply(id, &file.text, &fixes);
    }
    let _ = qq_cgi_codegen::items(&checked.model, proc_macro2::Span::call_site());
});
