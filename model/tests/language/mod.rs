//! The cases: data, one mistake each unless a case is about several.

pub(crate) mod lints;
mod member;
mod sdk;

use super::Case;

/// What is right.
pub(crate) fn correct() -> impl Iterator<Item = &'static str> {
    CORRECT.iter().chain(member::CORRECT).chain(sdk::CORRECT).copied()
}

/// What is wrong.
pub(crate) fn cases() -> impl Iterator<Item = &'static Case> {
    CASES.iter().chain(member::CASES).chain(sdk::CASES)
}

/// What every case stands on.
pub(crate) const PRELUDE: &str = r#"
[spec]
name = "test"
[sign.s]
param = "sign"
digest = "md5"
output = "lower-hex"
parts = [{ secret = true }, { pairs = { order = "bytes" } }]
[errors.e.codes]
-1 = { name = "Bad", remedy = "fix_request" }
[gateway.g]
urls = ["https://example.com/cgi"]
sign = "s"
errors = "e"
envelope = { code = "ret", message = "msg", data = "data" }
[gateway.g.params]
app = { type = "u64", from = "client.app_id" }
cmd = { type = "string", from = "command.name" }
sign = { type = "string", from = "sign", secret = true }
[struct.Done.fields]
ret = { type = "i64" }
msg = { type = "string", required = false }
"#;

/// What is right and must stay so.
const CORRECT: &[&str] = &[
    "",
    "[enum.E.values]\nA = { value = 1 }\nB = { value = 2 }\n",
    "[enum.E]\nopen = true\n[enum.E.values]\nA = { value = 'a' }\n",
    "[command.c]\ngateway = 'g'\nreply = 'unknown'\n",
    "[command.c]\ngateway = 'g'\nreply = 'Done'\nreply_code = { field = 'ret', message = 'msg', errors = 'e' }\n",
    "[command.c]\ngateway = 'g'\nreply = 'unknown'\n[command.c.params]\ntype = { type = 'u32' }\n",
    "[command.c]\ngateway = 'g'\nreply = 'unknown'\n[command.c.params]\na = { type = 'json:list:string', min_items = 1, max_chars = 3 }\nn = { type = 'u32', from = 'len(a)' }\n",
    "[struct.Tree.fields]\nname = { type = 'string' }\nbranches = { type = 'list:Tree' }\n",
    "[types.t]\nid = 'type'\nvalue = 'data'\n[types.t.columns.until]\ntype = 'unix_seconds'\n[types.t.rows.level]\nid = 1\ntype = 'u32'\ncolumns = { until = 'caller' }\n",
    "[sign.other]\nparam = 'sig'\ndigest = 'md5'\noutput = 'upper-hex'\nparts = [{ method = true }, { path = true }, { literal = '&' }, { secret = true }]\n",
    "[gateway.h]\nurls = ['https://example.com']\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\n",
    "[gateway.h]\nurls = ['https://example.com']\nenvelope = { code = 'ret', success = 1, message = 'msg', data = 'data' }\nrefuse = { bad_param = 0, bad_method = 0 }\n",
    "[errors.f.codes]\nkOk = { code = 0, name = 'Fine', remedy = 'none' }\n[gateway.h]\nurls = ['https://example.com']\nerrors = 'f'\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\n",
    "[struct.S.fields]\na = { type = 'u32', min = 0, max = 4294967295 }\nb = { type = 'i32', min = -2147483648, max = 2147483647 }\nc = { type = 'unix_seconds', min = -1 }\n",
    "[gateway.h]\nurls = ['https://example.com']\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\n[command.c]\ngateway = 'h'\nreply = 'Done'\npath = '/p'\n[command.d]\ngateway = 'h'\nreply = 'Done'\npath = '/p'\nverify = { msg = 'session.openid' }\n[command.e]\ngateway = 'h'\nreply = 'unknown'\npath = '/p/q.fcgi'\n",
    "[struct.Me.fields]\nopenid = { type = 'string' }\nclient_id = { type = 'u64' }\n[command.c]\ngateway = 'g'\nreply = 'Me'\nverify = { client_id = 'client.app_id', openid = 'session.openid' }\n",
    "[struct.Me.fields]\nclient_id = { type = 'string' }\n[command.c]\ngateway = 'g'\nreply = 'Me'\nverify = { client_id = 'client.app_id' }\n",
    "[gateway.h]\nurls = ['https://example.com']\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\nparams = { fmt = { type = 'string' } }\noutput = { param = 'fmt', json = 'j', default_callback = 'f' }\n",
    "[gateway.h]\nurls = ['https://example.com']\nenvelope = { code = 'error', message = 'error_description', data = '', failures_only = true }\n",
    "[stages.s.steps]\nA = {}\nB = { then = ['A', 'C'] }\nC = {}\n[table.t]\nkey = 'id'\nstages = 's'\n[table.t.fields]\nid = { type = 'u64', generated = true, immutable = true, find = 'exact' }\nname = { type = 'string', find = 'fuzzy', max_chars = 9, non_empty = true }\nparent = { type = 'u64', references = 't', required = false }\nkey = { type = 'string', secret = true, generated = true, immutable = true, required = true }\n",
    "[note.n]\nzh = '说明'\nurl = 'https://example.com/a?b=1#c'\n[note.m]\nen = 'No more than this.'\n",
];

