//! A sign scheme in words.

use qq_cgi_model::model::Sign;
use qq_cgi_wire::{Encoding, Order, Output, Pairs, Part, RawForm};

use super::{context::Context, signs::digest_word};

/// Numbered steps.
pub(super) fn of(context: &Context<'_>, sign: &Sign) -> String {
    let scheme = &sign.scheme;
    let language = context.language;
    let mut steps = Vec::new();
    for part in &*scheme.source {
        if let Part::Pairs(pairs) = part {
            steps.push(join_pairs(context, &scheme.param, pairs));
        }
    }
    let parts: Vec<_> = scheme.source.iter().map(|part| name(context, part)).collect();
    steps.push(language.pick(
        format!("Put together, with nothing between: {}.", parts.join(", ")),
        format!("依次直接拼接，中间没有任何字符：{}。", parts.join("、")),
    ));
    let digest = digest_word(scheme.digest).to_uppercase();
    let (en, zh) = match scheme.output {
        Output::LowerHex => ("lower", "小写"),
        Output::UpperHex => ("upper", "大写"),
    };
    steps.push(language.pick(
        format!("`{}` is the {digest} of the text's UTF-8 bytes, in {en}-case hex.", scheme.param),
        format!("`{}` 是该串 UTF-8 字节的 {digest}，写成{zh}十六进制。", scheme.param),
    ));
    if sign.accept.contains(&RawForm::RawLineFeed) {
        steps.push(language.pick(
            "A received sign is right, too, if it holds for the parameter's value and a line feed after it.".to_owned(),
            "收到的签名若对参数值加一个换行符成立，也是正确的。".to_owned(),
        ));
    }
    let numbered = steps.iter().enumerate().map(|(index, step)| format!("{}. {step}", index + 1));
    numbered.collect::<Vec<_>>().join("\n")
}

fn join_pairs(context: &Context<'_>, param: &str, pairs: &Pairs) -> String {
    let Pairs { order: Order::Bytes, before, between, separator, encode, exclude } = pairs;
    let left_out: Vec<_> =
        [param].into_iter().chain(exclude.iter().map(|name| &**name)).map(|name| format!("`{name}`")).collect();
    let pair = |name: &str, value: &str| format!("{}{name}{}{value}", code(before), code(between));
    let (encoded_en, encoded_zh) = match encode {
        Encoding::None => ("as it is before it is percent-encoded", "百分号编码之前的原值"),
        Encoding::Percent => ("percent-encoded", "百分号编码之后的值"),
    };
    let (between_en, between_zh) = if separator.is_empty() {
        ("with nothing between two pairs".to_owned(), "两对之间没有任何字符".to_owned())
    } else {
        (format!("with {}between two pairs", code(separator)), format!("两对之间是 {}", code(separator).trim_end()))
    };
    context.language.pick(
        format!(
            "Of all parameters that are sent but {}, in the ascending order of their names' bytes, join {}, the value \
             {encoded_en}, {between_en}: the pairs.",
            left_out.join(", "),
            pair("name ", "value"),
        ),
        format!(
            "除 {} 外，把发送的所有参数按参数名的字节升序排列，逐个写成 {}（值取{encoded_zh}），{between_zh}：得到参数串。",
            left_out.join("、"),
            pair("参数名 ", "参数值"),
        ),
    )
}

/// A text as code, and a blank; nothing of no text.
fn code(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("`{text}` ") }
}

fn name(context: &Context<'_>, part: &Part) -> String {
    let language = context.language;
    match part {
        Part::Secret => language.pick("the app's secret", "应用的密钥").to_owned(),
        Part::Literal(text) => format!("`{text}`"),
        Part::Param(name) => language.pick(format!("the value of `{name}`, decoded"), format!("`{name}` 解码后的值")),
        Part::Method => language.pick("the HTTP method in capitals", "大写的 HTTP 方法").to_owned(),
        Part::Path => language
            .pick("the URL's path from its first `/`, without the query", "URL 的路径（自第一个 `/` 起，不含查询串）")
            .to_owned(),
        Part::Pairs(_) => language.pick("the pairs", "参数串").to_owned(),
    }
}
