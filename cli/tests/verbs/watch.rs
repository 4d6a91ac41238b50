//! `qq-cgi check --watch`: every change of a file is answered by another check.
#![cfg(unix)]

use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader, Write as _},
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::Duration,
};

use crate::{folder::Folder, program::qq_cgi};

/// Far longer than any check takes: only a watch that has missed a change waits so long.
const DEADLINE: Duration = Duration::from_mins(2);

const GOOD: &str = "[spec]\nname = 'own'\n";
const MORE: &str = "[enum.A.values]\nX = { valeu = 1 }\n";

struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start(folder: &Folder) -> Self {
        let mut command = qq_cgi();
        command.current_dir(folder.path()).args(["check", "own.toml", "--watch"]);
        let mut child = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in stderr.lines() {
                if sender.send(line.unwrap()).is_err() {
                    return;
                }
            }
        });
        Self { child, lines }
    }

    /// What the next check says, without its last line; that one counts `findings`.
    fn next(&self, findings: &str) -> String {
        let mut said = String::new();
        loop {
            let line = self.lines.recv_timeout(DEADLINE).unwrap_or_else(|_| panic!("no further check after {said}"));
            if line.starts_with("---- ") {
                assert_eq!(line, format!("---- {findings}; waiting for changes, Ctrl-C ends ----"), "{said}");
                return said;
            }
            said += &line;
            said.push('\n');
        }
    }

    /// Ends it by a signal; nothing more may have been said.
    fn end(mut self, signal: &str) {
        let sent = Command::new("kill").args([&format!("-{signal}"), &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
        assert_eq!(self.lines.iter().collect::<Vec<_>>(), Vec::<String>::new());
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // Gone already, if the test went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Puts a whole file in place, as an editor does that writes beside it and renames: nothing ever reads half of it.
fn put(folder: &Folder, file: &str, text: &str) {
    folder.write("next.tmp", text);
    fs::rename(folder.path().join("next.tmp"), folder.path().join(file)).unwrap();
}

#[test]
fn an_edit_is_checked_and_a_signal_ends_it_well() {
    let folder = Folder::new();
    folder.write("own.toml", GOOD);
    let watch = Watch::start(&folder);
    assert_eq!(watch.next("0 findings"), "own.toml: no mistakes (1 file, 0 commands)\n");
    // In place, by one write: of more of them, each might be answered.
    let mut file = File::options().append(true).open(folder.path().join("own.toml")).unwrap();
    file.write_all(MORE.as_bytes()).unwrap();
    drop(file);
    assert!(watch.next("1 finding").contains("unknown key `valeu`"));
    put(&folder, "own.toml", GOOD);
    watch.next("0 findings");
    put(&folder, "own.toml", &format!("{GOOD}{MORE}"));
    watch.next("1 finding");
    watch.end("TERM");
}

#[test]
fn members_come_and_go() {
    let folder = Folder::new();
    folder.write("own.toml", GOOD);
    let watch = Watch::start(&folder);
    watch.next("0 findings");
    put(&folder, "own.toml", "[spec]\nname = 'own'\nfiles = ['new/m.toml']\n");
    assert!(watch.next("1 finding").contains("cannot read `new/m.toml`"));
    // The member's folder is made first; a check in between says nothing new.
    fs::create_dir(folder.path().join("new")).unwrap();
    put(&folder, "new/m.toml", MORE);
    assert!(watch.next("1 finding").contains("--> new/m.toml:2:7"));
    fs::remove_file(folder.path().join("new/m.toml")).unwrap();
    assert!(watch.next("1 finding").contains("cannot read `new/m.toml`"));
    fs::remove_file(folder.path().join("own.toml")).unwrap();
    assert!(watch.next("1 finding").contains("cannot read the spec `own.toml`"));
    put(&folder, "own.toml", GOOD);
    watch.next("0 findings");
    watch.end("INT");
}

#[test]
fn files_of_the_base_are_watched() {
    let folder = Folder::new();
    folder
        .write(
            "Cargo.toml",
            "[package]\nname = 'p'\nedition = '2024'\n[package.metadata.qq-cgi]\nbase = 'base/b.toml'\n[workspace]\n",
        )
        .write("src/lib.rs", "")
        .write("base/b.toml", "[spec]\nname = 'b'\n")
        .write("own.toml", "[spec]\nname = 'own'\nbase = 'crate::base'\n");
    let watch = Watch::start(&folder);
    watch.next("0 findings");
    put(&folder, "base/b.toml", &format!("[spec]\nname = 'b'\n{MORE}"));
    assert!(watch.next("1 finding").contains("base/b.toml:4:7"));
    fs::remove_file(folder.path().join("base/b.toml")).unwrap();
    assert!(watch.next("1 finding").contains("cannot be found"));
    put(&folder, "base/b.toml", "[spec]\nname = 'b'\n");
    watch.next("0 findings");
    watch.end("TERM");
}
