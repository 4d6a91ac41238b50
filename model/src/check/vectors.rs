//! Examples and vectors are computed whenever a spec is checked.

use qq_cgi_wire::Signable;

use super::{
    callbacks,
    context::{Context, Item, Items},
    pages,
    soundness::Unsound,
};
use crate::{
    diagnostic::{Diagnostic, EXAMPLE, VECTOR},
    model::{Command, Example, Model},
    request,
    source::Located,
    syntax::{CommandTable, ExampleTable},
};

pub(super) fn check(model: &Model, items: &Items, context: &mut Context<'_>) {
    let unsound = Unsound::of(items, context);
    pages::check_examples(model, items, &unsound, context);
    callbacks::check_examples(model, items, &unsound, context);
    for item in items.commands.iter().filter(|item| !item.from_base) {
        let Some(command) = model.command(&item.name.value) else { continue };
        // What rests on a mistake cannot reproduce; that would be a second report of the same.
        if !unsound.spares(command, model) {
            continue;
        }
        let written = item.table.examples.iter().flat_map(|examples| &examples.value);
        for (table, example) in written.zip(&command.examples) {
            check_example(model, command, example, table, item, context);
        }
    }
}

fn check_example(
    model: &Model,
    command: &Command,
    example: &Example,
    written: &Located<ExampleTable>,
    item: &Item<CommandTable>,
    context: &mut Context<'_>,
) {
    let table = &written.value;
    let mut pairs = match request::complete(model, command, &example.params) {
        Ok(pairs) => pairs,
        Err(problems) => {
            for problem in problems {
                let name = problem.error.param.split(['[', '.', ':', ' ']).next().unwrap_or_default();
                let given = table.params.iter().flat_map(|params| &params.value).find(|(known, _)| known.value == name);
                let span = given.map_or(written.span, |(known, _)| known.span);
                let message = format!("the example does not fit `{}`", item.name.value);
                context.add(Diagnostic::new(EXAMPLE, span, message).label(problem.error.to_string()));
            }
            return;
        }
    };
    let (Some(secret), Some(sign)) = (&example.secret, &table.sign) else { return };
    let Some(gateway) = model.gateway_of(command) else { return };
    let Some(scheme) = model.scheme_of(gateway) else { return };
    scheme.arrange(&mut pairs);
    let path = gateway.path_to(command);
    let signable = Signable { secret, method: example.method.as_str(), path: &path };
    let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let computed = scheme.sign(&signable, pairs.clone());
    if computed.as_str() == sign.value {
        return;
    }
    let shown = scheme.source_string(&Signable { secret: "***", ..signable }, pairs);
    context.add(mismatch(sign, computed.as_str(), &shown));
}

fn mismatch(sign: &Located<String>, computed: &str, source: &str) -> Diagnostic {
    Diagnostic::new(VECTOR, sign.span, "the vector does not reproduce")
        .label(format!("these parameters give {computed}"))
        .help(format!("signed was `{}`, with the secret as ***", source.escape_debug()))
}
