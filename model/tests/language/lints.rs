//! What may be a mistake, by example: warnings alone.

use crate::Case;

/// What every case stands on.
pub(crate) const PRELUDE: &str = "[spec]\nname = 'test'\n";

/// What is not warned of.
pub(crate) const CORRECT: &[&str] = &[
    "lints = { unused-item = 'allow' }\n[enum.E.values]\nA = { value = 1 }\n",
    "[page.p]\nurl = 'https://example.com/'\nparams.kind = { type = 'E' }\n[enum.E.values]\nA = { value = 1 }\n",
    "[table.t]\nkey = 'id'\nstages = 's'\nfields.id = { type = 'E' }\n[enum.E.values]\nA = { value = 1 }\n[stages.s.steps]\nA = {}\nB = {}\n",
    "[sdk.a]\nplatform = 'ios'\nneeds_login = false\nrow = { matrix = 'm', row = 'r' }\nanswer = { by = 'callback', reply = 'R', code = ['ret'], errors = 'e' }\n[struct.R.fields]\nret = { type = 'i64' }\nmore = { type = 'list:S' }\n[struct.S.fields]\nx = { type = 'u32' }\n[errors.e.codes]\n1 = { name = 'Bad', remedy = 'none' }\n[matrix.m]\ncolumns.c = { call = 'send' }\nrows.r.cells = { c = true }\n",
    "[page.p]\nzh = '页'\nurl = 'https://example.com/'\n[page.q]\nurl = 'https://example.com/'\n",
    "lints = { missing-text = 'warn' }\n[page.p]\nzh = '页'\nen = 'Page.'\nurl = 'https://example.com/'\n[page.q]\nurl = 'https://example.com/'\n",
    "[page.p]\nurl = 'https://example.com/'\n[page.p.params]\ntokens = { type = 'u32' }\nno_token = { type = 'string', secret = false }\nprivate = { type = 'string', value = 'yes' }\n[table.t]\nkey = 'id'\nfields.id = { type = 'string', secret = true }\n",
    "[page.p]\nurl = 'https://example.com/'\n[page.p.params]\na = { type = 'string', required = false }\nb = { type = 'string' }\n",
    "lints = { unsorted-codes = 'warn', unused-item = 'allow' }\n[errors.e.codes]\n3 = { name = 'C', remedy = 'none' }\n1 = { name = 'A', remedy = 'none' }\n\n2 = { name = 'B', remedy = 'none' }\n[errors.f.codes]\n1 = { name = 'A', remedy = 'none' }\nX = { name = 'X', code = 'unknown', remedy = 'none' }\n3 = { name = 'C', remedy = 'none' }\n2 = { name = 'B', remedy = 'none' }\n",
    "lints = { unused-item = 'allow' }\n[errors.e.codes]\n1 = { name = 'A', remedy = 'none' }\n3 = { name = 'C', remedy = 'none' }\n2 = { name = 'B', remedy = 'none' }\n",
    "budget = { item = 250 }\n",
    "[gateway.g]\nurls = ['https://example.com']\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\nrefuse = { bad_param = -11 }\n",
    "budget = { command = 250, errors = 30, total = 250 }\n",
    "lints = { required-after-optional = 'warn' }\n[page.p]\nurl = 'https://example.com/'\n[page.p.params]\na = { type = 'string' }\nb = { type = 'string', required = false }\nc = { type = 'string', value = 'x' }\n",
];

