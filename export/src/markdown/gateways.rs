//! Gateways, and how requests are signed.

use qq_cgi_model::model::{Asks, Envelope, Gateway, OutputForm, Refusals, Sign};
use qq_cgi_wire::{Digest, Encoding, Order, Output, Pairs, Part, RawForm, SignScheme};

use super::{
    book::Book,
    text::{code, table},
};

impl Book<'_> {
    pub(super) fn gateways(&self) -> Vec<String> {
        let gateways = self.model.gateways.iter().flat_map(|gateway| self.gateway(gateway));
        gateways.chain(self.model.signs.iter().flat_map(|sign| self.sign(sign))).collect()
    }

    fn gateway(&self, gateway: &Gateway) -> Vec<String> {
        let Envelope { code: field, success, failures_only, message, success_message, data } = &gateway.envelope;
        let mut envelope =
            format!("{} = {} {}", code(field), code(&success.to_string()), self.say("is success", "为成功"));
        if *failures_only {
            envelope.push_str(self.say("; it stands in failures alone", "；仅失败时出现"));
        }
        let message = format!("{}{}", code(message), self.quoted(success_message));
        let sign = gateway.sign.as_ref().map_or_else(
            || self.say("requests are not signed", "请求不签名").to_owned(),
            |sign| self.link("sign", sign),
        );
        let beside = || self.say("beside the code", "与返回码同级").to_owned();
        let answer = if data.is_empty() { beside() } else { code(data) };
        let facts = [
            Some(self.fact("Addresses", "地址", &self.codes(&gateway.urls))),
            Some(self.fact("Sign", "签名", &sign)),
            gateway.errors.as_ref().map(|errors| self.fact("Codes", "返回码", &self.link("errors", errors))),
            Some(self.fact("Code of an answer", "返回码字段", &envelope)),
            Some(self.fact("Message", "消息字段", &message)),
            Some(self.fact("A command's answer", "命令的返回", &answer)),
            gateway.output.as_ref().map(|output| self.fact("JSON or JSONP", "JSON 或 JSONP", &self.output(output))),
        ];
        let mut blocks = vec![self.item_heading("gateway", &gateway.name, Some(&gateway.rust))];
        blocks.extend(self.about(&gateway.about, facts.into_iter().flatten()));
        blocks.push(self.params(&gateway.params));
        blocks.push(self.refusals(&gateway.refuse));
        blocks
    }

    /// ` ("ok")`: a text that a field holds.
    fn quoted(&self, text: &str) -> String {
        if text.is_empty() {
            String::new()
        } else {
            format!(" ({}{})", self.say("on success ", "成功时 "), code(text))
        }
    }

    fn output(&self, output: &OutputForm) -> String {
        let OutputForm { param, asks, callback, default_callback } = output;
        let (value, form) = match asks {
            Asks::Jsonp(value) => (value, "JSONP"),
            Asks::Json(value) => (value, "JSON"),
        };
        let named = callback.as_ref().map(|callback| format!("{}{}", code(callback), self.say(" or ", " 或 ")));
        let function = format!("{}{}", named.unwrap_or_default(), code(default_callback));
        let choice = format!("{}={} {} {form}", code(param), code(value), self.say("asks for", "表示"));
        format!("{choice}{}{function}", self.say("; the function is ", "；函数名为 "))
    }

    fn refusals(&self, refusals: &Refusals) -> String {
        let Refusals { bad_param, unknown_app, bad_sign, bad_token, unknown_command, bad_method } = refusals;
        let rows = [
            (self.say("a missing or malformed parameter", "参数缺失或不合法"), bad_param),
            (self.say("an app id that is not known", "未知的 appid"), unknown_app),
            (self.say("a sign that does not match", "签名不符"), bad_sign),
            (self.say("an access token that is not known", "未知的 access token"), bad_token),
            (self.say("a command that does not exist", "不存在的命令"), unknown_command),
            (self.say("an HTTP method that the command does not take", "命令不支持的 HTTP 方法"), bad_method),
        ];
        let rows = rows.into_iter().filter_map(|(why, number)| Some([why.to_owned(), code(&(*number)?.to_string())]));
        table([self.say("Refused", "拒绝"), self.say("Code", "返回码")], &rows.collect::<Vec<_>>())
    }

    fn sign(&self, sign: &Sign) -> Vec<String> {
        let mut blocks = vec![self.item_heading("sign", &sign.name, None)];
        blocks.extend(self.about(&sign.about, []));
        blocks.extend(self.recipe(&sign.scheme));
        if !sign.accept.is_empty() {
            let forms = sign.accept.iter().map(|form| match form {
                RawForm::Raw => self.say("the bytes that came", "收到的字节"),
                RawForm::RawLineFeed => self.say("the bytes that came and a line feed", "收到的字节加换行"),
            });
            let forms = forms.collect::<Vec<_>>().join(self.say(", ", "、"));
            blocks.push(self.fact("Accepted when received, as signed over", "接收时可接受的签名内容", &forms));
        }
        blocks
    }

    /// How a sign is made, step by step.
    pub(super) fn recipe(&self, scheme: &SignScheme) -> Vec<String> {
        let SignScheme { param, digest, output, source } = scheme;
        let Digest::Md5 = digest;
        let form = match output {
            Output::LowerHex => self.say("in lower-case hexadecimal", "小写十六进制"),
            Output::UpperHex => self.say("in upper-case hexadecimal", "大写十六进制"),
        };
        let introduction = self.language.pick(
            format!("{} is the MD5, {form}, of these texts, joined:", code(param)),
            format!("{} 为以下文本依次拼接后的 MD5（{form}）：", code(param)),
        );
        let steps = source.iter().zip(1..).map(|(part, number)| format!("{number}. {}", self.part(part)));
        vec![introduction, steps.collect::<Vec<_>>().join("\n")]
    }

    fn part(&self, part: &Part) -> String {
        match part {
            Part::Secret => self.say("the secret", "密钥").to_owned(),
            Part::Method => self.say("the HTTP method in capitals", "大写的 HTTP 方法").to_owned(),
            Part::Path => self.say("the path of the URL", "URL 的路径").to_owned(),
            Part::Literal(text) => code(text),
            Part::Param(name) => format!("{}{}", self.say("the raw value of ", "参数原值："), code(name)),
            Part::Pairs(pairs) => self.joined(pairs),
        }
    }

    fn joined(&self, pairs: &Pairs) -> String {
        let Pairs { order, before, between, separator, encode, exclude } = pairs;
        let Order::Bytes = order;
        let pair = code(&format!("{before}NAME{between}VALUE"));
        let mut words = vec![format!(
            "{}{pair}",
            self.say(
                "every parameter but the sign, by the bytes of its name: ",
                "除签名外的所有参数，按名称字节升序："
            )
        )];
        if !separator.is_empty() {
            words.push(format!("{}{}", self.say("between two: ", "两者之间："), code(separator)));
        }
        words.push(
            match encode {
                Encoding::None => self.say("values as they are", "值为原文"),
                Encoding::Percent => self.say("values percent-encoded", "值经 URL 编码"),
            }
            .to_owned(),
        );
        if !exclude.is_empty() {
            words.push(format!("{}{}", self.say("without ", "不含 "), self.codes(exclude)));
        }
        words.join(self.say("; ", "；"))
    }
}
