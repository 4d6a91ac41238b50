//! Checks a spec of several files, generates its Rust and draws every finding: none of it may panic or take for ever.
//!
//! An input is the root file's text; a line `#: PATH` begins the member of this path, and `#: base PATH` a file of the base.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qq_cgi_model::check_embedded;

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
        let _ = found.to_compile_error(&checked.sources);
        let _ = found.position(&checked.sources);
    }
    let _ = qq_cgi_codegen::items(&checked.model, proc_macro2::Span::call_site());
});
