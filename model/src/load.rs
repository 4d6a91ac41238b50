//! Reading the files of a spec.

use std::{
    collections::BTreeSet,
    io::Read as _,
    path::{Component, Path, PathBuf},
};

use crate::{
    diagnostic::{BASE, Diagnostic, Edit, FILE_LIST, Report, TOO_LARGE, UNREADABLE},
    source::{FileId, Located, SourceFile, Sources, Span},
    suggest::nearest,
    syntax::{self, FileTable},
};

/// The largest file, in bytes: what is larger is no spec, and must not exhaust the machine.
pub const MOST_BYTES: usize = 4 << 20;

/// The most bytes of all files together.
pub const MOST_BYTES_IN_ALL: usize = 4 * MOST_BYTES;

/// The most files, the root included.
pub const MOST_FILES: usize = 1_000;

/// Where files come from.
pub trait Files {
    /// The text of a file, by its path relative to the root's folder, with `/` between folders.
    ///
    /// # Errors
    /// Why it cannot be read, in words.
    fn read(&self, path: &str) -> Result<String, String>;

    /// The path as people should see it.
    fn shown(&self, path: &str) -> String {
        path.to_owned()
    }

    /// Where nothing stands at `path`, so that a file could be made there: the names of the TOML files in its folder.
    /// `None` where something stands there, and where that cannot be known.
    fn beside(&self, path: &str) -> Option<Vec<String>> {
        let _ = path;
        None
    }

    /// The names of the TOML files in the root's own folder; none where that cannot be known.
    fn beside_root(&self) -> Vec<String> {
        Vec::new()
    }
}

/// Files in a folder.
#[derive(Debug, Clone)]
pub struct Disk {
    /// The folder.
    pub folder: PathBuf,
    /// What is shown in front of a path: `spec/` or nothing.
    pub prefix: String,
}

/// Files that are part of the program: path and text.
#[derive(Debug, Clone, Copy)]
pub struct Embedded<'a>(
    /// The files.
    pub &'a [(&'a str, &'a str)],
);

/// The files of a spec, before they are checked.
#[derive(Debug)]
pub struct Loaded {
    /// The files; the root is the first.
    pub sources: Sources,
    /// The base that the root names.
    pub base: Option<Located<String>>,
    /// What was found so far: about the files, and in the root.
    pub(crate) report: Report,
    /// What the root says, where that can be read.
    pub(crate) root: Option<FileTable>,
    /// Whether all files are there, so that a name that is not found is really missing.
    pub(crate) complete: bool,
    /// Files beside the root that it does not list: path below its folder, and text.
    pub(crate) unlisted: Vec<(String, String)>,
    /// Where the root lists its files.
    pub(crate) list: Option<Span>,
}

impl Disk {
    /// The folder of the root file `root`, and the root's name in it. Paths are shown as `root` was written.
    #[must_use]
    pub fn of(root: &Path) -> (Self, String) {
        let folder = root.parent().unwrap_or(Path::new("")).to_owned();
        let prefix = match folder.to_string_lossy() {
            folder if folder.is_empty() || folder.ends_with('/') => folder.into_owned(),
            folder => format!("{folder}/"),
        };
        let name = root.file_name().unwrap_or_default().to_string_lossy().into_owned();
        (Self { folder, prefix }, name)
    }
}

impl Files for Disk {
    fn read(&self, path: &str) -> Result<String, String> {
        let mut bytes = Vec::new();
        // One byte more tells that there is more, however much that is.
        let limit = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX).saturating_add(1);
        let read =
            std::fs::File::open(self.folder.join(path)).and_then(|file| file.take(limit).read_to_end(&mut bytes));
        read.map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
            _ => error.to_string(),
        })?;
        if bytes.len() > MOST_BYTES {
            // Cut anywhere; nobody looks into what is too large.
            return Ok(String::from_utf8_lossy(&bytes).into_owned());
        }
        text_of(bytes)
    }

    fn shown(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    fn beside(&self, path: &str) -> Option<Vec<String>> {
        let is_missing = |error: std::io::Error| (error.kind() == std::io::ErrorKind::NotFound).then_some(());
        let place = self.folder.join(path);
        // A link that leads nowhere is there.
        std::fs::symlink_metadata(&place).err().and_then(is_missing)?;
        match toml_files(place.parent().unwrap_or(Path::new(""))) {
            Ok(names) => Some(names),
            Err(error) => is_missing(error).map(|()| Vec::new()),
        }
    }

    fn beside_root(&self) -> Vec<String> {
        toml_files(&self.folder).unwrap_or_default()
    }
}