/// What is warned of, and what is said about it.
pub(crate) const CASES: &[Case] = &[
    // Levels
    Case(&["QQ0006"], "always an error", "lints = { «syntax» = 'allow' }\n"),
    Case(&["QQ0106"], "did you mean `unused-item`?", "lints = { «unused-itme» = 'allow' }\n"),
    Case(&["QQ0106"], "did you mean `unused-item`?", "lints = { «QQ0401» = 'allow' }\n"),
    Case(&["QQ0106"], "lints are unused-item, missing-text", "lints = { «colours» = 'allow' }\n"),
    Case(&["QQ0104"], "did you mean `warn`?", "lints = { unused-item = «'wran'» }\n"),
    Case(&["QQ0103"], "expected one of \"allow\", \"warn\", \"deny\"", "lints = { unused-item = «true» }\n"),
    // Budgets
    Case(&["QQ0008"], "expected 1 or more lines", "budget = { item = «0» }\n"),
    Case(&["QQ0008"], "expected 1 or more lines", "budget = { total = «-1», item = 250 }\n"),
    Case(&["QQ0008"], "the limit of all items together", "budget = { item = «251», total = 250 }\n"),
    Case(&["QQ0008"], "never reached", "budget = { command = «251», item = 9, total = 250 }\n"),
    Case(&["QQ0110"], "budget = { item = 250, total = 40000 }", "budget = «{}»\n"),
    Case(&["QQ0101"], "did you mean `item`?", "budget = { «itme» = 250 }\n"),
    Case(&["QQ0103"], "expected a whole number", "budget = { item = «'250'» }\n"),
    // Unused items
    Case(
        &["QQ0401"],
        "warning[QQ0401]: nothing uses the enum `E`\n --> root.toml:3:7",
        "[enum.«E».values]\nA = { value = 1 }\n",
    ),
    Case(
        &["QQ0401"],
        "error[QQ0401]: nothing uses the enum `E`",
        "lints = { unused-item = 'deny' }\n[enum.«E».values]\nA = { value = 1 }\n",
    ),
    Case(&["QQ0401"], "[spec.lints], then unused-item = \"allow\"", "[struct.«S».fields]\nx = { type = 'list:S' }\n"),
    Case(
        &["QQ0401"],
        "the struct `S`",
        "[struct.«S».fields]\nx = { type = 'E' }\n[enum.E.values]\nA = { value = 1 }\n",
    ),
    Case(&["QQ0401"], "the type table `t`", "[types.«t»]\nid = 'i'\nvalue = 'v'\nrows.a = { id = 1, type = 'u32' }\n"),
    Case(&["QQ0401"], "the error table `e`", "[errors.«e».codes]\n1 = { name = 'Bad', remedy = 'none' }\n"),
    Case(&["QQ0401"], "the set of stages `s`", "[stages.«s».steps]\nA = {}\nB = {}\n"),
    Case(&["QQ0401"], "the matrix `m`", "[matrix.«m»]\ncolumns.c = {}\nrows.r.cells = { c = true }\n"),
    Case(
        &["QQ0401"],
        "the sign scheme `s`",
        "[sign.«s»]\nparam = 'sig'\ndigest = 'md5'\noutput = 'lower-hex'\nparts = [{ secret = true }]\n",
    ),
    // What is misspelt may be what would use the enum.
    Case(
        &["QQ0105"],
        "no type of this name",
        "[page.p]\nurl = 'https://example.com/'\nparams.a = { type = «'Colour'» }\n[enum.Kind.values]\nA = { value = 1 }\n",
    ),
    // Words
    Case(
        &["QQ0402"],
        "`en` is missing",
        "lints = { missing-text = 'warn' }\n[page.«p»]\nzh = '页'\nurl = 'https://example.com/'\n",
    ),
    Case(
        &["QQ0402"],
        "the note `n` has `en` and no `zh`",
        "lints = { missing-text = 'deny' }\n[note.«n»]\nen = 'Read on.'\n",
    ),
    Case(
        &["QQ0403"],
        "nothing says what to do about `1`",
        "lints = { no-remedy = 'warn', unused-item = 'allow' }\n[errors.e.codes]\n«1» = { name = 'Bad', remedy = 'none' }\n2 = { name = 'Mended', remedy = 'none', en_remedy = 'Mend it.' }\n3 = { name = 'Much', remedy = 'back_off' }\n",
    ),
    // Secrets
    Case(
        &["QQ0404", "QQ0404"],
        "`token` speaks of a secret",
        "[page.p]\nurl = 'https://example.com/'\n[page.p.params]\n«pay_token» = { type = 'string' }\n«AppKey» = { type = 'string', required = false }\n",
    ),
    Case(
        &["QQ0404"],
        "write secret = true",
        "[table.t]\nkey = 'id'\n[table.t.fields]\nid = { type = 'u64' }\n«password» = { type = 'string' }\n",
    ),
    // What is wrong elsewhere does not silence a warning.
    Case(&["QQ0103", "QQ0404"], "", "[page.p]\nurl = «1»\n[page.p.params]\n«secret_word» = { type = 'string' }\n"),
    // Order
    Case(
        &["QQ0405"],
        "`b` is required and stands after `a`, which is not",
        "lints = { required-after-optional = 'warn' }\n[page.p]\nurl = 'https://example.com/'\n[page.p.params]\na = { type = 'u32', default = 1 }\n«b» = { type = 'u32' }\n",
    ),
    Case(
        &["QQ0406"],
        "the rows of the error table `e` stand in no order",
        "lints = { unsorted-codes = 'warn', unused-item = 'allow' }\n[errors.e.codes]\n-1 = { name = 'A', remedy = 'none' }\n-3 = { name = 'C', remedy = 'none' }\n«-2» = { name = 'B', remedy = 'none' }\n-4 = { name = 'D', remedy = 'none' }\n",
    ),
    Case(
        &["QQ0406"],
        "3 stands behind 4",
        "lints = { unsorted-codes = 'deny', unused-item = 'allow' }\n[types.t]\nid = 'i'\nvalue = 'v'\n[types.t.rows]\na = { id = 1, type = 'u32' }\nb = { id = 2, type = 'u32' }\nd = { id = 4, type = 'u32' }\n«c» = { id = 3, type = 'u32' }\n",
    ),
    // Refusals
    Case(
        &["QQ0407"],
        "`bad_param` refuses with -11, which the error table `e` does not list",
        "[errors.e.codes]\n-1 = { name = 'Bad', remedy = 'none' }\n[gateway.g]\nurls = ['https://example.com']\nerrors = 'e'\nenvelope = { code = 'ret', message = 'msg', data = 'data' }\nrefuse = { bad_param = «-11», bad_sign = -1 }\n",
    ),
];
