//! SDK calls, matrices and codes that are known by name.

use crate::Case;

pub(crate) const CORRECT: &[&str] = &[
    "[errors.f.codes]\nkParam = { code = 3, name = 'Param', remedy = 'none' }\n'Errors.IO' = { code = 'unknown', name = 'Io', remedy = 'none' }\n-1 = { name = 'Bad', remedy = 'none' }\n",
    "[matrix.m]\ncolumns = { a = { call = 'x:' }, b = {} }\nrows = { R = { cells = { a = true, b = '仅限文字' } }, Q = { cells = { a = false, b = false } } }\n",
    // Everything at once
    "[matrix.m]\ncolumns = { a = { call = 'x:' }, b = { call = 'y:' } }\nrows = { R = { cells = { a = false, b = true } } }\n[errors.f.codes]\nkOk = { code = 'unknown', name = 'Ok', remedy = 'none' }\nkGone = { code = 4, name = 'Gone', remedy = 'none' }\n[sdk.share]\nplatform = 'ios'\nreceiver = 'Api'\naliases = ['shareIt']\nneeds_login = 'unknown'\nobject = 'Message'\nrow = { matrix = 'm', row = 'R' }\npreconditions = ['The app is registered.']\nanswer = { by = 'callback', type = 'void', reply = 'Done', code = ['ret', 'retCode'], message = ['msg'], success = 'kOk', errors = 'f', detail = { field = 'x', errors = 'f', success = 'kOk' }, failures = 'e', cancelled = 'kGone' }\n[sdk.share.args]\nmessage = { type = 'bundle' }\n[sdk.share.bundle]\ntitle = { type = 'string', max_chars = 3 }\nfriends = { type = 'list:string', required = false, keeps = 9, max_items = 20 }\nimage = { type = 'bytes', required = false }\n'Share.KEY' = { type = 'string', key = 'unknown', rust = 'app_key', secret = true }\n'Share.URL' = { type = 'string', key = 'url', rust = 'url' }\n",
    "[sdk.ask]\nplatform = 'android'\ncall = 'askIt'\nneeds_login = true\nanswer = { by = 'return', type = 'BOOL', success = true }\n[sdk.ask.args]\nwho = { type = 'host:Activity' }\n",
    "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\nanswer = { by = 'return', type = 'int', errors = 'unknown', reply = 'unknown' }\n",
    "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\nanswer = { by = 'callback', reply = 'unknown', errors = 'unknown', failures = 'e' }\n",
    "[errors.f.codes]\nkGone = { code = 'unknown', name = 'Gone', remedy = 'none' }\n[sdk.ask]\nplatform = 'ios'\nneeds_login = true\nanswer = { by = 'callback', failures = 'f', cancelled = 'kGone' }\n[sdk.beg]\nplatform = 'ios'\nneeds_login = true\nanswer = { by = 'callback', code = ['ret'], errors = 'e', detail = { field = 'x', errors = 'f' }, cancelled = 'kGone' }\n",
];

