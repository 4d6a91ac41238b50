//! Makes an order of something in quarantine: of its own bytes, or of what somebody says that it is.

use std::{
    fs,
    io::{self, Read as _},
    path::Path,
};

use qq_cgi_receiver::{
    App, order_of,
    store::{QuarantineId, QuarantineState, Stored},
};

use super::{decided, find};
use crate::{
    args::QuarantineAdmitArgs,
    output::{Failure, print},
    spec,
    store::Opened,
};

pub(super) fn run(args: &QuarantineAdmitArgs) -> Result<(), Failure> {
    let model = spec::sound(args.spec.as_deref())?;
    let opened = Opened::existing(&args.store)?;
    let held = find(&opened, QuarantineId(args.id))?;
    if held.state == QuarantineState::Admitted {
        return Err(decided(&held));
    }
    let data = args.data.as_deref().map(read).transpose()?;
    let mut app = App::new(held.quarantined.callback.as_str(), held.quarantined.app.as_str());
    for known in &args.known {
        let usage = || Failure::usage("--known takes FIELD=VALUE,…");
        let (field, values) = known.split_once('=').ok_or_else(usage)?;
        app = app.known(field, values.split(','));
    }
    let payload = data.as_ref().unwrap_or(&held.quarantined.raw);
    let order = order_of(&model, &app, &held.quarantined, payload).map_err(|why| {
        let hint = if data.is_some() { "" } else { "; --data says what it is" };
        Failure::new(format!("entry {} of the quarantine cannot be used: {why}{hint}", held.id))
    })?;
    match opened.wait(opened.store.admit(held.id, order))? {
        Some(Stored::New(order)) => print(&format!("admitted {} as order {order}", held.id)),
        Some(Stored::Duplicate(order)) => {
            print(&format!("admitted {} as order {order}, which was there already with the same fields", held.id))
        }
        Some(Stored::Conflict(order)) => Err(Failure::new(format!(
            "order {order} has this key and other fields: that one stands, and entry {} is stored beside it as a conflict",
            held.id
        ))),
        None => Err(decided(&held)),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == "-" {
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(path)
    };
    read.map_err(|error| Failure::new(format!("cannot read `{}`: {error}", path.display())))
}
