//! What the README has people type, typed.

use std::{
    fs,
    net::TcpListener,
    path::Path,
    process::{Command, Stdio},
};

use crate::{
    folder::Folder,
    program::{finish, run, workspace},
};

/// The commands under a heading, without what is said about them.
pub(crate) fn commands(file: &str, heading: &str) -> Vec<String> {
    let text = fs::read_to_string(workspace().join(file)).unwrap();
    let (_, section) = text.split_once(heading).unwrap_or_else(|| panic!("{file} has no {heading}"));
    let (_, block) = section.split_once("```sh\n").unwrap();
    let (block, _) = block.split_once("```").unwrap();
    let said = |line: &str| line.split_once("  # ").map_or(line, |(command, _)| command).trim_end().to_owned();
    block.lines().map(said).collect()
}

#[test]
fn the_path_of_an_order_is_as_the_readme_says() {
    let lines = commands("README.md", "## Callbacks that are money\n");
    assert_eq!(lines, commands("README.zh-CN.md", "## 关系到钱的回调\n"));
    // What is built is this very program; the port may be somebody else's.
    let [build, rest @ ..] = &lines[..] else { panic!("{lines:?}") };
    assert_eq!(build, "cargo build -p qq-cgi-cli && PATH=\"$PWD/target/debug:$PATH\"");
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let listen = format!("qq-cgi receive --listen 127.0.0.1:{port} ");
    let script = rest.join("\n").replace("127.0.0.1:8080", &format!("127.0.0.1:{port}"));
    let script = script.replace("qq-cgi receive ", &listen);
    assert!(script.contains(&listen), "{script}");

    let folder = Folder::new();
    let path = format!("{}:{}", binary_folder().display(), std::env::var("PATH").unwrap());
    // Job control, as at a prompt: a job is killed with all that it started.
    let ran = finish(
        Command::new("bash")
            .args(["-mc", &format!("{script}\nwait")])
            .current_dir(folder.path())
            .env("PATH", path)
            .stdin(Stdio::null()),
    );
    let acknowledged = "1 acknowledged, 0 acknowledged again";
    let outcomes: Vec<_> = ran.stdout.lines().filter(|line| line.starts_with("sent ")).collect();
    let is_acknowledged: Vec<_> = outcomes.iter().map(|line| line.ends_with(&format!(": {acknowledged}"))).collect();
    assert_eq!(is_acknowledged, [true, true, false, true], "{ran:?}");
    assert_eq!(ran.stdout.matches("listening on ").count(), 2, "{ran:?}");
    let kept: Vec<_> = ran.stdout.lines().filter(|line| line.contains("[\"openid-0-0\",\"order_id-0-0\"]")).collect();
    assert_eq!(kept.len(), 1, "{ran:?}");
    assert!(kept[0].ends_with("  conflicts 1"), "{ran:?}");
    assert_eq!(ran.stderr.matches("{\"alert\":\"conflict\",").count(), 1, "{ran:?}");
    let store = folder.path().join("orders.db");
    let shown = run(&["orders", "list", "--format", "jsonl", "--store", store.to_str().unwrap()]).json();
    assert_eq!((shown.len(), &shown[0]["fields"]["open_months"]), (1, &"1".into()));
}

pub(crate) fn binary_folder() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_qq-cgi")).parent().unwrap()
}