pub(crate) const CASES: &[Case] = &[
    // Codes by name
    Case(
        &["QQ0108"],
        "rust = \"…\"",
        "[matrix.m.columns]\n«ALL» = { call = 'c' }\n[matrix.m.rows]\nr = { cells = { ALL = true } }\n",
    ),
    Case(&["QQ0207"], "code = \"unknown\"", "[errors.f.codes]\n«kParam» = { name = 'Param', remedy = 'none' }\n"),
    Case(
        &["QQ0207"],
        "without leading zeros",
        "[errors.f.codes]\n«0x10» = { code = 16, name = 'Sixteen', remedy = 'none' }\n",
    ),
    Case(&["QQ0111"], "the number", "[errors.f.codes]\n-2 = { code = «-2», name = 'Two', remedy = 'none' }\n"),
    Case(
        &["QQ0104"],
        "did you mean `unknown`?",
        "[errors.f.codes]\nkParam = { code = «'unknwon'», name = 'Param', remedy = 'none' }\n",
    ),
    Case(&["QQ0103"], "found a list", "[errors.f.codes]\nkParam = { code = «[]», name = 'Param', remedy = 'none' }\n"),
    Case(
        &["QQ0206"],
        "`kOne` has this number already",
        "[errors.f.codes]\nkOne = { code = 1, name = 'One', remedy = 'none' }\nkUno = { code = «1», name = 'Uno', remedy = 'none' }\n",
    ),
    Case(
        &["QQ0206"],
        "`kOne` has this number already",
        "[errors.f.codes]\nkOne = { code = 1, name = 'One', remedy = 'none' }\n«1» = { name = 'Uno', remedy = 'none' }\n",
    ),
    Case(
        &["QQ0109"],
        "kOne has this name already",
        "[errors.f.codes]\nkOne = { code = 'unknown', name = 'One', remedy = 'none' }\nkUno = { code = 1, name = «'One'», remedy = 'none' }\n",
    ),
    Case(
        &["QQ0108"],
        "choose another name",
        "[errors.f.codes]\nkOne = { code = 'unknown', name = «'Unlisted'», remedy = 'none' }\n",
    ),
    // Matrices
    Case(
        &["QQ0108"],
        "a name such as `share`",
        "[matrix.«M»]\ncolumns = { a = {} }\nrows = { R = { cells = { a = true } } }\n",
    ),
    Case(&["QQ0110", "QQ0110"], "expected at least one", "[matrix.m]\ncolumns = «{}»\nrows = «{}»\n"),
    Case(
        &["QQ0208"],
        "did you mean `qzone`?",
        "[matrix.m]\ncolumns = { qq = {}, qzone = {} }\nrows = { R = { cells = { qq = true, «qzon» = true } } }\n",
    ),
    Case(
        &["QQ0208"],
        "expected `true`, `false` or a condition for each column",
        "[matrix.m]\ncolumns = { qq = {}, qzone = {} }\nrows = { R = { cells = «{ qq = true }» } }\n",
    ),
    Case(
        &["QQ0208"],
        "a number says nothing",
        "[matrix.m]\ncolumns = { qq = {} }\nrows = { R = { cells = { «qq» = 1 } } }\n",
    ),
    Case(
        &["QQ0208"],
        "an empty condition",
        "[matrix.m]\ncolumns = { qq = {} }\nrows = { R = { cells = { «qq» = ' ' } } }\n",
    ),
    Case(
        &["QQ0109"],
        "both called `OneTwo`",
        "[matrix.m]\ncolumns = { one_two = {}, «one-two» = {} }\nrows = { R = { cells = { one_two = true, one-two = true } } }\n",
    ),
    Case(
        &["QQ0108"],
        "a name such as `Friends`",
        "[matrix.m]\ncolumns = { qq = { rust = «'qq'» } }\nrows = { R = { cells = { qq = true } } }\n",
    ),
    Case(
        &["QQ0109"],
        "the matrix `done`",
        "[matrix.«done»]\ncolumns = { qq = {} }\nrows = { R = { cells = { qq = true } } }\n",
    ),
    // Names
    Case(&["QQ0109"], "the SDK call `done`", "[sdk.«done»]\nplatform = 'ios'\nneeds_login = true\n"),
    Case(&["QQ0108"], "the name of a type", "[sdk.ask]\nrust = «'ask'»\nplatform = 'ios'\nneeds_login = true\n"),
    Case(&["QQ0108"], "a name such as `android`", "[sdk.ask]\nplatform = «'I OS'»\nneeds_login = true\n"),
    Case(&["QQ0102", "QQ0102"], "`needs_login` holds", "««[sdk.ask]»»\ncall = 'two keys are missing'\n"),
    Case(&["QQ0104"], "did you mean `unknown`?", "[sdk.ask]\nplatform = 'ios'\nneeds_login = «'unknwon'»\n"),
    Case(&["QQ0103"], "expected `true`, `false` or \"unknown\"", "[sdk.ask]\nplatform = 'ios'\nneeds_login = «1»\n"),
    Case(
        &["QQ0107", "QQ0107"],
        "first said here",
        "[sdk.ask]\nplatform = 'ios'\ncall = 'ask:'\naliases = ['beg', «'ask:'», «'beg'»]\nneeds_login = true\n",
    ),
    Case(
        &["QQ0109"],
        "among these values",
        "[sdk.«ask»]\nplatform = 'ios'\nneeds_login = true\n[sdk.ask.args]\ntitle = { type = 'string' }\nb = { type = 'bundle' }\n[sdk.ask.bundle]\ntitle = { type = 'string' }\n",
    ),
    Case(
        &["QQ0109"],
        "rust = \"…\"",
        "[matrix.m]\ncolumns = { qq = { call = 'x' } }\nrows = { R = { cells = { qq = true } } }\n[sdk.«ask»]\nplatform = 'ios'\nneeds_login = true\nrow = { matrix = 'm', row = 'R' }\n[sdk.ask.args]\nto = { type = 'string', required = false }\n",
    ),
    // Bundles
    Case(
        &["QQ0222"],
        "a second place",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\n[sdk.ask.args]\na = { type = 'bundle' }\nb = { type = «'bundle'» }\n[sdk.ask.bundle]\nx = { type = 'string' }\n",
    ),
    Case(
        &["QQ0222"],
        "one of `args` has the type \"bundle\"",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\nobject = 'Bundle'\n[sdk.ask.bundle]\n«x» = { type = 'string' }\n",
    ),
    Case(
        &["QQ0222"],
        "nothing to put here",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\n[sdk.ask.args]\na = { type = «'bundle'» }\n",
    ),
    Case(
        &["QQ0222"],
        "the class of a bundle",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\nobject = «'Message'»\n",
    ),
    Case(
        &["QQ0110"],
        "a bundle without values",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\nbundle = «{}»\n[sdk.ask.args]\na = { type = 'bundle' }\n",
    ),
    Case(
        &["QQ0105"],
        "did you mean `bundle`?",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\n[sdk.ask.args]\na = { type = «'bundel'» }\n[sdk.ask.bundle]\nx = { type = 'string' }\n",
    ),
    Case(
        &["QQ0204"],
        "a bundle holds",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\n[sdk.ask.args]\na = { type = 'bundle' }\n[sdk.ask.bundle]\nx = { type = «'host:Activity'» }\n",
    ),
    Case(
        &["QQ0105"],
        "unknown type `host:`",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\n[sdk.ask.args]\na = { type = «'host:'» }\n",
    ),
    Case(
        &["QQ0205"],
        "the platform's side brings it along",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\n[sdk.ask.args]\na = { type = 'host:Activity', from = «'caller'» }\n",
    ),
    Case(
        &["QQ0107"],
        "`A.TITLE` has it already",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\n[sdk.ask.args]\na = { type = 'bundle' }\n[sdk.ask.bundle]\n'A.TITLE' = { type = 'string', key = 'title' }\n'B.TITLE' = { type = 'string', key = «'title'» }\n",
    ),
    Case(
        &["QQ0107"],
        "the key `title` stands twice",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\n[sdk.ask.args]\na = { type = 'bundle' }\n[sdk.ask.bundle]\n'A.TITLE' = { type = 'string', key = 'title', rust = 'heading' }\n«title» = { type = 'string' }\n",
    ),
    Case(&["QQ0223"], "not in a bundle", "[struct.S.fields]\nx = { type = 'string', key = «'y'» }\n"),
    Case(
        &["QQ0223"],
        "only what stands in a bundle has a key",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\n[sdk.ask.args]\na = { type = 'string', key = «'b'» }\n",
    ),
    Case(
        &["QQ0223"],
        "`max_items` is a limit of a list",
        "[struct.S.fields]\nx = { type = 'list:string', keeps = «9» }\n",
    ),
    Case(
        &["QQ0202"],
        "a limit of lists",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\n[sdk.ask.args]\na = { type = 'string', keeps = «9» }\n",
    ),
    Case(
        &["QQ0202"],
        "expected 1 or more",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\n[sdk.ask.args]\na = { type = 'list:string', keeps = «0» }\n",
    ),
    Case(
        &["QQ0111"],
        "no list is longer",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\n[sdk.ask.args]\na = { type = 'list:string', keeps = «9», max_items = 8 }\n",
    ),
    Case(
        &["QQ0204"],
        "only a string can be secret",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\n[sdk.ask.args]\na = { type = 'bytes', secret = «true» }\n",
    ),
    // Rows
    Case(
        &["QQ0106"],
        "did you mean `share`?",
        "[matrix.share]\ncolumns = { qq = { call = 'x' } }\nrows = { R = { cells = { qq = true } } }\n[sdk.ask]\nplatform = 'ios'\nneeds_login = true\nrow = { matrix = «'shar'», row = 'R' }\n",
    ),
    Case(
        &["QQ0106"],
        "did you mean `Text`?",
        "[matrix.m]\ncolumns = { qq = { call = 'x' } }\nrows = { Text = { cells = { qq = true } } }\n[sdk.ask]\nplatform = 'ios'\nneeds_login = true\nrow = { matrix = 'm', row = «'Txet'» }\n",
    ),
    Case(
        &["QQ0224"],
        "could never be made",
        "[matrix.m]\ncolumns = { qq = { call = 'x' } }\nrows = { R = { cells = { qq = false } } }\n[sdk.ask]\nplatform = 'ios'\nneeds_login = true\nrow = { matrix = 'm', row = «'R'» }\n",
    ),
    Case(
        &["QQ0111"],
        "each column names its method",
        "[matrix.m]\ncolumns = { qq = { call = 'x' } }\nrows = { R = { cells = { qq = true } } }\n[sdk.ask]\nplatform = 'ios'\ncall = «'y'»\nneeds_login = true\nrow = { matrix = 'm', row = 'R' }\n",
    ),
    Case(
        &["QQ0102"],
        "the column `qq` does not name its method",
        "[matrix.m]\ncolumns = { qq = {} }\nrows = { R = { cells = { qq = true } } }\n[sdk.ask]\nplatform = 'ios'\nneeds_login = true\nrow = { matrix = 'm', row = «'R'» }\n",
    ),
    // Answers
    Case(
        &["QQ0111", "QQ0111", "QQ0111", "QQ0111"],
        "nothing comes back",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\nanswer = { by = 'none', reply = «'unknown'», code = «['ret']», errors = «'e'», success = «0» }\n",
    ),
    Case(
        &["QQ0111", "QQ0111"],
        "one value without fields",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\nanswer = { by = 'return', reply = «'Done'», message = «['msg']» }\n",
    ),
    Case(
        &["QQ0102"],
        "in which field does the code stand?",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\nanswer = { by = 'callback', errors = «'e'», success = 0 }\n",
    ),
    Case(
        &["QQ0102"],
        "`code` is missing beside `cancelled`",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\nanswer = { by = 'callback', failures = 'e', cancelled = «-1» }\n",
    ),
    Case(
        &["QQ0204"],
        "rows can be sent, not received",
        "[types.t]\nid = 'type'\nvalue = 'data'\n[types.t.rows.a]\nid = 1\ntype = 'u32'\n[struct.«S».fields]\nx = { type = 'rows:t' }\n[sdk.ask]\nplatform = 'ios'\nneeds_login = true\nanswer = { by = 'callback', reply = 'S' }\n",
    ),
    Case(
        &["QQ0110", "QQ0110", "QQ0110"],
        "expected at least one",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\naliases = «[]»\npreconditions = «[]»\nanswer = { by = 'callback', code = «[]» }\n",
    ),
    Case(
        &["QQ0106"],
        "did you mean `Done`?",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\nanswer = { by = 'callback', reply = «'Doen'» }\n",
    ),
    Case(
        &["QQ0106", "QQ0106", "QQ0106"],
        "defined are e",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\nanswer = { by = 'callback', code = ['ret'], errors = «'ee'», failures = «'ff'», detail = { field = 'x', errors = «'gg'» } }\n",
    ),
    Case(
        &["QQ0106", "QQ0106", "QQ0106"],
        "did you mean `kOk`?",
        "[errors.f.codes]\nkOk = { code = 0, name = 'Ok', remedy = 'none' }\nkGone = { code = 'unknown', name = 'Gone', remedy = 'none' }\n[sdk.ask]\nplatform = 'ios'\nneeds_login = true\nanswer = { by = 'callback', code = ['ret'], errors = 'f', success = «'kOK'», cancelled = «'kGon'», detail = { field = 'x', errors = 'f', success = «'kNone'» } }\n",
    ),
    Case(
        &["QQ0106"],
        "write its number",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\nanswer = { by = 'callback', code = ['ret'], errors = 'e', success = «'kOk'» }\n",
    ),
    Case(
        &["QQ0203"],
        "expected a whole number or a constant's name",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\nanswer = { by = 'callback', code = ['ret'], success = «true» }\n",
    ),
    Case(
        &["QQ0111"],
        "one code, two meanings",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\nanswer = { by = 'callback', code = ['ret'], success = -1, cancelled = «-1» }\n",
    ),
    Case(
        &["QQ0104"],
        "did you mean `callback`?",
        "[sdk.ask]\nplatform = 'ios'\nneeds_login = true\nanswer = { by = «'calback'» }\n",
    ),
];
