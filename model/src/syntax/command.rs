//! `[command.NAME]`.

use super::{FieldTable, Map, table, words};
use crate::{model::Constant, source::Located};

table! {
    /// Something a gateway does when asked.
    CommandTable "a command" + texts {
        /// Its name in Rust; otherwise made from its key.
        "rust" rust: String;
        /// The gateway that carries it.
        "gateway" gateway: String = required;
        /// The HTTP methods it takes, the default first; GET unless given.
        "methods" methods: Vec<Located<MethodWord>>;
        /// Its own path below the gateway's URL, where no parameter names the command: `/me`.
        "path" path: String;
        /// Whether sending it twice does no harm; no unless given.
        "idempotent" idempotent: bool;
        /// The struct that it answers, or "unknown" where the document does not say.
        "reply" reply: String = required;
        /// The command's own code inside its answer.
        "reply_code" reply_code: ReplyCodeTable;
        /// Fields of the answer that must say what client or session know: `openid = "session.openid"`.
        "verify" verify: Map<Located<String>>;
        /// Its own parameters.
        "params" params: Map<FieldTable>;
        /// Examples; with secret and sign they are vectors.
        "example" examples: Vec<Located<ExampleTable>>;
    }
}

words! {
    /// An HTTP method.
    MethodWord {
        /// GET.
        "GET" Get;
        /// POST, with everything in the query and an empty body.
        "POST" Post;
    }
}

table! {
    /// The command's own code inside its answer.
    ReplyCodeTable "a reply code" {
        /// The field with the code.
        "field" field: String = required;
        /// The field with the message.
        "message" message: String;
        /// The code that means success; 0 unless given.
        "success" success: i64;
        /// The error table, or "unknown" where the document does not list the codes.
        "errors" errors: String = required;
    }
}

table! {
    /// An example of a request.
    ExampleTable "an example" + texts {
        /// The app's secret.
        "secret" secret: String;
        /// The sign that the request must have.
        "sign" sign: String;
        /// The HTTP method; the command's default unless given.
        "method" method: MethodWord;
        /// Values by wire name; a JSON parameter as its JSON text.
        "params" params: Map<Constant> = required;
    }
}
