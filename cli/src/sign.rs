//! `qq-cgi sign`: from names and values to the signed URL, exactly as the generated client writes it.

pub(crate) mod hidden;

use std::process::ExitCode;

use qq_cgi_model::{
    model::{Command, Gateway, Method, Model},
    request,
    suggest::nearest,
};
use qq_cgi_wire::{SignScheme, Signable, Violation, percent};
use serde_json::json;

use crate::{
    args::{Format, HttpMethod, SignArgs},
    output::{Failure, on_one_line, print},
    secret,
    sign::hidden::{Hidden, MASK},
    spec,
};

pub(crate) fn run(args: &SignArgs) -> Result<ExitCode, Failure> {
    let given = split_params(&args.params)?;
    let model = spec::sound(args.spec.as_deref())?;
    let request = Request::new(&model, args, &given)?;
    print(&match args.format {
        Format::Human => request.to_text(),
        Format::Json => request.to_json(),
    })?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn split_params(params: &[String]) -> Result<Vec<(&str, &str)>, Failure> {
    params
        .iter()
        .enumerate()
        .map(|(index, param)| {
            // The text itself is not shown: it may be a token whose name was forgotten.
            let pair = param.split_once('=').filter(|(name, _)| !name.is_empty());
            pair.ok_or_else(|| Failure::usage(format!("parameter number {} is not NAME=VALUE", index + 1)))
        })
        .collect()
}

/// A request that could be sent.
struct Request<'m> {
    model: &'m Model,
    command: &'m Command,
    method: Method,
    gateway: &'m Gateway,
    /// The gateway's, with the command's own path.
    url: String,
    /// In the order in which they are signed.
    pairs: Vec<(String, String)>,
    /// `None` where the gateway takes unsigned requests.
    signed: Option<Signed<'m>>,
}

struct Signed<'m> {
    scheme: &'m SignScheme,
    sign: String,
}

impl<'m> Request<'m> {
    fn new(model: &'m Model, args: &SignArgs, given: &[(&str, &str)]) -> Result<Self, Failure> {
        let command = find_command(model, &args.command)?;
        let method = find_method(command, args.method)?;
        let reached = model.gateway_of(command).and_then(|gateway| Some((gateway, gateway.url_to(command)?)));
        let (gateway, url) =
            reached.ok_or_else(|| Failure::new(format!("the command `{}` has no gateway with a URL", command.name)))?;
        let mut pairs = request::complete(model, command, given)
            .map_err(|problems| Failure::of_all(problems.iter().map(|problem| problem.error.to_string()).collect()))?;
        let secret = secret::read(&args.secret)?;
        let signed = match model.scheme_of(gateway) {
            Some(scheme) => {
                let secret = secret.ok_or_else(|| no_secret(gateway))?;
                scheme.arrange(&mut pairs);
                let path = gateway.path_to(command);
                let signable = Signable { secret: &secret, method: method.as_str(), path: &path };
                let sign = scheme.sign(&signable, borrowed(&pairs)).as_str().to_owned();
                Some(Signed { scheme, sign })
            }
            None => None,
        };
        Ok(Self { model, command, method, gateway, url, pairs, signed })
    }

    /// With everything in it that is sent, but without the app's secret.
    fn to_json(&self) -> String {
        json!({
            "command": self.command.name,
            "method": self.method.as_str(),
            "url": self.url_with(|_, value| percent::encode(value)),
            "sign": self.signed.as_ref().map(|signed| &signed.sign),
            "source": self.signed.as_ref().map(|signed| self.source(signed.scheme, &self.pairs)),
        })
        .to_string()
    }

    /// For a terminal, whose text may be kept or shared: without tokens.
    fn to_text(&self) -> String {
        let hidden = Hidden::of(self.model, self.command);
        let shown = |name: &str, value: &str| {
            if hidden.hides(name) { MASK.to_owned() } else { percent::encode(value) }
        };
        let method = format!("method  {}\nurl     {}", self.method.as_str(), self.url_with(shown));
        let Some(Signed { scheme, sign }) = &self.signed else {
            return format!("{method}\nsign    none: the gateway `{}` takes unsigned requests", self.gateway.name);
        };
        let mut masked = self.pairs.clone();
        masked.iter_mut().filter(|(name, _)| hidden.hides(name)).for_each(|(_, value)| MASK.clone_into(value));
        // Where a scheme signs encoded values, the mask was encoded too.
        let source = self.source(scheme, &masked).replace(&percent::encode(MASK), MASK);
        format!("{method}\nsign    {sign}\nsource  {}", on_one_line(&source))
    }

    fn url_with(&self, shown: impl Fn(&str, &str) -> String) -> String {
        let sign = self.signed.as_ref().map(|signed| (&*signed.scheme.param, signed.sign.as_str()));
        let all = borrowed(&self.pairs).chain(sign);
        let query: Vec<_> =
            all.map(|(name, value)| format!("{}={}", percent::encode(name), shown(name, value))).collect();
        format!("{}{}{}", self.url, if query.is_empty() { "" } else { "?" }, query.join("&"))
    }

    /// The text that is digested, with the app's secret as `***`.
    fn source(&self, scheme: &SignScheme, pairs: &[(String, String)]) -> String {
        let path = self.gateway.path_to(self.command);
        let signable = Signable { secret: MASK, method: self.method.as_str(), path: &path };
        scheme.source_string(&signable, borrowed(pairs))
    }
}

fn find_command<'m>(model: &'m Model, name: &str) -> Result<&'m Command, Failure> {
    model.command(name).ok_or_else(|| {
        let known = model.commands.iter().map(|command| command.name.as_str());
        let suggestion = nearest(name, known).map(str::to_owned);
        Failure::new(format!("command `{name}` {}", Violation::Unknown { suggestion }))
    })
}

fn find_method(command: &Command, wanted: Option<HttpMethod>) -> Result<Method, Failure> {
    let documented = || command.methods.iter().map(|method| method.as_str()).collect::<Vec<_>>().join(" and ");
    let wanted = match wanted {
        Some(HttpMethod::Get) => Method::Get,
        Some(HttpMethod::Post) => Method::Post,
        None => command.methods.first().copied().unwrap_or(Method::Get),
    };
    if command.methods.contains(&wanted) {
        return Ok(wanted);
    }
    Err(Failure::new(format!("command `{}` is called by {}, not by {}", command.name, documented(), wanted.as_str())))
}

fn no_secret(gateway: &Gateway) -> Failure {
    let name = &gateway.name;
    Failure::usage(format!("the gateway `{name}` is signed: give --secret-env, --secret-file or --secret"))
}

fn borrowed(pairs: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> + Clone {
    pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
}
