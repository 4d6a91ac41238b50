//! Parameters and fields as tables.

use qq_cgi_model::model::{BundleKey, Constant, Field, Origin, Type};
use qq_cgi_wire::Limits;

use super::{
    book::Book,
    text::{code, table},
};

impl Book<'_> {
    /// A table of the parameters that a caller sends.
    pub(super) fn params<'f>(&self, params: impl IntoIterator<Item = &'f Field>) -> String {
        self.fields_from(params, self.say("caller", "调用方"))
    }

    /// A table of fields that stand in what several send, or somebody else.
    pub(super) fn fields<'f>(&self, fields: impl IntoIterator<Item = &'f Field>) -> String {
        self.fields_from(fields, "")
    }

    fn fields_from<'f>(&self, fields: impl IntoIterator<Item = &'f Field>, caller: &str) -> String {
        let row = |field: &'f Field| {
            [
                code(&field.name),
                self.type_of(&field.ty),
                self.required(field),
                self.limits(&field.limits),
                self.origin(&field.origin, caller),
                self.with_remarks(self.cell(&field.about), &self.remarks(field)),
            ]
        };
        let heads = [
            self.say("Name", "名称"),
            self.say("Type", "类型"),
            self.say("Required", "必填"),
            self.say("Limits", "限制"),
            self.say("From", "来源"),
            self.say("Meaning", "含义"),
        ];
        table(heads, &fields.into_iter().map(row).collect::<Vec<_>>())
    }

    /// A type, with links to what it names.
    pub(super) fn type_of(&self, ty: &Type) -> String {
        match ty {
            Type::U32 => code("u32"),
            Type::U64 => code("u64"),
            Type::I32 => code("i32"),
            Type::I64 => code("i64"),
            Type::Bool => code("bool"),
            Type::Text => code("string"),
            Type::UnixSeconds => code("unix_seconds"),
            Type::Seconds => code("seconds"),
            Type::Bytes => code("bytes"),
            Type::Bundle => code("bundle"),
            Type::Host(class) => code(class),
            Type::Enum(name) => self.link("enum", name),
            Type::Struct(name) => self.link("struct", name),
            Type::Rows(name) => format!("{}{}", self.say("rows of ", "若干行："), self.link("types", name)),
            Type::List(item) => format!("{}{}", self.say("list of ", "列表："), self.type_of(item)),
            Type::Json(inner) => format!("{}{}", self.say("JSON text: ", "JSON 文本："), self.type_of(inner)),
            Type::Unknown => "?".to_owned(),
        }
    }

    fn required(&self, field: &Field) -> String {
        match &field.default {
            Some(default) if !field.required => {
                format!("{}{}{}", self.yes_or_no(false), self.say(", default ", "，默认 "), constant(default))
            }
            _ => self.yes_or_no(field.required).to_owned(),
        }
    }

    pub(super) fn limits(&self, limits: &Limits) -> String {
        let Limits { min, max, min_chars, max_chars, min_items, max_items, https_only } = limits;
        let mut words = Vec::new();
        let mut limit = |sign: &str, limit: Option<String>, unit: &str| {
            words.extend(limit.map(|limit| format!("{sign} {limit}{unit}")));
        };
        let (characters, items) = (self.say(" characters", " 个字符"), self.say(" items", " 项"));
        limit("≥", min.map(|limit| limit.to_string()), "");
        limit("≤", max.map(|limit| limit.to_string()), "");
        limit("≥", min_chars.map(|limit| limit.to_string()), characters);
        limit("≤", max_chars.map(|limit| limit.to_string()), characters);
        limit("≥", min_items.map(|limit| limit.to_string()), items);
        limit("≤", max_items.map(|limit| limit.to_string()), items);
        if *https_only {
            words.push(self.say("https only", "仅 https").to_owned());
        }
        words.join(self.say(", ", "，"))
    }

    fn origin(&self, origin: &Origin, caller: &str) -> String {
        match origin {
            Origin::Caller => caller.to_owned(),
            Origin::AppId => self.say("client: app id", "客户端：appid").to_owned(),
            Origin::OpenId => self.say("session: openid", "会话：openid").to_owned(),
            Origin::AccessToken => self.say("session: access token", "会话：access token").to_owned(),
            Origin::CommandName => self.say("the command's name", "命令名").to_owned(),
            Origin::Sign => self.say("the sign", "签名").to_owned(),
            Origin::Platform => self.say("the platform's side", "平台侧").to_owned(),
            Origin::Constant(value) => format!("{}{}", self.say("always ", "恒为 "), constant(value)),
            Origin::LengthOf(of) => format!("{}{}", self.say("number of items of ", "项数："), code(of)),
        }
    }

    /// What a table has no column for.
    fn remarks(&self, field: &Field) -> Vec<String> {
        let key = field.key.as_ref().and_then(|key| match key {
            BundleKey::Value(key) => {
                (*key != field.name).then(|| format!("{}{}", self.say("Key: ", "键："), code(key)))
            }
            BundleKey::Symbol(symbol) => Some(format!(
                "{}{}",
                self.say("The value of its key is not public; its constant is ", "键值未公开，常量为 "),
                code(symbol)
            )),
        });
        let said = |is: bool, en: &'static str, zh: &'static str| is.then(|| self.say(en, zh).to_owned());
        let with = |value: Option<String>, en: &'static str, zh: &'static str| {
            value.map(|value| format!("{}{value}", self.say(en, zh)))
        };
        let remarks = [
            said(field.secret, "Secret", "保密"),
            said(field.quoted, "A text in its JSON", "在 JSON 中为字符串"),
            with(field.missing_code.map(|number| code(&number.to_string())), "Its absence: code ", "缺失时返回 "),
            key,
            with(field.keeps.map(|keeps| keeps.to_string()), "Items that the platform keeps: ", "平台保留的项数："),
            with(field.sample.as_ref().map(constant), "Sample: ", "示例："),
        ];
        remarks.into_iter().flatten().collect()
    }

    /// A cell and what is added to it.
    pub(super) fn with_remarks(&self, cell: String, remarks: &[String]) -> String {
        if remarks.is_empty() {
            return cell;
        }
        let remarks = remarks.join(self.say("; ", "；"));
        if cell.is_empty() { remarks } else { format!("{cell} ({remarks})") }
    }

    /// Names and raw texts of an example.
    pub(super) fn pairs(&self, pairs: &[(String, String)]) -> String {
        let rows: Vec<_> = pairs.iter().map(|(name, value)| [code(name), code(value)]).collect();
        table([self.say("Name", "名称"), self.say("Value", "值")], &rows)
    }
}

pub(super) fn constant(value: &Constant) -> String {
    code(&value.wire_text())
}
