//! Pages: a stand-in that shows the parameters, or says what is wrong with them. No scripts, everything escaped.

use qq_cgi_model::{
    model::{Model, Page},
    page,
};

use crate::{
    answer::Answer,
    log::LogEntry,
    mask::Mask,
    query::{self, Sent},
    refusal::listed,
    vendor::Incoming,
};

/// Answers in the place of `page`.
pub(crate) fn answer(
    model: &Model,
    page: &Page,
    incoming: &Incoming<'_>,
    mask: &Mask<'_>,
    entry: &mut LogEntry,
) -> Answer {
    entry.page = Some(page.name.clone());
    if !matches!(incoming.method, "GET" | "HEAD") {
        let refused = refuse(page, 405, "a page is opened by GET", mask, entry);
        return Answer { allow: Some("GET, HEAD".to_owned()), ..refused };
    }
    let sent = match query::parse(incoming.query) {
        Ok(sent) => sent,
        Err(faults) => return refuse(page, 400, &listed(faults.into_iter()), mask, entry),
    };
    let unknown = page::unknown(model, page, &query::pairs(&sent));
    if !unknown.is_empty() {
        entry.notes.push(mask.hide(&listed(unknown.iter().map(ToString::to_string))));
    }
    let wrong = page::check(model, page, &query::pairs(&sent));
    if !wrong.is_empty() {
        return refuse(page, 400, &listed(wrong.iter().map(ToString::to_string)), mask, entry);
    }
    "the page was opened".clone_into(&mut entry.outcome.message);
    html(page, 200, &rows(page, &sent, mask))
}

fn refuse(page: &Page, status: u16, why: &str, mask: &Mask<'_>, entry: &mut LogEntry) -> Answer {
    let why = mask.hide(why);
    let body = format!("<p>参数有误：<br>This page cannot be opened: {}</p>\n", escaped(&why));
    entry.outcome.message = why;
    html(page, status, &body)
}

fn rows(page: &Page, sent: &[Sent], mask: &Mask<'_>) -> String {
    let row = |pair: &Sent| {
        let about = page.params.iter().find(|field| field.name == pair.name).map(|field| &field.about);
        let text = |text: Option<&String>| text.map(|text| escaped(text)).unwrap_or_default();
        let zh = text(about.and_then(|about| about.zh.as_ref()));
        let en = text(about.and_then(|about| about.en.as_ref()));
        let (name, value) = (escaped(&mask.hide(&pair.name)), escaped(&mask.hide(&pair.value)));
        format!("<tr><td><code>{name}</code></td><td><code>{value}</code></td><td>{zh}<br>{en}</td></tr>\n")
    };
    let rows: String = sent.iter().map(row).collect();
    format!(
        "<table>\n<tr><th>参数<br>Parameter</th><th>值<br>Value</th><th>说明<br>Meaning</th></tr>\n{rows}</table>\n"
    )
}

fn html(page: &Page, status: u16, content: &str) -> Answer {
    let text = |text: &Option<String>| escaped(text.as_deref().unwrap_or(&page.name));
    let (zh, en, url) = (text(&page.about.zh), text(&page.about.en), escaped(&page.url));
    let body = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{zh}</title>\n</head>\n<body>\n\
         <h1>{zh}</h1>\n<p lang=\"en\">{en}</p>\n\
         <p>沙箱代替的页面，不会发生任何事情：<br>The sandbox stands in for this page, nothing happens here: \
         <code>{url}</code></p>\n{content}</body>\n</html>\n"
    );
    Answer { status, content_type: "text/html; charset=utf-8".into(), allow: None, body }
}

/// `text` as it can stand in an element or in a quoted attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}