/// The names of the TOML files in a folder, in order.
fn toml_files(folder: &Path) -> std::io::Result<Vec<String>> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let names = std::fs::read_dir(folder)?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<_> = names.filter(|name| name.ends_with(TOML)).take(MOST_FILES).collect();
    names.sort_unstable();
    Ok(names)
}

/// The text of a file's bytes.
///
/// # Errors
/// Where it is no UTF-8, and as what it was probably saved.
pub fn text_of(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|error| {
        let (before, behind) = error.as_bytes().split_at(error.utf8_error().valid_up_to());
        let before = String::from_utf8_lossy(before);
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|next| *next != '\n').count() + 1;
        let place = format!("line {line}, column {column} of it is not UTF-8");
        match saved_as(error.as_bytes(), behind) {
            Some(form) => format!("{place}: saved as {form}? Save it as UTF-8"),
            None => format!("{place}: save it as UTF-8"),
        }
    })
}

/// The form that bytes have which are no UTF-8; `behind` is what follows the last that could be it.
fn saved_as(bytes: &[u8], behind: &[u8]) -> Option<&'static str> {
    let is_utf_16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let is_pair = |pair: &[u8]| matches!(pair, [0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe]);
    let is_gbk = || behind.get(..2).is_some_and(is_pair) && !bytes.contains(&0);
    if is_utf_16 { Some("UTF-16") } else { is_gbk().then_some("GBK") }
}

/// How the name of a member file ends.
const TOML: &str = ".toml";

impl Files for Embedded<'_> {
    fn read(&self, path: &str) -> Result<String, String> {
        let found = self.0.iter().find(|(known, _)| *known == path);
        found.map(|(_, text)| (*text).to_owned()).ok_or_else(|| "there is no such file".to_owned())
    }

    fn beside(&self, path: &str) -> Option<Vec<String>> {
        let (folder, _) = split(path);
        let names = self.0.iter().map(|(known, _)| split(known)).filter(|(known, _)| *known == folder);
        let is_missing = self.0.iter().all(|(known, _)| *known != path);
        is_missing.then(|| names.map(|(_, name)| name.to_owned()).filter(|name| name.ends_with(TOML)).collect())
    }

    fn beside_root(&self) -> Vec<String> {
        let names = self.0.iter().map(|(name, _)| (*name).to_owned());
        names.filter(|name| name.ends_with(TOML) && !name.contains('/')).collect()
    }
}

/// The folder of a path with the `/` behind it, and the name in it.
fn split(path: &str) -> (&str, &str) {
    path.split_at(path.rfind('/').map_or(0, |slash| slash + 1))
}

/// Reads the root file and the members that it lists.
#[must_use]
pub fn load(files: &dyn Files, root: &str) -> Loaded {
    let mut loaded = Loaded {
        sources: Sources::default(),
        base: None,
        report: Report::default(),
        root: None,
        complete: true,
        unlisted: Vec::new(),
        list: None,
    };
    let text = match files.read(root) {
        Ok(text) => text,
        Err(why) => {
            let message = format!("cannot read the spec `{}`: {why}", files.shown(root));
            loaded.report.add(Diagnostic::new(UNREADABLE, None, message));
            loaded.complete = false;
            return loaded;
        }
    };
    if text.len() > MOST_BYTES {
        let message = format!("the spec `{}` is larger than {}", files.shown(root), mebibytes(MOST_BYTES));
        loaded.report.add(Diagnostic::new(TOO_LARGE, None, message));
        loaded.complete = false;
        return loaded;
    }
    let mut left = MOST_BYTES_IN_ALL.saturating_sub(text.len());
    loaded.read_root(SourceFile { shown: files.shown(root), text, from_base: false });
    let Some(spec) = loaded.root.as_ref().and_then(|table| table.spec.as_ref()) else { return loaded };
    let (base, list) = (spec.value.base.clone(), spec.value.files.clone());
    if let Some(base) = base {
        loaded.take_base(base);
    }
    let mut seen = BTreeSet::from([root.to_owned()]);
    loaded.list = list.as_ref().map(|files| files.span);
    let members = list.map(|files| files.value).unwrap_or_default();
    let listed: BTreeSet<String> = members.iter().map(|member| member.value.clone()).chain([root.to_owned()]).collect();
    for member in members {
        if seen.len() == MOST_FILES {
            let found = Diagnostic::new(TOO_LARGE, member.span, "a spec of too many files");
            loaded.report.add(found.label(format!("at most {MOST_FILES}; this one and what follows is not read")));
            loaded.complete = false;
            break;
        }
        loaded.read_member(files, member, &listed, &mut seen, &mut left);
    }
    let unlisted = files.beside_root().into_iter().filter(|name| !listed.contains(name));
    let texts = unlisted.filter_map(|name| files.read(&name).ok().map(|text| (name, text)));
    loaded.unlisted = texts.filter(|(_, text)| text.len() <= MOST_BYTES).collect();
    loaded
}

