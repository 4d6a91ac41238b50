//! A request as a line on standard error.

use std::fmt::Write as _;

use qq_cgi_sandbox::LogEntry;

use crate::output::on_one_line;

/// `METHOD PATH COMMAND app ID: CODE MESSAGE`, and below it, indented, why.
pub(crate) fn of(entry: &LogEntry) -> String {
    let mut text = format!("{} {}", entry.method, entry.path);
    for name in [&entry.command, &entry.page].into_iter().flatten() {
        text.extend([" ", name]);
    }
    // Nothing is lost here or below: a String takes everything.
    let _ = entry.app.map_or(Ok(()), |app| write!(text, " app {app}"));
    let outcome = &entry.outcome;
    let _ = match outcome.code {
        Some(code) => write!(text, ": {code} {}", outcome.message),
        None if outcome.status == 0 => write!(text, ": {}", outcome.message),
        None => write!(text, ": HTTP {} {}", outcome.status, outcome.message),
    };
    // An answer without a message ends with its code.
    let mut text = on_one_line(text.trim_end());
    if let Some(fault) = &entry.fault {
        let effect = if entry.delivered { "took effect" } else { "took no effect" };
        text.extend(["\n    fault: ", &on_one_line(fault), "; the request ", effect]);
    }
    for line in &entry.diagnosis {
        text.extend(["\n    ", &on_one_line(line)]);
    }
    for note in &entry.notes {
        text.extend(["\n    note: ", &on_one_line(note)]);
    }
    text
}