/// What is wrong, and what is said about it.
const CASES: &[Case] = &[
    // Keys
    Case(&["QQ0101"], "did you mean `open`?", "[enum.E]\n«opne» = true\n[enum.E.values]\nA = { value = 1 }\n"),
    Case(&["QQ0101"], "did you mean `enum`?", "[«enmu».E.values]\nA = { value = 1 }\n"),
    Case(&["QQ0101"], "did you mean `value`?", "[enum.E.values]\nA = { «valeu» = 1 }\n"),
    Case(&["QQ0101"], "a value of an enum has the keys value, zh", "[enum.E.values]\nA = { value = 1, «quux» = 1 }\n"),
    Case(&["QQ0102"], "`reply` holds a text", "«[command.c]»\ngateway = 'g'\n"),
    Case(&["QQ0102", "QQ0102"], "", "««[command.c]»»\nen = 'two keys are missing'\n"),
    Case(&["QQ0103"], "expected `true` or `false`", "[enum.E]\nopen = «'yes'»\n[enum.E.values]\nA = { value = 1 }\n"),
    Case(
        &["QQ0103"],
        "expected a whole number",
        "[types.t]\nid = 'type'\nvalue = 'data'\n[types.t.rows.level]\nid = «1.5»\ntype = 'u32'\n",
    ),
    Case(&["QQ0103"], "at most 64 bits", "[enum.E.values]\nA = { value = «99999999999999999999» }\n"),
    Case(&["QQ0104"], "did you mean `back_off`?", "[errors.f.codes]\n-2 = { name = 'Much', remedy = «'backoff'» }\n"),
    Case(&["QQ0104"], "did you mean `GET`?", "[command.c]\ngateway = 'g'\nreply = 'unknown'\nmethods = [«'GTE'»]\n"),
    Case(
        &["QQ0104"],
        "did you mean `session.openid`?",
        "[command.c]\ngateway = 'g'\nreply = 'unknown'\n[command.c.params]\nx = { type = 'string', from = «'session.openId'» }\n",
    ),
    // Types and names
    Case(&["QQ0105"], "did you mean `string`?", "[struct.S.fields]\nx = { type = «'strng'» }\n"),
    Case(
        &["QQ0105"],
        "did you mean `Colour`?",
        "[enum.Colour.values]\nA = { value = 1 }\n[struct.S.fields]\nx = { type = «'Color'» }\n",
    ),
    Case(&["QQ0105"], "did you mean `list:Done`?", "[struct.S.fields]\nx = { type = «'lst:Done'» }\n"),
    Case(&["QQ0105"], "did you mean `list:string`?", "[struct.S.fields]\nx = { type = «'list:strings'» }\n"),
    Case(
        &["QQ0105"],
        "at most 8 levels",
        "[struct.S.fields]\nx = { type = «'list:list:list:list:list:list:list:list:list:list:u32'» }\n",
    ),
    Case(&["QQ0106"], "did you mean `g`?", "[command.c]\ngateway = «'gg'»\nreply = 'unknown'\n"),
    Case(&["QQ0106"], "no struct of this name", "[command.c]\ngateway = 'g'\nreply = «'Nothing'»\n"),
    Case(
        &["QQ0106"],
        "defined are e",
        "[command.c]\ngateway = 'g'\nreply = 'Done'\nreply_code = { field = 'ret', errors = «'unknwon'» }\n",
    ),
    Case(
        &["QQ0106"],
        "did you mean `rows:levels`?",
        "[types.levels]\nid = 'type'\nvalue = 'data'\n[types.levels.rows.a]\nid = 1\ntype = 'u32'\n[struct.S.fields]\nx = { type = «'rows:level'» }\n",
    ),
    Case(
        &["QQ0106"],
        "did you mean `len(list)`?",
        "[struct.S.fields]\nn = { type = 'u32', from = «'len(lst)'» }\nlist = { type = 'list:u32' }\n",
    ),
    Case(
        &["QQ0107"],
        "first defined here",
        "[command.c]\ngateway = 'g'\nreply = 'unknown'\n[command.c.params]\n«app» = { type = 'string' }\n",
    ),
    Case(&["QQ0107"], "listed before", "[command.c]\ngateway = 'g'\nreply = 'unknown'\nmethods = ['GET', «'GET'»]\n"),
    Case(&["QQ0108"], "expected a name such as `Colour`", "[enum.«colour».values]\nA = { value = 1 }\n"),
    Case(&["QQ0108"], "give it one: rust", "[struct.S.fields]\n«self» = { type = 'u32' }\n"),
    Case(&["QQ0108"], "letters, digits", "[struct.S.fields]\n«\"a b\"» = { type = 'u32' }\n"),
    Case(&["QQ0108"], "the constructor", "[struct.S.fields]\n«new» = { type = 'u32' }\n"),
    Case(&["QQ0108"], "choose another name", "[enum.E]\nopen = true\n[enum.E.values]\n«Other» = { value = 1 }\n"),
    Case(&["QQ0108"], "choose another name", "[errors.f.codes]\n-2 = { name = «'Unlisted'», remedy = 'none' }\n"),
    Case(&["QQ0108"], "", "[types.t]\nid = 'type'\nvalue = 'data'\n[types.t.rows.«other»]\nid = 1\ntype = 'u32'\n"),
    Case(&["QQ0108"], "not beginning with a digit", "[command.c]\nrust = «'2nd'»\ngateway = 'g'\nreply = 'unknown'\n"),
    Case(&["QQ0109"], "rust = ", "[struct.S.fields]\nimageUrl = { type = 'u32' }\n«image_url» = { type = 'u32' }\n"),
    Case(
        &["QQ0109"],
        "-1 has this name already",
        "[errors.f.codes]\n-1 = { name = 'Bad', remedy = 'none' }\n-2 = { name = «'Bad'», remedy = 'none' }\n",
    ),
    Case(&["QQ0109"], "give one of them another name", "[command.«done»]\ngateway = 'g'\nreply = 'unknown'\n"),
    Case(
        &["QQ0109"],
        "common and flattened values and columns count too",
        "[struct.In.fields]\nx = { type = 'u32' }\n[command.«c»]\ngateway = 'g'\nreply = 'unknown'\n[command.c.params]\nx = { type = 'u32' }\nin = { type = 'json:In', flatten = true }\n",
    ),
    Case(&["QQ0110"], "expected at least one", "[enum.E]\nvalues = «{}»\n"),
    Case(&["QQ0110"], "expected GET or POST", "[command.c]\ngateway = 'g'\nreply = 'unknown'\nmethods = «[]»\n"),
    Case(
        &["QQ0111"],
        "one of the two must go",
        "[struct.S.fields]\nx = { type = 'u32', required = true, default = «1» }\n",
    ),
    Case(
        &["QQ0111"],
        "",
        "[command.c]\ngateway = 'g'\nreply = 'unknown'\n[command.c.params]\nx = { type = 'u32', value = 1, from = «'caller'» }\n",
    ),
    Case(
        &["QQ0111"],
        "one of the two is enough",
        "[struct.S.fields]\nx = { type = 'string', min_chars = «2», non_empty = true }\n",
    ),
    Case(
        &["QQ0109"],
        "two values of `t` are called `a_b_c` in Rust",
        "[types.«t»]\nid = 'type'\nvalue = 'data'\ncolumns = { b_c = { type = 'i64' } }\n[types.t.rows]\na = { id = 1, type = 'u32', required = true, columns = { b_c = 'caller' } }\na_b_c = { id = 2, type = 'u32', required = true, columns = { b_c = 0 } }\n",
    ),
    Case(
        &["QQ0107"],
        "a second field of this name",
        "[types.t]\nid = 'type'\nvalue = 'data'\n[types.t.columns]\n«data» = { type = 'i64' }\n[types.t.rows]\na = { id = 1, type = 'u32', columns = { data = 0 } }\n",
    ),
    // Meaning
    Case(
        &["QQ0201"],
        "https:// or http://",
        "[gateway.h]\nurls = [«'ftp://example.com'»]\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\nparams = { cmd = { type = 'string', from = 'command.name' } }\n",
    ),
    Case(
        &["QQ0201"],
        "no query",
        "[gateway.h]\nurls = [«'https://example.com/?a=1'»]\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\nparams = { cmd = { type = 'string', from = 'command.name' } }\n",
    ),
    Case(&["QQ0202"], "a limit of texts", "[struct.S.fields]\nx = { type = 'u32', max_chars = «3» }\n"),
    Case(&["QQ0202"], "the lower limit", "[struct.S.fields]\nx = { type = 'u32', min = 3, max = «2» }\n"),
    Case(&["QQ0202"], "expected 0 or more", "[struct.S.fields]\nx = { type = 'string', max_chars = «-1» }\n"),
    Case(&["QQ0202"], "0 to 4294967295", "[struct.S.fields]\nx = { type = 'u32', min = «5000000000» }\n"),
    Case(&["QQ0202"], "0 to 4294967295", "[struct.S.fields]\nx = { type = 'list:u32', max = «99999999999» }\n"),
    Case(&["QQ0202"], "0 to 4294967295", "[struct.S.fields]\nx = { type = 'u32', min = «-1» }\n"),
    Case(&["QQ0202"], "0 to 18446744073709551615", "[struct.S.fields]\nx = { type = 'u64', min = «-1» }\n"),
    Case(&["QQ0202"], "-2147483648 to", "[struct.S.fields]\nx = { type = 'i32', max = «2147483648» }\n"),
    Case(
        &["QQ0202"],
        "no empty text",
        "[struct.S.fields]\nx = { type = 'string', non_empty = true, max_chars = «0» }\n",
    ),
    Case(&["QQ0203"], "expected 0 to 4294967295", "[struct.S.fields]\nx = { type = 'u32', value = «-1» }\n"),
    Case(
        &["QQ0203"],
        "expected a wire value",
        "[enum.E.values]\nA = { value = 'a' }\n[struct.S.fields]\nx = { type = 'E', default = «'b'» }\n",
    ),
    Case(&["QQ0203"], "must be at most 3, is 4", "[struct.S.fields]\nx = { type = 'u32', max = 3, default = «4» }\n"),
    Case(&["QQ0203"], "numbers or texts, not both", "[enum.E.values]\nA = { value = 1 }\nB = { value = «'b'» }\n"),
    Case(
        &["QQ0204"],
        "did you mean `json:Done`?",
        "[command.c]\ngateway = 'g'\nreply = 'unknown'\n[command.c.params]\nx = { type = «'Done'» }\n",
    ),
    Case(&["QQ0204"], "no json: text", "[struct.S.fields]\nx = { type = «'json:Done'» }\n"),
    Case(&["QQ0204"], "only a string can be secret", "[struct.S.fields]\nx = { type = 'u32', secret = «true» }\n"),
    Case(
        &["QQ0204"],
        "rows can be sent, not received",
        "[types.t]\nid = 'type'\nvalue = 'data'\n[types.t.rows.a]\nid = 1\ntype = 'u32'\n[struct.«S».fields]\nx = { type = 'rows:t' }\n[command.c]\ngateway = 'g'\nreply = 'S'\n",
    ),
    Case(&["QQ0205"], "comes from the caller", "[struct.S.fields]\nx = { type = 'u64', from = «'client.app_id'» }\n"),
    Case(
        &["QQ0205"],
        "an app id is u64",
        "[command.c]\ngateway = 'g'\nreply = 'unknown'\n[command.c.params]\nx = { type = 'u32', from = «'client.app_id'» }\n",
    ),
    Case(
        &["QQ0205"],
        "expected a list or rows",
        "[struct.S.fields]\nn = { type = 'u32', from = «'len(x)'» }\nx = { type = 'u32' }\n",
    ),
    Case(&["QQ0206"], "`A` has this value already", "[enum.E.values]\nA = { value = 1 }\nB = { value = «1» }\n"),
    Case(
        &["QQ0206"],
        "`a` has it already",
        "[types.t]\nid = 'type'\nvalue = 'data'\n[types.t.rows.a]\nid = 1\ntype = 'u32'\n[types.t.rows.«b»]\nid = 1\ntype = 'u32'\n",
    ),
    Case(
        &["QQ0207"],
        "the same code",
        "[errors.f.codes]\n-5 = { name = 'Five', remedy = 'none' }\n«-05» = { name = 'Again', remedy = 'none' }\n",
    ),
    Case(&["QQ0207"], "expected a whole number", "[errors.f.codes]\n«five» = { name = 'Five', remedy = 'none' }\n"),
    Case(
        &["QQ0208"],
        "did you mean `until`?",
        "[types.t]\nid = 'type'\nvalue = 'data'\n[types.t.columns.until]\ntype = 'i64'\n[types.t.rows.a]\nid = 1\ntype = 'u32'\ncolumns = { «untill» = 1 }\n",
    ),
    Case(
        &["QQ0208"],
        "for each column",
        "[types.t]\nid = 'type'\nvalue = 'data'\n[types.t.columns.until]\ntype = 'i64'\n[types.t.rows.«a»]\nid = 1\ntype = 'u32'\n",
    ),
    Case(
        &["QQ0209"],
        "expected one of secret, literal",
        "[sign.t]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [«{ secret = true, literal = 'x' }», { secret = true }]\n",
    ),
    Case(
        &["QQ0209"],
        "anybody can make it",
        "[sign.t]\nparam = 'sign'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = «[{ literal = 'x' }]»\n",
    ),
    Case(
        &["QQ0210"],
        "expected one parameter with from = \"sign\"",
        "[gateway.h]\nsign = «'s'»\nurls = ['https://example.com']\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\nparams = { cmd = { type = 'string', from = 'command.name' } }\n",
    ),
    Case(
        &["QQ0106"],
        "did you mean `sign`?",
        "[sign.t]\nparam = «'signzz'»\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ secret = true }]\n[gateway.h]\nsign = 't'\nurls = ['https://example.com']\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\nparams = { cmd = { type = 'string', from = 'command.name' }, sign = { type = 'string', from = 'sign' } }\n",
    ),
    Case(
        &["QQ0210"],
        "expected `sign`",
        "[gateway.h]\nsign = 's'\nurls = ['https://example.com']\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\nparams = { cmd = { type = 'string', from = 'command.name' }, «sig» = { type = 'string', from = 'sign' } }\n",
    ),
    Case(
        &["QQ0101", "QQ0002"],
        "unknown key `exampel`",
        "[callback.c]\n[[callback.c.«exampel»]]\n[callback.c.example.params]\n[[callback.c.«example»]]\n",
    ),
    Case(
        &["QQ0232"],
        "the code of success is 0 unless",
        "[gateway.h]\nurls = ['https://example.com']\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\nrefuse = { bad_param = «0», bad_sign = -1 }\n",
    ),
    Case(
        &["QQ0232"],
        "`Bad` of that table is a failure",
        "[gateway.h]\nurls = ['https://example.com']\nerrors = 'e'\nenvelope = { code = 'ret', success = «-1», message = 'msg', data = 'data' }\n",
    ),
    Case(
        &["QQ0232"],
        "the error table `f` lists 0",
        "[errors.f.codes]\n0 = { name = 'Busy', remedy = 'back_off' }\n[gateway.h]\nurls = ['https://example.com']\nerrors = «'f'»\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\n",
    ),
    Case(
        &["QQ0232"],
        "the error table `e` lists -1",
        "[command.c]\ngateway = 'g'\nreply = 'Done'\nreply_code = { field = 'ret', success = «-1», errors = 'e' }\n",
    ),
    Case(&["QQ0211"], "expected a list", "[struct.«S».fields]\nx = { type = 'S' }\n"),
    Case(&["QQ0212"], "expected a struct or rows", "[struct.S.fields]\nx = { type = 'u32', flatten = «true» }\n"),
    Case(
        &["QQ0213"],
        "did you mean `ret`?",
        "[command.c]\ngateway = 'g'\nreply = 'Done'\nreply_code = { field = «'rte'», errors = 'unknown' }\n",
    ),
    Case(
        &["QQ0213"],
        "expected a struct as `reply`",
        "[command.c]\ngateway = 'g'\nreply = 'unknown'\nreply_code = «{ field = 'ret', errors = 'unknown' }»\n",
    ),
    Case(
        &["QQ0201"],
        "expected no `/` at the end",
        "[gateway.h]\nurls = [«'https://example.com/'»]\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\n",
    ),
    Case(
        &["QQ0214"],
        "from = \"command.name\"",
        "[gateway.«h»]\nurls = ['https://example.com']\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\n[command.c]\ngateway = 'h'\nreply = 'unknown'\n[command.d]\ngateway = 'h'\nreply = 'unknown'\n",
    ),
    Case(
        &["QQ0214"],
        "the second",
        "[gateway.h]\nurls = ['https://example.com']\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\n[gateway.h.params]\na = { type = 'string', from = 'command.name' }\nb = { type = 'string', from = «'command.name'» }\n",
    ),
    Case(
        &["QQ0215"],
        "expected path = \"/…\"",
        "[gateway.h]\nurls = ['https://example.com']\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\n[command.«c»]\ngateway = 'h'\nreply = 'unknown'\n[command.d]\ngateway = 'h'\nreply = 'unknown'\npath = '/d'\n",
    ),
    Case(
        &["QQ0215"],
        "the parameter `cmd` says it already",
        "[command.c]\ngateway = 'g'\nreply = 'unknown'\npath = «'/c'»\n",
    ),
    Case(
        &["QQ0215"],
        "expected a path such as `/user/info`",
        "[gateway.h]\nurls = ['https://example.com']\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\n[command.c]\ngateway = 'h'\nreply = 'unknown'\npath = «'c'»\n",
    ),
    Case(
        &["QQ0215"],
        "expected a path such as `/user/info`",
        "[gateway.h]\nurls = ['https://example.com']\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\n[command.c]\ngateway = 'h'\nreply = 'unknown'\npath = «'/'»\n",
    ),
    Case(
        &["QQ0215"],
        "expected a path such as `/user/info`",
        "[gateway.h]\nurls = ['https://example.com']\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\n[command.c]\ngateway = 'h'\nreply = 'unknown'\npath = «'/a//b'»\n",
    ),
    Case(
        &["QQ0215"],
        "expected a path such as `/user/info`",
        "[gateway.h]\nurls = ['https://example.com']\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\n[command.c]\ngateway = 'h'\nreply = 'unknown'\npath = «'/a/../b'»\n",
    ),
    Case(
        &["QQ0215"],
        "expected a path such as `/user/info`",
        "[gateway.h]\nurls = ['https://example.com']\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\n[command.c]\ngateway = 'h'\nreply = 'unknown'\npath = «'/a?b'»\n",
    ),
    Case(
        &["QQ0215"],
        "expected a path such as `/user/info`",
        "[gateway.h]\nurls = ['https://example.com']\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\n[command.c]\ngateway = 'h'\nreply = 'unknown'\npath = «'/a b'»\n",
    ),
    Case(
        &["QQ0215"],
        "expected a path such as `/user/info`",
        "[gateway.h]\nurls = ['https://example.com']\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\n[command.c]\ngateway = 'h'\nreply = 'unknown'\npath = «'/大'»\n",
    ),
    Case(
        &["QQ0216"],
        "do not take the same parameters",
        "[gateway.h]\nurls = ['https://example.com']\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\n[command.c]\ngateway = 'h'\nreply = 'Done'\npath = '/p'\n[command.d]\ngateway = 'h'\nreply = 'Done'\npath = «'/p'»\n[command.d.params]\nx = { type = 'u32' }\n",
    ),
    Case(
        &["QQ0216"],
        "do not take the same methods",
        "[gateway.h]\nurls = ['https://example.com']\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\n[command.c]\ngateway = 'h'\nreply = 'Done'\npath = '/p'\n[command.d]\ngateway = 'h'\nreply = 'Done'\npath = «'/p'»\nmethods = ['POST']\n",
    ),
    Case(
        &["QQ0216"],
        "do not answer the same",
        "[gateway.h]\nurls = ['https://example.com']\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\n[command.c]\ngateway = 'h'\nreply = 'Done'\npath = '/p'\n[command.d]\ngateway = 'h'\nreply = 'unknown'\npath = «'/p'»\n",
    ),
    Case(
        &["QQ0217"],
        "did you mean `openid`?",
        "[struct.Me.fields]\nopenid = { type = 'string' }\nclient_id = { type = 'u64' }\n[command.c]\ngateway = 'g'\nreply = 'Me'\nverify = { «opemid» = 'session.openid' }\n",
    ),
    Case(
        &["QQ0217"],
        "expected a field of the type string",
        "[struct.Me.fields]\nopenid = { type = 'string' }\nclient_id = { type = 'u64' }\n[command.c]\ngateway = 'g'\nreply = 'Me'\nverify = { «client_id» = 'session.openid' }\n",
    ),
    Case(
        &["QQ0217"],
        "expected a field of the type u64 or string",
        "[struct.Me.fields]\nid = { type = 'u32' }\n[command.c]\ngateway = 'g'\nreply = 'Me'\nverify = { «id» = 'client.app_id' }\n",
    ),
    Case(
        &["QQ0217"],
        "expected a struct as `reply`",
        "[command.c]\ngateway = 'g'\nreply = 'unknown'\nverify = «{ openid = 'session.openid' }»\n",
    ),
    Case(
        &["QQ0104"],
        "did you mean `session.openid`?",
        "[struct.Me.fields]\nopenid = { type = 'string' }\nclient_id = { type = 'u64' }\n[command.c]\ngateway = 'g'\nreply = 'Me'\nverify = { openid = «'session.opemid'» }\n",
    ),
    Case(
        &["QQ0104"],
        "expected one of client.app_id, session.openid",
        "[struct.Me.fields]\nopenid = { type = 'string' }\nclient_id = { type = 'u64' }\n[command.c]\ngateway = 'g'\nreply = 'Me'\nverify = { openid = «'session.access_token'» }\n",
    ),
    Case(
        &["QQ0110"],
        "expected at least one field",
        "[struct.Me.fields]\nopenid = { type = 'string' }\nclient_id = { type = 'u64' }\n[command.c]\ngateway = 'g'\nreply = 'Me'\nverify = «{}»\n",
    ),
    Case(
        &["QQ0111"],
        "one of the two must go",
        "[gateway.h]\nurls = ['https://example.com']\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\nparams = { fmt = { type = 'string' } }\noutput = { param = 'fmt', jsonp = 'j', json = «'k'», default_callback = 'f' }\n",
    ),
    Case(
        &["QQ0102"],
        "expected one of the two",
        "[gateway.h]\nurls = ['https://example.com']\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\nparams = { fmt = { type = 'string' } }\noutput = «{ param = 'fmt', default_callback = 'f' }»\n",
    ),
    Case(
        &["QQ0106"],
        "did you mean `fmt`?",
        "[gateway.h]\nurls = ['https://example.com']\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\nparams = { fmt = { type = 'string' } }\noutput = { param = 'fmt', json = 'j', callback = «'fnt'», default_callback = 'f' }\n",
    ),
    Case(
        &["QQ0103"],
        "expected `true` or `false`",
        "[gateway.h]\nurls = ['https://example.com']\nenvelope = { code = 'ret', message = 'msg', data = '', failures_only = «1» }\n",
    ),
    // Tables of records and stages
    Case(&["QQ0102"], "`key` holds a text", "«[table.t]»\n[table.t.fields]\nid = { type = 'u64' }\n"),
    Case(&["QQ0110"], "expected at least one", "[table.t]\nkey = 'id'\nfields = «{}»\n"),
    Case(
        &["QQ0106"],
        "did you mean `appid`?",
        "[table.t]\nkey = «'apid'»\n[table.t.fields]\nappid = { type = 'u64' }\n",
    ),
    Case(
        &["QQ0111"],
        "`required = false` of the key",
        "[table.t]\nkey = 'id'\n[table.t.fields]\nid = { type = 'u64', required = «false» }\n",
    ),
    Case(
        &["QQ0111"],
        "which never changes",
        "[table.t]\nkey = 'id'\n[table.t.fields]\nid = { type = 'u64', immutable = «false» }\n",
    ),
    Case(
        &["QQ0111"],
        "that the administration makes",
        "[table.t]\nkey = 'id'\n[table.t.fields]\nid = { type = 'u64' }\nx = { type = 'string', generated = true, required = «false» }\n",
    ),
    Case(
        &["QQ0101"],
        "a field of a record has the keys type",
        "[table.t]\nkey = 'id'\n[table.t.fields]\nid = { type = 'u64', generated = true, «from» = 'caller' }\n",
    ),
    Case(
        &["QQ0204"],
        "only a string can be secret",
        "[table.t]\nkey = 'id'\n[table.t.fields]\nid = { type = 'u64', secret = «true» }\n",
    ),
    Case(
        &["QQ0204"],
        "a field of a record holds a plain value or an enum",
        "[table.t]\nkey = 'id'\n[table.t.fields]\nid = { type = 'u64' }\nx = { type = «'Done'» }\n",
    ),
    Case(
        &["QQ0204"],
        "a field of a record holds a plain value or an enum",
        "[table.t]\nkey = 'id'\n[table.t.fields]\nid = { type = 'u64' }\nx = { type = «'list:u32'» }\n",
    ),
    Case(
        &["QQ0204"],
        "expected \"exact\", or the type \"string\"",
        "[table.t]\nkey = 'id'\n[table.t.fields]\nid = { type = 'u64', find = «'fuzzy'» }\n",
    ),
    Case(
        &["QQ0104"],
        "did you mean `exact`?",
        "[table.t]\nkey = 'id'\n[table.t.fields]\nid = { type = 'u64', find = «'exakt'» }\n",
    ),
    Case(
        &["QQ0202"],
        "a limit of texts",
        "[table.t]\nkey = 'id'\n[table.t.fields]\nid = { type = 'u64', non_empty = «true» }\n",
    ),
    Case(
        &["QQ0106"],
        "did you mean `games`?",
        "[table.games]\nkey = 'id'\n[table.games.fields]\nid = { type = 'u64' }\nnext = { type = 'u64', references = «'game'» }\n",
    ),
    Case(
        &["QQ0106"],
        "no set of stages is defined",
        "[table.t]\nkey = 'id'\nstages = «'life'»\n[table.t.fields]\nid = { type = 'u64' }\n",
    ),
    Case(
        &["QQ0109"],
        "the second",
        "[table.t]\nkey = 'id'\n[table.t.fields]\nid = { type = 'u64' }\nx-y = { type = 'u64' }\n«x_y» = { type = 'u64' }\n",
    ),
    Case(
        &["QQ0109"],
        "the table of records `done` is called `Done` in Rust",
        "[table.«done»]\nkey = 'id'\n[table.done.fields]\nid = { type = 'u64' }\n",
    ),
    Case(
        &["QQ0109"],
        "the set of stages `t` is called `T` in Rust",
        "[table.t]\nkey = 'id'\n[table.t.fields]\nid = { type = 'u64' }\n[stages.«t».steps]\nA = {}\nB = {}\n",
    ),
    Case(
        &["QQ0228"],
        "expected the type of the key",
        "[table.t]\nkey = 'id'\n[table.t.fields]\nid = { type = 'u64' }\nnext = { type = «'u32'», references = 't' }\n",
    ),
    // Whoever misspells a type meets that mistake alone, although what it was taken for is not the key's type.
    Case(
        &["QQ0105"],
        "did you mean `u32`?",
        "[table.t]\nkey = 'id'\n[table.t.fields]\nid = { type = 'u64' }\nnext = { type = «'u23'», references = 't' }\n",
    ),
    Case(&["QQ0110"], "expected at least two", "[stages.s]\nsteps = «{}»\n"),
    Case(&["QQ0229"], "expected another one beside it", "[stages.s.steps]\n«A» = {}\n"),
    Case(&["QQ0229"], "expected another stage", "[stages.s.steps]\nA = { then = ['B', «'A'»] }\nB = {}\n"),
    Case(&["QQ0229"], "nothing leads to `C`", "[stages.s.steps]\nA = {}\nB = { then = [] }\n«C» = {}\n"),
    Case(&["QQ0106"], "did you mean `Review`?", "[stages.s.steps]\nTest = { then = [«'Reveiw'»] }\nReview = {}\n"),
    Case(&["QQ0106"], "the stages are A, B", "[stages.s.steps]\nA = {}\nB = { then = [«'Later'»] }\n"),
    Case(&["QQ0107"], "listed before", "[stages.s.steps]\nA = { then = ['B', «'B'»] }\nB = {}\n"),
    Case(&["QQ0108"], "expected a name such as `Review`", "[stages.s.steps]\nA = {}\n«b» = {}\n"),
    Case(&["QQ0108"], "called `ALL` already", "[stages.s.steps]\nA = {}\n«ALL» = {}\n"),
    // Notes
    Case(&["QQ0201"], "https:// or http:// and a host", "[note.n]\nurl = «'example.com'»\n"),
    // Vectors
    Case(
        &["QQ0301"],
        "these parameters give",
        "[command.c]\ngateway = 'g'\nreply = 'unknown'\n[[command.c.example]]\nsecret = 'x'\nsign = «'00000000000000000000000000000000'»\nparams = { app = 1 }\n",
    ),
    Case(
        &["QQ0302"],
        "parameter `x` is required and missing",
        "[command.c]\ngateway = 'g'\nreply = 'unknown'\n[command.c.params]\nx = { type = 'u32' }\n«[[command.c.example]]»\nparams = { app = 1 }\n",
    ),
    Case(
        &["QQ0302"],
        "a whole number",
        "[command.c]\ngateway = 'g'\nreply = 'unknown'\n[command.c.params]\nx = { type = 'u32' }\n[[command.c.example]]\nparams = { app = 1, «x» = 'many' }\n",
    ),
    Case(
        &["QQ0102"],
        "a vector has both",
        "[command.c]\ngateway = 'g'\nreply = 'unknown'\n«[[command.c.example]]»\nsecret = 'x'\nparams = { app = 1 }\n",
    ),
    // Several at once, sorted, each once
    Case(
        &["QQ0101", "QQ0105", "QQ0106", "QQ0104"],
        "did you mean `non_empty`?",
        "[struct.S.fields]\nx = { type = 'string', «nonempty» = true }\ny = { type = «'u31'» }\n[command.c]\ngateway = «'gate'»\nreply = 'unknown'\nmethods = [«'PUT'»]\n",
    ),
    // A vector is computed although something else is wrong; one that rests on a mistake is not
    Case(
        &["QQ0301", "QQ0101"],
        "these parameters give",
        "[command.c]\ngateway = 'g'\nreply = 'unknown'\n[[command.c.example]]\nsecret = 'x'\nsign = «'0'»\nparams = { app = 1 }\n[enum.E]\n«opne» = true\n[enum.E.values]\nA = { value = 1 }\n",
    ),
    Case(
        &["QQ0105"],
        "did you mean `u32`?",
        "[command.c]\ngateway = 'g'\nreply = 'unknown'\n[command.c.params]\nx = { type = «'u23'» }\n[[command.c.example]]\nsecret = 'x'\nsign = '0'\nparams = { app = 1, x = 2 }\n",
    ),
    // What is suggested where nothing is near
    Case(
        &["QQ0213"],
        "did you mean `ret`?",
        "[command.c]\ngateway = 'g'\nreply = 'Done'\nreply_code = { field = «'status'», errors = 'unknown' }\n",
    ),
    Case(
        &["QQ0213"],
        "such are one, two",
        "[struct.S.fields]\none = { type = 'u32' }\ntwo = { type = 'u32' }\nmsg = { type = 'string' }\n[command.c]\ngateway = 'g'\nreply = 'S'\nreply_code = { field = «'status'», errors = 'unknown' }\n",
    ),
    Case(
        &["QQ0106"],
        "the parameters are app, cmd, sig",
        "[sign.t]\nparam = 'sig'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ secret = true }, { pairs = { order = 'bytes', exclude = [«'secret'»] } }]\n[gateway.h]\nsign = 't'\nurls = ['https://example.com']\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\nparams = { app = { type = 'u64', from = 'client.app_id' }, cmd = { type = 'string', from = 'command.name' }, sig = { type = 'string', from = 'sign' } }\n",
    ),
    Case(
        &["QQ0106"],
        "did you mean `order`?",
        "[struct.P.fields]\nid = { type = 'string' }\n[callback.c]\nsign = 's'\npayload = «'data'»\nkey = ['id']\nreply = { code = 'ret', message = 'msg', success_message = 'ok' }\n[callback.c.params]\norder = { type = 'json:P' }\nsign = { type = 'string', from = 'sign' }\n",
    ),
    Case(&["QQ0108"], "reserved: choose another name", "[errors.f.codes]\n-2 = { name = «'Self'», remedy = 'none' }\n"),
];
