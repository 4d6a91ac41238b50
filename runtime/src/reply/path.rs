//! Where in an answer something stands.

use core::fmt;

/// The way from the root, each step on the stack of the function that took it.
#[derive(Clone, Copy)]
pub(super) struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    Root,
    Field(&'a str),
    Item(usize),
}

impl Path<'_> {
    pub(super) const ROOT: Self = Self { parent: None, step: Step::Root };

    pub(super) const fn then<'b>(&'b self, step: Step<'b>) -> Path<'b> {
        Path { parent: Some(self), step }
    }
}

/// `data.list[3].id`; nothing for the root.
impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(parent) = self.parent else { return Ok(()) };
        fmt::Display::fmt(parent, f)?;
        match self.step {
            Step::Root => Ok(()),
            Step::Field(name) if matches!(parent.step, Step::Root) => f.write_str(name),
            Step::Field(name) => write!(f, ".{name}"),
            Step::Item(index) => write!(f, "[{index}]"),
        }
    }
}
