//! A spec of many commands.

use std::fmt::{Error, Write as _};

const COMMON: &str = r#"
[spec]
name = "many"
en = "Many commands."

[gateway.relay]
en = "The relay."
urls = ["https://relay.example/cgi"]
sign = "relay"
errors = "relay"
envelope = { code = "ret", success = 0, message = "msg", success_message = "ok", data = "data" }
refuse = { bad_param = -1, unknown_app = -2, bad_sign = -5, unknown_command = -9 }

[gateway.relay.params]
app = { type = "u64", from = "client.app_id", en = "The app's id." }
openid = { type = "string", from = "session.openid", non_empty = true, en = "The player." }
token = { type = "string", from = "session.access_token", secret = true, en = "The player's token." }
cmd = { type = "string", from = "command.name", en = "The command." }
sign = { type = "string", from = "sign", secret = true, en = "The sign." }

[sign.relay]
param = "sign"
digest = "md5"
output = "lower-hex"
parts = [{ secret = true }, { pairs = { order = "bytes", before = "$", between = "$" } }, { secret = true }]

[errors.relay.codes]
-1 = { name = "BadRequest", en = "Something in the request is wrong.", remedy = "fix_request" }
-2 = { name = "UnknownApp", en = "Nobody knows this app.", remedy = "check_credentials" }
-5 = { name = "BadSignature", en = "The signature does not match.", remedy = "retry_once" }
-9 = { name = "NoSuchCommand", en = "The relay does not know the command.", remedy = "fix_request" }

[enum.Platform]
en = "A platform."
values.Android = { value = 1, en = "Android." }
values.Ios = { value = 2, en = "iOS." }

[struct.Friend]
en = "A friend."

[struct.Friend.fields]
openid = { type = "string", non_empty = true, en = "The friend's openid." }
kind = { type = "u32", en = "What kind of friend." }

[struct.Ack]
en = "An answer with a code of its own."

[struct.Ack.fields]
ret = { type = "i64", en = "The command's own code." }
msg = { type = "string", required = false, en = "What went wrong." }
"#;

const COMMAND: &str = r#"
gateway = "relay"
methods = ["GET", "POST"]
reply = "Ack"
reply_code = { field = "ret", message = "msg", success = 0, errors = "relay" }
zh = "命令"
en = "One of many commands."
source = ["Made up 2018-01-15"]
"#;

const PARAMS: &str = r#"
card = { type = "u32", zh = "名片", en = "The card's id." }
delta = { type = "i64", min = -10, max = 10, zh = "增量", en = "By how much." }
title = { type = "string", non_empty = true, max_chars = 20, zh = "标题", en = "The title." }
platform = { type = "Platform", zh = "平台", en = "The platform." }
version = { type = "string", required = false, zh = "版本", en = "The version." }
silent = { type = "bool", required = false, zh = "静默", en = "Whether nobody is told." }
at = { type = "unix_seconds", required = false, zh = "时间", en = "When it happened." }
friends = { type = "json:list:Friend", required = false, zh = "好友", en = "To whom." }
"#;

/// A root file with so many commands: 8 parameters each, over one gateway, with one reply and one error table.
///
/// # Errors
/// Writing to a text does not fail.
pub fn spec(commands: usize) -> Result<String, Error> {
    let mut text = COMMON.to_owned();
    for number in 0..commands {
        let key = format!("command.do_thing_{number}");
        write!(text, "\n[{key}]{COMMAND}\n[{key}.params]{PARAMS}")?;
    }
    Ok(text)
}
