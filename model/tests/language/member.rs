//! Pages, callbacks, and what received signs and quoted fields add.

use super::super::Case;

/// What is right and must stay so.
pub(crate) const CORRECT: &[&str] = &[
    "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n",
    "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[[callback.c.example]]\nsecret = 'ffff'\nsign = 'd3ff6306674c69de529ff673076f7181'\nparams = { data = '{\"id\":\"1\"}' }\n",
    "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[[callback.c.example]]\nsecret = 'ffff'\nsign = 'D3FF6306674C69DE529FF673076F7181'\nparams = { data = '{\"id\":\"1\"}' }\n",
    "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data', accept = ['raw', 'raw+lf'] }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[[callback.c.example]]\nsecret = 'ffff'\nsign = '0b74f5eb009f476680961979dafbddb0'\nparams = { data = '{\"id\":\"1\"}' }\n",
    "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data', accept = ['raw', 'raw+lf'] }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[[callback.c.example]]\nsecret = 'ffff'\nsign = 'd3ff6306674c69de529ff673076f7181'\nparams = { data = '{\"id\":\"1\"}' }\n",
    "[page.p]\nurl = 'https://example.com/open'\n[page.p.params]\nx = { type = 'u32' }\n[[page.p.example]]\nurl = 'https://example.com/open?x=1'\nparams = { x = 1 }\n",
    "[page.p]\nurl = 'http://example.com:81'\n[page.p.params]\nx = { type = 'u32', default = 7 }\ny = { type = 'string', required = false }\n[[page.p.example]]\nurl = 'http://example.com:81?x=7&y=a%20b'\nparams = { y = 'a b' }\n",
    "[page.p]\nurl = 'https://example.com/open'\n[[page.p.example]]\nurl = 'https://example.com/open'\nparams = {}\n",
    "[enum.E.values]\nA = { value = 1 }\n[struct.S.fields]\na = { type = 'u32', quoted = true }\nb = { type = 'bool', quoted = true }\nc = { type = 'E', quoted = true }\nd = { type = 'unix_seconds', quoted = true, default = 1 }\ne = { type = 'seconds', quoted = true, max = 9 }\n",
    "[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 's'\nignore_case = true\nline_feed = true\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n",
    "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\nplace = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\napps = { table = 'game', secret = 'key', known = { place = 'place' } }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[table.game]\nkey = 'id'\n[table.game.fields]\nid = { type = 'u64' }\nname = { type = 'string' }\nkey = { type = 'string', generated = true, secret = true }\npin = { type = 'string', secret = true }\n[table.place]\nkey = 'id'\n[table.place.fields]\nid = { type = 'string' }\ngame = { type = 'u64', references = 'game' }\n[table.lost]\nkey = 'id'\n[table.lost.fields]\nid = { type = 'string' }\n[table.pair]\nkey = 'id'\n[table.pair.fields]\nid = { type = 'string' }\none = { type = 'u64', references = 'game' }\ntwo = { type = 'u64', references = 'game' }\n",
    "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\nplace = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\napps = { table = 'game', secret = 'key' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[table.game]\nkey = 'id'\n[table.game.fields]\nid = { type = 'u64' }\nname = { type = 'string' }\nkey = { type = 'string', generated = true, secret = true }\npin = { type = 'string', secret = true }\n[table.place]\nkey = 'id'\n[table.place.fields]\nid = { type = 'string' }\ngame = { type = 'u64', references = 'game' }\n[table.lost]\nkey = 'id'\n[table.lost.fields]\nid = { type = 'string' }\n[table.pair]\nkey = 'id'\n[table.pair.fields]\nid = { type = 'string' }\none = { type = 'u64', references = 'game' }\ntwo = { type = 'u64', references = 'game' }\n",
];

