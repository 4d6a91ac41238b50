//! What is called: commands, pages, callbacks, SDK calls.

use qq_cgi_model::model::{
    AnswerBy, Callback, CallbackApps, CallbackExample, CallbackReply, Command, Example, Needed, Origin, Page,
    PageExample, Reply, ReplyCode, Sdk, SdkAnswer, SdkDetail, SdkRow,
};

use super::{
    book::Book,
    fields::constant,
    text::{code, inline, list},
};

impl Book<'_> {
    pub(super) fn commands(&self) -> Vec<String> {
        self.model.commands.iter().flat_map(|command| self.command(command)).collect()
    }

    fn command(&self, command: &Command) -> Vec<String> {
        let methods: Vec<_> = command.methods.iter().map(|method| method.as_str()).collect();
        let verify = command.verify.iter().map(|(field, origin)| {
            let what = match origin {
                Origin::AppId => self.say("the app id", "appid"),
                _ => self.say("the openid", "openid"),
            };
            format!("{} = {what}", code(field))
        });
        let verify = verify.collect::<Vec<_>>().join(", ");
        let facts = [
            command.gateway.as_ref().map(|gateway| self.fact("Gateway", "网关", &self.link("gateway", gateway))),
            command.path.as_ref().map(|path| self.fact("Path", "路径", &code(path))),
            Some(self.fact("Methods", "方法", &self.codes(&methods))),
            Some(self.fact("Sending it twice does no harm", "可重复发送", self.yes_or_no(command.idempotent))),
            Some(self.fact("Reply", "返回", &self.reply(&command.reply))),
            command.reply_code.as_ref().map(|code| self.fact("Its own code", "业务返回码", &self.reply_code(code))),
            (!verify.is_empty()).then(|| self.fact("Verified in the reply", "返回中须校验", &verify)),
        ];
        let mut blocks = vec![self.item_heading("command", &command.name, Some(&command.rust))];
        blocks.extend(self.about(&command.about, facts.into_iter().flatten()));
        blocks.push(self.params(&command.params));
        if let Some(gateway) = self.model.gateway_of(command).filter(|gateway| !gateway.params.is_empty()) {
            let link = self.link("gateway", &gateway.name);
            blocks.push(self.language.pick(
                format!("Besides these, it has the common parameters of {link}."),
                format!("另有 {link} 的公共参数。"),
            ));
        }
        blocks.extend(command.examples.iter().flat_map(|example| self.example(example)));
        blocks
    }

    fn reply(&self, reply: &Reply) -> String {
        match reply {
            Reply::Unknown => self.say("the document does not say", "文档未说明").to_owned(),
            Reply::Struct(name) => self.link("struct", name),
        }
    }

    fn reply_code(&self, reply_code: &ReplyCode) -> String {
        let ReplyCode { field, message, success, errors } = reply_code;
        let message = message.as_ref().map(|message| format!(", {}{}", self.say("message ", "消息 "), code(message)));
        format!(
            "{}, {} {}{}, {}",
            code(field),
            code(&success.to_string()),
            self.say("is success", "为成功"),
            message.unwrap_or_default(),
            self.errors(errors.as_ref()),
        )
    }

    fn errors(&self, errors: Option<&String>) -> String {
        errors.map_or_else(
            || self.say("its codes are not documented", "返回码未公开").to_owned(),
            |errors| self.link("errors", errors),
        )
    }

    fn example(&self, example: &Example) -> Vec<String> {
        let Example { secret, sign, method, params, about } = example;
        let facts = [
            Some(self.fact("Method", "方法", &code(method.as_str()))),
            secret.as_ref().map(|secret| self.fact("Secret", "密钥", &code(secret))),
            sign.as_ref().map(|sign| self.fact("Sign", "签名", &code(sign))),
        ];
        let mut blocks = vec![self.example_heading()];
        blocks.push(self.cell(about));
        blocks.push(list(facts.into_iter().flatten()));
        blocks.push(self.pairs(params));
        blocks
    }

    fn example_heading(&self) -> String {
        format!("**{}**", self.say("Example", "示例"))
    }

    pub(super) fn web_pages(&self) -> Vec<String> {
        self.model.pages.iter().flat_map(|page| self.web_page(page)).collect()
    }

    fn web_page(&self, page: &Page) -> Vec<String> {
        let mut blocks = vec![self.item_heading("page", &page.name, Some(&page.rust))];
        blocks.extend(self.about(&page.about, [self.fact("Address", "地址", &code(&page.url))]));
        blocks.push(self.params(&page.params));
        for PageExample { params, url, about } in &page.examples {
            blocks.extend([self.example_heading(), self.cell(about), self.pairs(params)]);
            blocks.push(list([self.fact("Gives", "得到", &code(url))]));
        }
        blocks
    }

    pub(super) fn callbacks(&self) -> Vec<String> {
        self.model.callbacks.iter().flat_map(|callback| self.callback(callback)).collect()
    }

    fn callback(&self, callback: &Callback) -> Vec<String> {
        let CallbackReply { code: field, success, message, success_message } = &callback.reply;
        let reply = format!(
            "{} = {} {}, {}{}",
            code(field),
            code(&success.to_string()),
            self.say("is success", "为成功"),
            code(message),
            if success_message.is_empty() { String::new() } else { format!(" = {}", code(success_message)) },
        );
        let payload = callback.payload_struct.as_ref().map(|payload| self.link("struct", payload));
        let payload = format!("{} {}", code(&callback.payload), payload.unwrap_or_default());
        let apps = callback.apps.as_ref().map(|apps| self.callback_apps(apps));
        let facts = [
            Some(
                self.say("A GET that the vendor sends to an address of ours", "厂商向我方地址发送的 GET 请求")
                    .to_owned(),
            ),
            callback.sign.as_ref().map(|sign| self.fact("Sign", "签名", &self.link("sign", sign))),
            Some(self.fact("Payload", "内容", &payload)),
            Some(self.fact("Said once for each", "每项只通知一次", &self.codes(&callback.key))),
            Some(self.fact("Answer", "应答", &reply)),
            callback.ignore_case.then(|| self.say("Parameters are known in any case", "参数名不区分大小写").to_owned()),
            callback
                .line_feed
                .then(|| self.say("The payload's text ends in a line feed", "内容文本以换行结尾").to_owned()),
            apps.map(|apps| self.fact("Apps", "应用", &apps)),
        ];
        let mut blocks = vec![self.item_heading("callback", &callback.name, Some(&callback.rust))];
        blocks.extend(self.about(&callback.about, facts.into_iter().flatten()));
        blocks.push(self.fields(&callback.params));
        if let Some(sign) = callback.sign.as_ref().and_then(|sign| self.model.sign(sign)) {
            blocks.extend(self.recipe(&sign.scheme));
        }
        for CallbackExample { secret, sign, params, about } in &callback.examples {
            blocks.extend([self.example_heading(), self.cell(about)]);
            let facts = [self.fact("Secret", "密钥", &code(secret)), self.fact("Sign", "签名", &code(sign))];
            blocks.extend([list(facts), self.pairs(params)]);
        }
        blocks
    }

    fn callback_apps(&self, apps: &CallbackApps) -> String {
        let CallbackApps { table, secret, known } = apps;
        let own = format!("{}, {}{}", self.link("table", table), self.say("secret ", "密钥 "), code(secret));
        let known = known.iter().map(|known| {
            format!("{}: {} ({})", code(&known.field), self.link("table", &known.table), code(&known.owner))
        });
        core::iter::once(own).chain(known).collect::<Vec<_>>().join("; ")
    }

    pub(super) fn sdk_calls(&self) -> Vec<String> {
        self.model.sdks.iter().flat_map(|sdk| self.sdk_call(sdk)).collect()
    }

    fn sdk_call(&self, sdk: &Sdk) -> Vec<String> {
        let receiver = sdk.receiver.as_ref().map(|receiver| format!("{} ", code(receiver))).unwrap_or_default();
        let needs_login = match sdk.needs_login {
            Needed::Yes => self.yes_or_no(true),
            Needed::No => self.yes_or_no(false),
            Needed::Unknown => self.say("the document does not say", "文档未说明"),
        };
        let facts = [
            Some(self.fact("Platform", "平台", &code(&sdk.platform))),
            Some(self.fact("Call", "调用", &format!("{receiver}{}", code(&sdk.call)))),
            (!sdk.aliases.is_empty()).then(|| self.fact("Also called", "又名", &self.codes(&sdk.aliases))),
            Some(self.fact("The player must be logged in", "需要登录", needs_login)),
            sdk.object.as_ref().map(|object| self.fact("Object of the bundle", "参数对象", &code(object))),
            sdk.row.as_ref().and_then(|row| self.goes_to(row)),
        ];
        let mut blocks = vec![self.item_heading("sdk", &sdk.name, Some(&sdk.rust))];
        let answer = self.answer(&sdk.answer);
        blocks.extend(self.about(&sdk.about, facts.into_iter().flatten().chain(answer)));
        if !sdk.preconditions.is_empty() {
            blocks.push(format!("{}{}", self.say("Before the call", "调用前"), self.say(":", "：")));
            blocks.push(list(sdk.preconditions.iter().map(|sentence| inline(sentence))));
        }
        for (title, fields) in
            [(self.say("Arguments", "参数"), &sdk.args), (self.say("Bundle", "Bundle 参数"), &sdk.bundle)]
        {
            if !fields.is_empty() {
                blocks.extend([format!("**{title}**"), self.params(fields)]);
            }
        }
        blocks
    }

    fn goes_to(&self, row: &SdkRow) -> Option<String> {
        let matrix = self.model.matrix(&row.matrix)?;
        let cells = &matrix.row(&row.row)?.cells;
        let cells = matrix.columns.iter().zip(cells).map(|(column, support)| {
            format!("{}{}{}", code(&column.name), self.say(": ", "："), self.support(support))
        });
        let cells = cells.collect::<Vec<_>>().join(self.say(", ", "，"));
        let link = self.link_as("matrix", &row.matrix, &row.row);
        Some(self.fact("Goes to", "可分享到", &format!("{link} — {cells}")))
    }

    fn answer(&self, answer: &SdkAnswer) -> Vec<String> {
        let SdkAnswer { by, ty, reply, code: fields, message, success, errors, detail, failures, cancelled } = answer;
        let by = match by {
            AnswerBy::Callback => self.say("it comes later, to a listener", "通过监听回调"),
            AnswerBy::Return => self.say("it is returned", "直接返回"),
            AnswerBy::None => self.say("none", "无"),
        };
        let ty = ty.as_ref().map(|ty| format!(", {}", code(ty))).unwrap_or_default();
        let holds = reply.as_ref().map(|reply| format!("{} {}", self.say("; holds", "；内容"), self.reply(reply)));
        let facts = [
            Some(self.fact("Answer", "应答", &format!("{by}{ty}{}", holds.unwrap_or_default()))),
            (!fields.is_empty()).then(|| self.fact("Code of the answer", "返回码字段", &self.codes(fields))),
            (!message.is_empty()).then(|| self.fact("Message", "消息字段", &self.codes(message))),
            success.as_ref().map(|success| self.fact("Success", "成功", &constant(success))),
            errors.as_ref().map(|errors| self.fact("Codes", "返回码", &self.link("errors", errors))),
            detail.as_ref().map(|detail| self.fact("A second code", "第二返回码", &self.detail(detail))),
            failures
                .as_ref()
                .map(|errors| self.fact("Failures of the SDK itself", "SDK 自身错误", &self.link("errors", errors))),
            cancelled.as_ref().map(|code| self.fact("The player cancelled", "用户取消", &constant(code))),
        ];
        facts.into_iter().flatten().collect()
    }

    fn detail(&self, detail: &SdkDetail) -> String {
        let SdkDetail { field, errors, success } = detail;
        let success = success
            .as_ref()
            .map(|success| format!(", {} {}", constant(success), self.say("is success", "为成功")))
            .unwrap_or_default();
        format!("{}{success}, {}", code(field), self.errors(errors.as_ref()))
    }
}