impl Loaded {
    /// Adds the files of the base, its root first: shown path and text.
    pub fn add_base<'t>(&mut self, files: impl IntoIterator<Item = (&'t str, &'t str)>) {
        for (shown, text) in files {
            self.sources.add(SourceFile { shown: shown.to_owned(), text: text.to_owned(), from_base: true });
        }
    }

    /// Reports that the base cannot be found.
    pub fn base_missing(&mut self, why: &str) {
        if let Some(base) = &self.base {
            let message = format!("the base `{}` cannot be found", base.value);
            self.report.add(Diagnostic::new(BASE, base.span, message).label(why));
        }
        self.complete = false;
    }

    /// Adds a finding of whoever loads.
    pub fn add_finding(&mut self, finding: Diagnostic) {
        self.report.add(finding);
    }

    /// The own files: id, shown path and text, the root first.
    pub fn own_files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.sources.iter().filter(|(_, file)| !file.from_base)
    }

    fn read_root(&mut self, file: SourceFile) {
        let Self { sources, report, root, .. } = self;
        let id = sources.add(file);
        *root = sources.get(id).and_then(|file| syntax::parse(&file.text, id, report));
    }

    fn take_base(&mut self, base: Located<String>) {
        if base.value.split("::").all(|part| crate::naming::identifier(part).is_some() || part == "crate") {
            self.base = Some(base);
        } else {
            let message = format!("`{}` is not the path of a Rust module", base.value);
            self.report
                .add(Diagnostic::new(BASE, base.span, message).label("expected a path such as `crate_name::module`"));
            self.complete = false;
        }
    }

    fn read_member(
        &mut self,
        files: &dyn Files,
        member: Located<String>,
        listed: &BTreeSet<String>,
        seen: &mut BTreeSet<String>,
        left: &mut usize,
    ) {
        let Located { value: path, span } = member;
        // Components leave out what says nothing (`a//b`, `a/./b`): no file may have a second name by it.
        let below = path.split('/').all(|part| !matches!(part, "" | "."))
            && !path.contains('\\')
            && Path::new(&path).components().all(|part| matches!(part, Component::Normal(_)));
        let wrong = if !below {
            Some("expected a path below the root's own folder, with `/` between folders")
        } else if seen.contains(&path) {
            Some("listed before")
        } else {
            None
        };
        if let Some(wrong) = wrong {
            self.report.add(Diagnostic::new(FILE_LIST, span, format!("`{path}` cannot be a member")).label(wrong));
            // What was meant is not read; what is listed twice is.
            self.complete &= below;
            return;
        }
        match files.read(&path) {
            Ok(text) if text.len() > MOST_BYTES.min(*left) => {
                let limit = if text.len() > MOST_BYTES {
                    format!("at most {}", mebibytes(MOST_BYTES))
                } else {
                    format!("at most {} in all files together", mebibytes(MOST_BYTES_IN_ALL))
                };
                let found = Diagnostic::new(TOO_LARGE, span, format!("`{}` is too large", files.shown(&path)));
                self.report.add(found.label(limit));
                self.complete = false;
            }
            Ok(text) => {
                *left = left.saturating_sub(text.len());
                self.sources.add(SourceFile { shown: files.shown(&path), text, from_base: false });
            }
            Err(why) => {
                let message = format!("cannot read `{}`", files.shown(&path));
                let found = Diagnostic::new(UNREADABLE, span, message).label(why);
                self.report.add(missing(found, files, &path, listed));
                self.complete = false;
            }
        }
        seen.insert(path);
    }
}

/// Says which file of the same folder was probably meant, else that the file could be made.
fn missing(found: Diagnostic, files: &dyn Files, path: &str, listed: &BTreeSet<String>) -> Diagnostic {
    let Some(beside) = files.beside(path) else { return found };
    let (folder, name) = split(path);
    let stem = |name: &str| name.strip_suffix(TOML).unwrap_or(name).to_owned();
    let unlisted = beside.iter().filter(|name| !listed.contains(&format!("{folder}{name}"))).map(|name| stem(name));
    let unlisted: Vec<String> = unlisted.collect();
    match nearest(&stem(name), unlisted.iter().map(String::as_str)) {
        Some(meant) => found.meant(Some(&format!("{folder}{meant}{TOML}"))),
        None if name.ends_with(TOML) => {
            found.edit(Some(Edit::File { path: path.to_owned(), shown: files.shown(path) }))
        }
        None => found,
    }
}

fn mebibytes(bytes: usize) -> String {
    format!("{} MiB", bytes >> 20)
}
