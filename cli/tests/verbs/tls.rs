//! `qq-cgi receive` behind TLS, and the forwarder that trusts it.

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path, process::Command};

use crate::{
    folder::Folder,
    program::{Ran, finish, qq_cgi, run},
    receiver::{KEY, Receiver},
};

struct Pair {
    certificate: String,
    key: String,
}

fn pair() -> Pair {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    Pair { certificate: made.cert.pem(), key: made.signing_key.serialize_pem() }
}

fn write(folder: &Folder, pair: &Pair) {
    folder.write("cert.pem", &pair.certificate).write("key.pem", &pair.key);
    fs::set_permissions(folder.path().join("key.pem"), fs::Permissions::from_mode(0o600)).unwrap();
}

fn path(folder: &Folder, name: &str) -> String {
    folder.path().join(name).to_str().unwrap().to_owned()
}

fn start(folder: &Folder, options: &[&str]) -> Receiver {
    let (certificate, key) = (path(folder, "cert.pem"), path(folder, "key.pem"));
    let tls = ["--tls-cert", &certificate, "--tls-key", &key];
    Receiver::start(&folder.path().join("orders.db"), &[&tls[..], options].concat())
}

fn forward(receiver: &Receiver, trusted: &Path, attempts: &str) -> Ran {
    let (_, port) = receiver.address.rsplit_once(':').unwrap();
    let url = format!("https://localhost:{port}/opening_flow/game");
    run(&["sandbox", "forward", "opening_flow", &url, "--secret", KEY, "--attempts", attempts, "--log", "-"]
        .into_iter()
        .chain(["--trust", trusted.to_str().unwrap()])
        .collect::<Vec<_>>())
}

#[test]
fn callbacks_come_over_tls_and_a_new_certificate_needs_no_restart() {
    let folder = Folder::new();
    let (first, second) = (pair(), pair());
    write(&folder, &first);
    folder.write("first.pem", &first.certificate).write("second.pem", &second.certificate);
    let mut receiver = start(&folder, &[]);
    let (first, trusted) = (folder.path().join("first.pem"), folder.path().join("second.pem"));
    assert_eq!(receiver.line(), format!("callbacks come to https://{}/opening_flow/game\n", receiver.address));
    assert_eq!(forward(&receiver, &first, "8").code, 0);
    let untrusted = forward(&receiver, &trusted, "1");
    assert_eq!(untrusted.code, 1);
    assert!(untrusted.stdout.contains("\"why\":\"invalid peer certificate: "), "{untrusted:?}");

    write(&folder, &second);
    receiver.signal("HUP");
    // Repeated until the signal has been heard.
    assert_eq!(forward(&receiver, &trusted, "20").code, 0);
    folder.write("cert.pem", "broken");
    receiver.signal("HUP");
    assert_eq!(forward(&receiver, &trusted, "8").code, 0);
    let ran = receiver.end("TERM");
    let alerts: Vec<_> = ran.stderr.lines().map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(alerts, ["{\"alert\":\"certificate-renewed\"", "{\"alert\":\"certificate-kept\""], "{ran:?}");
    assert!(ran.stderr.contains("there is no CERTIFICATE in it"), "{ran:?}");
    assert_eq!(ran.code, 0);
}

#[test]
fn what_is_wrong_with_a_certificate_is_said_at_the_start() {
    let folder = Folder::new();
    write(&folder, &pair());
    let (certificate, key) = (path(&folder, "cert.pem"), path(&folder, "key.pem"));
    let store = path(&folder, "no/such/folder");
    let run = |options: &[&str]| {
        let mut command: Command = qq_cgi();
        // Ends by itself, for its store cannot be made.
        command.env("QQ_CGI_TEST_KEY", KEY).args(["receive", "--app", "game=env:QQ_CGI_TEST_KEY", "--store", &store]);
        finish(command.args(options))
    };
    let ran = run(&["--tls-cert", &certificate, "--tls-key", &key, "--listen", "0.0.0.0:0"]);
    assert!(ran.stderr.starts_with("error: cannot use the store `"), "{ran:?}");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    let ran = run(&["--tls-cert", &certificate, "--tls-key", &key]);
    assert!(ran.stderr.starts_with("warning: other users of this machine can read the key `"), "{ran:?}");
    let ran = run(&["--tls-cert", &key, "--tls-key", &key]);
    assert_eq!(ran.stderr, format!("error: `{key}` cannot be used for TLS: there is no CERTIFICATE in it\n"));
    assert_eq!(run(&["--tls-cert", &certificate]).code, 2);
}