/// What is wrong, and what is said about it.
pub(crate) const CASES: &[Case] = &[
    Case(
        &["QQ0101"],
        "did you mean `line_feed`?",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\n«linefeed» = true\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n",
    ),
    Case(&["QQ0101"], "did you mean `quoted`?", "[struct.S.fields]\nx = { type = 'u32', «qouted» = true }\n"),
    Case(
        &["QQ0102"],
        "`key` holds a list",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n«[callback.c]»\nsign = 'k'\npayload = 'data'\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n",
    ),
    Case(
        &["QQ0104"],
        "did you mean `raw+lf`?",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data', accept = ['raw', «'raw+fl'»] }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n",
    ),
    Case(
        &["QQ0106"],
        "did you mean `k2`?",
        "[sign.k2]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = «'kk2'»\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n",
    ),
    Case(
        &["QQ0231"],
        "expected a required field of the payload",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\nat = { type = 'string', required = false }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id', «'at'»]\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n",
    ),
    Case(
        &["QQ0231"],
        "expected a required field of the payload",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\nat = { type = 'string', default = '-' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id', «'at'»]\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n",
    ),
    Case(
        &["QQ0201"],
        "this cannot be the URL of a page",
        "[page.p]\nurl = «'https://example.com/open?a=1'»\n[page.p.params]\nx = { type = 'u32' }\n",
    ),
    Case(
        &["QQ0201"],
        "https:// or http://",
        "[page.p]\nurl = «'example.com/open'»\n[page.p.params]\nx = { type = 'u32' }\n",
    ),
    Case(
        &["QQ0205"],
        "neither client nor session stands behind this",
        "[page.p]\nurl = 'https://example.com/open'\n[page.p.params]\nx = { type = 'string', from = «'session.openid'» }\n",
    ),
    Case(
        &["QQ0205"],
        "a parameter of a gateway or callback",
        "[page.p]\nurl = 'https://example.com/open'\n[page.p.params]\nx = { type = 'string', from = «'sign'» }\n",
    ),
    Case(
        &["QQ0111"],
        "whoever opens the page can read it",
        "[page.p]\nurl = 'https://example.com/open'\n[page.p.params]\nx = { type = 'string', secret = «true» }\n",
    ),
    Case(
        &["QQ0111"],
        "whoever opens the page can read it",
        "[struct.S.fields]\nx = { type = 'string', secret = true }\n[page.p]\nurl = 'https://example.com/open'\n[page.p.params]\n«x» = { type = 'json:S' }\n",
    ),
    Case(
        &["QQ0109"],
        "rust = ",
        "[table.«t»]\nkey = 'id'\n[table.t.fields]\nid = { type = 'u64' }\ncheck = { type = 'bool', required = false }\n",
    ),
    Case(
        &["QQ0109"],
        "like a method",
        "[page.«p»]\nurl = 'https://example.com/open'\n[page.p.params]\nurl = { type = 'u32', required = false }\n",
    ),
    Case(
        &["QQ0109"],
        "like another item",
        "[page.«p»]\nrust = 'Done'\nurl = 'https://example.com/open'\n[page.p.params]\nx = { type = 'u32' }\n",
    ),
    Case(
        &["QQ0109"],
        "two values of `p`",
        "[struct.In.fields]\nx = { type = 'u32' }\n[page.«p»]\nurl = 'https://example.com/open'\n[page.p.params]\nx = { type = 'u32' }\nin = { type = 'json:In', flatten = true }\n",
    ),
    Case(
        &["QQ0303"],
        "these parameters give https://example.com/open?x=1",
        "[page.p]\nurl = 'https://example.com/open'\n[page.p.params]\nx = { type = 'u32' }\n[[page.p.example]]\nurl = «'https://example.com/open?x=01'»\nparams = { x = 1 }\n",
    ),
    Case(
        &["QQ0302"],
        "parameter `x` is required and missing",
        "[page.p]\nurl = 'https://example.com/open'\n[page.p.params]\nx = { type = 'u32' }\n«[[page.p.example]]»\nurl = 'https://example.com/open'\nparams = {}\n",
    ),
    Case(
        &["QQ0302"],
        "did you mean `xyz`?",
        "[page.p]\nurl = 'https://example.com/open'\n[page.p.params]\nxyz = { type = 'u32' }\n[[page.p.example]]\nurl = 'https://example.com/open?xyz=1'\nparams = { xyz = 1, «xyy» = 1 }\n",
    ),
    Case(
        &["QQ0218"],
        "expected beside `param`",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true, accept = «['raw']» }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n",
    ),
    Case(
        &["QQ0218"],
        "one list is for the whole scheme",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data', accept = ['raw'] }, { param = 'data', accept = «['raw+lf']» }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n",
    ),
    Case(
        &["QQ0110"],
        "no form is accepted",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data', accept = «[]» }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n",
    ),
    Case(
        &["QQ0107"],
        "this form is listed twice",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data', accept = ['raw', «'raw'»] }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n",
    ),
    Case(
        &["QQ0219"],
        "expected one parameter with from",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = «'k'»\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string' }\n",
    ),
    Case(
        &["QQ0219"],
        "expected one parameter with from",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = «'k'»\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\nsig = { type = 'string', from = 'sign' }\n",
    ),
    Case(
        &["QQ0106"],
        "the sign is carried by sig",
        "[sign.k]\nparam = «'sign'»\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsig = { type = 'string', from = 'sign' }\n",
    ),
    Case(
        &["QQ0219"],
        "expected `sign`",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[callback.d]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.d.params]\ndata = { type = 'json:P' }\n«sig» = { type = 'string', from = 'sign' }\n",
    ),
    Case(
        &["QQ0219"],
        "is not known to whoever verifies",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ path = true }, { param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = «'k'»\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n",
    ),
    Case(
        &["QQ0219"],
        "the sign does not cover the payload",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'ts' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = «'k'»\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\nts = { type = 'u64' }\n",
    ),
    Case(
        &["QQ0219"],
        "the sign does not cover the payload",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ pairs = { order = 'bytes', exclude = ['data'] } }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = «'k'»\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n",
    ),
    Case(
        &["QQ0106"],
        "did you mean `data`?",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = «'dta'» }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n",
    ),
    Case(
        &["QQ0106"],
        "did you mean `data`?",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = «'dat'»\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n",
    ),
    Case(
        &["QQ0220"],
        "json:STRUCT",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = «'data'»\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:list:P' }\nsign = { type = 'string', from = 'sign' }\n",
    ),
    Case(
        &["QQ0220"],
        "json:STRUCT",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = «'data'»\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'string' }\nsign = { type = 'string', from = 'sign' }\n",
    ),
    Case(
        &["QQ0220"],
        "expected a required parameter",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = «'data'»\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P', required = false }\nsign = { type = 'string', from = 'sign' }\n",
    ),
    Case(
        &["QQ0105"],
        "did you mean `json:P2`?",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P2.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = «'json:P3'» }\nsign = { type = 'string', from = 'sign' }\n",
    ),
    Case(
        &["QQ0106"],
        "did you mean `id`?",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = [«'idd'»]\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n",
    ),
    Case(
        &["QQ0110"],
        "expected at least one field of the payload",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = «[]»\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n",
    ),
    Case(
        &["QQ0107"],
        "`id` is listed twice",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id', «'id'»]\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n",
    ),
    Case(
        &["QQ0107"],
        "two names differ in their case alone",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nignore_case = true\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n«Data» = { type = 'string', rust = 'other' }\n",
    ),
    Case(
        &["QQ0205"],
        "neither client nor session",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\napp = { type = 'u64', from = «'client.app_id'» }\n",
    ),
    Case(
        &["QQ0204"],
        "rows can be sent, not received",
        "[types.t]\nid = 'type'\nvalue = 'data'\n[types.t.rows.a]\nid = 1\ntype = 'u32'\n[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.«P».fields]\nid = { type = 'string' }\nx = { type = 'rows:t' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n",
    ),
    Case(
        &["QQ0109"],
        "like a method",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.«c»]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\nverify = { type = 'u32', required = false }\n",
    ),
    Case(
        &["QQ0109"],
        "like another item",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.«c»]\nrust = 'P'\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n",
    ),
    Case(
        &["QQ0301"],
        "or another with a line feed after it",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data', accept = ['raw', 'raw+lf'] }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[[callback.c.example]]\nsecret = 'ffff'\nsign = «'00000000000000000000000000000000'»\nparams = { data = '{\"id\":\"1\"}' }\n",
    ),
    Case(
        &["QQ0301"],
        "these parameters give d3ff6306674c69de529ff673076f7181",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[[callback.c.example]]\nsecret = 'ffff'\nsign = «'0b74f5eb009f476680961979dafbddb0'»\nparams = { data = '{\"id\":\"1\"}' }\n",
    ),
    Case(
        &["QQ0301"],
        "with the key as ***",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[[callback.c.example]]\nsecret = 'ffff'\nsign = «'no sign'»\nparams = { data = '{\"id\":\"1\"}' }\n",
    ),
    Case(
        &["QQ0302"],
        "`data.id` is required and missing",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[[callback.c.example]]\nsecret = 'ffff'\nsign = 'd3ff6306674c69de529ff673076f7181'\nparams = { «data» = '{}' }\n",
    ),
    Case(
        &["QQ0302"],
        "parameter `data` is required and missing",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n«[[callback.c.example]]»\nsecret = 'ffff'\nsign = 'd3ff6306674c69de529ff673076f7181'\nparams = {  }\n",
    ),
    Case(
        &["QQ0302"],
        "must be a JSON string",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'u32', quoted = true }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[[callback.c.example]]\nsecret = 'ffff'\nsign = 'd3ff6306674c69de529ff673076f7181'\nparams = { «data» = '{\"id\":1}' }\n",
    ),
    Case(
        &["QQ0302"],
        "is always computed",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[[callback.c.example]]\nsecret = 'ffff'\nsign = 'd3ff6306674c69de529ff673076f7181'\nparams = { «sign» = 'x', data = '{\"id\":\"1\"}' }\n",
    ),
    Case(
        &["QQ0221"],
        "a text stands in quotes anyway",
        "[struct.S.fields]\nx = { type = 'string', quoted = «true» }\n",
    ),
    Case(
        &["QQ0221"],
        "a text stands in quotes anyway",
        "[enum.E.values]\nA = { value = 'a' }\n[struct.S.fields]\nx = { type = 'E', quoted = «true» }\n",
    ),
    Case(
        &["QQ0221"],
        "expected a number, a truth value",
        "[struct.S.fields]\nx = { type = 'list:u32', quoted = «true» }\n",
    ),
    Case(
        &["QQ0221"],
        "expected in a field of a struct",
        "[page.p]\nurl = 'https://example.com/open'\n[page.p.params]\nx = { type = 'u32', quoted = «true» }\n",
    ),
    Case(
        &["QQ0106"],
        "did you mean `game`?",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\nplace = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\napps = { table = «'gama'», secret = 'key' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[table.game]\nkey = 'id'\n[table.game.fields]\nid = { type = 'u64' }\nname = { type = 'string' }\nkey = { type = 'string', generated = true, secret = true }\npin = { type = 'string', secret = true }\n[table.place]\nkey = 'id'\n[table.place.fields]\nid = { type = 'string' }\ngame = { type = 'u64', references = 'game' }\n[table.lost]\nkey = 'id'\n[table.lost.fields]\nid = { type = 'string' }\n[table.pair]\nkey = 'id'\n[table.pair.fields]\nid = { type = 'string' }\none = { type = 'u64', references = 'game' }\ntwo = { type = 'u64', references = 'game' }\n",
    ),
    Case(
        &["QQ0106"],
        "defined are game, lost, pair, place",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\nplace = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\napps = { table = «'shop'», secret = 'key' }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[table.game]\nkey = 'id'\n[table.game.fields]\nid = { type = 'u64' }\nname = { type = 'string' }\nkey = { type = 'string', generated = true, secret = true }\npin = { type = 'string', secret = true }\n[table.place]\nkey = 'id'\n[table.place.fields]\nid = { type = 'string' }\ngame = { type = 'u64', references = 'game' }\n[table.lost]\nkey = 'id'\n[table.lost.fields]\nid = { type = 'string' }\n[table.pair]\nkey = 'id'\n[table.pair.fields]\nid = { type = 'string' }\none = { type = 'u64', references = 'game' }\ntwo = { type = 'u64', references = 'game' }\n",
    ),
    Case(
        &["QQ0102"],
        "`secret` holds a text",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\nplace = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\napps = «{ table = 'game' }»\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[table.game]\nkey = 'id'\n[table.game.fields]\nid = { type = 'u64' }\nname = { type = 'string' }\nkey = { type = 'string', generated = true, secret = true }\npin = { type = 'string', secret = true }\n[table.place]\nkey = 'id'\n[table.place.fields]\nid = { type = 'string' }\ngame = { type = 'u64', references = 'game' }\n[table.lost]\nkey = 'id'\n[table.lost.fields]\nid = { type = 'string' }\n[table.pair]\nkey = 'id'\n[table.pair.fields]\nid = { type = 'string' }\none = { type = 'u64', references = 'game' }\ntwo = { type = 'u64', references = 'game' }\n",
    ),
    Case(
        &["QQ0101"],
        "did you mean `known`?",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\nplace = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\napps = { table = 'game', secret = 'key', «knwon» = { place = 'place' } }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[table.game]\nkey = 'id'\n[table.game.fields]\nid = { type = 'u64' }\nname = { type = 'string' }\nkey = { type = 'string', generated = true, secret = true }\npin = { type = 'string', secret = true }\n[table.place]\nkey = 'id'\n[table.place.fields]\nid = { type = 'string' }\ngame = { type = 'u64', references = 'game' }\n[table.lost]\nkey = 'id'\n[table.lost.fields]\nid = { type = 'string' }\n[table.pair]\nkey = 'id'\n[table.pair.fields]\nid = { type = 'string' }\none = { type = 'u64', references = 'game' }\ntwo = { type = 'u64', references = 'game' }\n",
    ),
    Case(
        &["QQ0106"],
        "did you mean `key`?",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\nplace = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\napps = { table = 'game', secret = «'kye'» }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[table.game]\nkey = 'id'\n[table.game.fields]\nid = { type = 'u64' }\nname = { type = 'string' }\nkey = { type = 'string', generated = true, secret = true }\npin = { type = 'string', secret = true }\n[table.place]\nkey = 'id'\n[table.place.fields]\nid = { type = 'string' }\ngame = { type = 'u64', references = 'game' }\n[table.lost]\nkey = 'id'\n[table.lost.fields]\nid = { type = 'string' }\n[table.pair]\nkey = 'id'\n[table.pair.fields]\nid = { type = 'string' }\none = { type = 'u64', references = 'game' }\ntwo = { type = 'u64', references = 'game' }\n",
    ),
    Case(
        &["QQ0106"],
        "the table `game` has no field `code`",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\nplace = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\napps = { table = 'game', secret = «'code'» }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[table.game]\nkey = 'id'\n[table.game.fields]\nid = { type = 'u64' }\nname = { type = 'string' }\nkey = { type = 'string', generated = true, secret = true }\npin = { type = 'string', secret = true }\n[table.place]\nkey = 'id'\n[table.place.fields]\nid = { type = 'string' }\ngame = { type = 'u64', references = 'game' }\n[table.lost]\nkey = 'id'\n[table.lost.fields]\nid = { type = 'string' }\n[table.pair]\nkey = 'id'\n[table.pair.fields]\nid = { type = 'string' }\none = { type = 'u64', references = 'game' }\ntwo = { type = 'u64', references = 'game' }\n",
    ),
    Case(
        &["QQ0230"],
        "the key of `game` is no secret",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\nplace = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\napps = { table = 'game', secret = «'id'» }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[table.game]\nkey = 'id'\n[table.game.fields]\nid = { type = 'u64' }\nname = { type = 'string' }\nkey = { type = 'string', generated = true, secret = true }\npin = { type = 'string', secret = true }\n[table.place]\nkey = 'id'\n[table.place.fields]\nid = { type = 'string' }\ngame = { type = 'u64', references = 'game' }\n[table.lost]\nkey = 'id'\n[table.lost.fields]\nid = { type = 'string' }\n[table.pair]\nkey = 'id'\n[table.pair.fields]\nid = { type = 'string' }\none = { type = 'u64', references = 'game' }\ntwo = { type = 'u64', references = 'game' }\n",
    ),
    Case(
        &["QQ0230"],
        "generated = true and secret = true",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\nplace = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\napps = { table = 'game', secret = «'name'» }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[table.game]\nkey = 'id'\n[table.game.fields]\nid = { type = 'u64' }\nname = { type = 'string' }\nkey = { type = 'string', generated = true, secret = true }\npin = { type = 'string', secret = true }\n[table.place]\nkey = 'id'\n[table.place.fields]\nid = { type = 'string' }\ngame = { type = 'u64', references = 'game' }\n[table.lost]\nkey = 'id'\n[table.lost.fields]\nid = { type = 'string' }\n[table.pair]\nkey = 'id'\n[table.pair.fields]\nid = { type = 'string' }\none = { type = 'u64', references = 'game' }\ntwo = { type = 'u64', references = 'game' }\n",
    ),
    Case(
        &["QQ0230"],
        "`pin` is not a secret that is made",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\nplace = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\napps = { table = 'game', secret = «'pin'» }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[table.game]\nkey = 'id'\n[table.game.fields]\nid = { type = 'u64' }\nname = { type = 'string' }\nkey = { type = 'string', generated = true, secret = true }\npin = { type = 'string', secret = true }\n[table.place]\nkey = 'id'\n[table.place.fields]\nid = { type = 'string' }\ngame = { type = 'u64', references = 'game' }\n[table.lost]\nkey = 'id'\n[table.lost.fields]\nid = { type = 'string' }\n[table.pair]\nkey = 'id'\n[table.pair.fields]\nid = { type = 'string' }\none = { type = 'u64', references = 'game' }\ntwo = { type = 'u64', references = 'game' }\n",
    ),
    Case(
        &["QQ0106"],
        "did you mean `place`?",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\nplace = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\napps = { table = 'game', secret = 'key', known = { «plaec» = 'place' } }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[table.game]\nkey = 'id'\n[table.game.fields]\nid = { type = 'u64' }\nname = { type = 'string' }\nkey = { type = 'string', generated = true, secret = true }\npin = { type = 'string', secret = true }\n[table.place]\nkey = 'id'\n[table.place.fields]\nid = { type = 'string' }\ngame = { type = 'u64', references = 'game' }\n[table.lost]\nkey = 'id'\n[table.lost.fields]\nid = { type = 'string' }\n[table.pair]\nkey = 'id'\n[table.pair.fields]\nid = { type = 'string' }\none = { type = 'u64', references = 'game' }\ntwo = { type = 'u64', references = 'game' }\n",
    ),
    Case(
        &["QQ0106"],
        "no table of records of this name",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\nplace = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\napps = { table = 'game', secret = 'key', known = { place = «'nowhere'» } }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[table.game]\nkey = 'id'\n[table.game.fields]\nid = { type = 'u64' }\nname = { type = 'string' }\nkey = { type = 'string', generated = true, secret = true }\npin = { type = 'string', secret = true }\n[table.place]\nkey = 'id'\n[table.place.fields]\nid = { type = 'string' }\ngame = { type = 'u64', references = 'game' }\n[table.lost]\nkey = 'id'\n[table.lost.fields]\nid = { type = 'string' }\n[table.pair]\nkey = 'id'\n[table.pair.fields]\nid = { type = 'string' }\none = { type = 'u64', references = 'game' }\ntwo = { type = 'u64', references = 'game' }\n",
    ),
    Case(
        &["QQ0228"],
        "`P.place` cannot hold a key of `game`",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\nplace = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\napps = { table = 'game', secret = 'key', known = { «place» = 'game' } }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[table.game]\nkey = 'id'\n[table.game.fields]\nid = { type = 'u64' }\nname = { type = 'string' }\nkey = { type = 'string', generated = true, secret = true }\npin = { type = 'string', secret = true }\n[table.place]\nkey = 'id'\n[table.place.fields]\nid = { type = 'string' }\ngame = { type = 'u64', references = 'game' }\n[table.lost]\nkey = 'id'\n[table.lost.fields]\nid = { type = 'string' }\n[table.pair]\nkey = 'id'\n[table.pair.fields]\nid = { type = 'string' }\none = { type = 'u64', references = 'game' }\ntwo = { type = 'u64', references = 'game' }\n",
    ),
    Case(
        &["QQ0230"],
        "one field has references = ",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\nplace = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\napps = { table = 'game', secret = 'key', known = { place = «'lost'» } }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[table.game]\nkey = 'id'\n[table.game.fields]\nid = { type = 'u64' }\nname = { type = 'string' }\nkey = { type = 'string', generated = true, secret = true }\npin = { type = 'string', secret = true }\n[table.place]\nkey = 'id'\n[table.place.fields]\nid = { type = 'string' }\ngame = { type = 'u64', references = 'game' }\n[table.lost]\nkey = 'id'\n[table.lost.fields]\nid = { type = 'string' }\n[table.pair]\nkey = 'id'\n[table.pair.fields]\nid = { type = 'string' }\none = { type = 'u64', references = 'game' }\ntwo = { type = 'u64', references = 'game' }\n",
    ),
    Case(
        &["QQ0230"],
        "does not say to which record of `game`",
        "[sign.k]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ param = 'data' }, { secret = true }]\n[struct.P.fields]\nid = { type = 'string' }\nplace = { type = 'string' }\n[callback.c]\nsign = 'k'\npayload = 'data'\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\napps = { table = 'game', secret = 'key', known = { place = «'pair'» } }\n[callback.c.params]\ndata = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n[table.game]\nkey = 'id'\n[table.game.fields]\nid = { type = 'u64' }\nname = { type = 'string' }\nkey = { type = 'string', generated = true, secret = true }\npin = { type = 'string', secret = true }\n[table.place]\nkey = 'id'\n[table.place.fields]\nid = { type = 'string' }\ngame = { type = 'u64', references = 'game' }\n[table.lost]\nkey = 'id'\n[table.lost.fields]\nid = { type = 'string' }\n[table.pair]\nkey = 'id'\n[table.pair.fields]\nid = { type = 'string' }\none = { type = 'u64', references = 'game' }\ntwo = { type = 'u64', references = 'game' }\n",
    ),
];
