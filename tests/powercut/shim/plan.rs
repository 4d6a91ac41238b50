//! What is to fail, as the program asks for it by lines that begin with `!`:
//!
//! ```text
//! !fail CALLS HOW WHEN N   CALLS: write, sync, folder (its syncs), name (making, renaming and deleting files), any
//!                          HOW:   eio, enospc, erofs: nothing is done
//!                                 half: a write is done by half, and fails (EIO)
//!                                 short: a write is done by half, and says so
//!                          WHEN:  nth (that one alone, from 1), from (that one and all later ones), odds (in 1,000)
//! !heal                    nothing fails any more
//! !swallow                 syncs do nothing, and say that they did
//! !freeze                  nothing is done any more: whoever writes or syncs waits for ever
//! ```

/// What may fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// Bytes are written, or a file's size is changed.
    Write,
    /// A file is synced.
    Sync,
    /// The folder itself is synced.
    Folder,
    /// A file is made, renamed or deleted.
    Name,
}

/// How it fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Nothing is done.
    Error(i32),
    /// Half of it is done, and it fails all the same.
    Half,
    /// Half of it is done, which is no error.
    Short,
}

#[derive(Debug, Clone, Copy)]
enum When {
    Nth(u64),
    From(u64),
    Odds(u64),
}

#[derive(Debug, Clone, Copy)]
struct Fault {
    /// `None` is any.
    call: Option<Call>,
    how: How,
    when: When,
    /// Calls that it might have befallen.
    seen: u64,
}

/// What is to fail.
#[derive(Debug)]
pub struct Plan {
    fault: Option<Fault>,
    /// Syncs do nothing, and say that they did.
    pub swallows: bool,
    random: u64,
}

impl Plan {
    /// Nothing fails.
    #[must_use]
    pub const fn new() -> Self {
        Self { fault: None, swallows: false, random: 0x9e37_79b9_7f4a_7c15 }
    }

    /// Does what a line asks for. A line that makes no sense ends the program: a fault that never strikes would make a
    /// test prove nothing.
    pub fn follow(&mut self, line: &str) {
        let words: Vec<_> = line.split_whitespace().collect();
        match words[..] {
            ["!heal"] => self.fault = None,
            ["!swallow"] => self.swallows = true,
            ["!fail", calls, how, when, number] => match fault(calls, how, when, number) {
                Some(fault) => self.fault = Some(fault),
                None => std::process::abort(),
            },
            _ => std::process::abort(),
        }
    }

    /// How this call fails, if it does.
    pub fn strikes(&mut self, call: Call) -> Option<How> {
        let chance = self.draw();
        let fault = self.fault.as_mut().filter(|fault| fault.call.is_none_or(|befallen| befallen == call))?;
        fault.seen += 1;
        let strikes = match fault.when {
            When::Nth(number) => fault.seen == number,
            When::From(number) => fault.seen >= number,
            When::Odds(odds) => chance % 1000 < odds,
        };
        strikes.then_some(fault.how)
    }

    /// Xorshift: the next of a fixed sequence.
    fn draw(&mut self) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random >> 11
    }
}

impl Default for Plan {
    fn default() -> Self {
        Self::new()
    }
}

fn fault(calls: &str, how: &str, when: &str, number: &str) -> Option<Fault> {
    let call = match calls {
        "write" => Some(Call::Write),
        "sync" => Some(Call::Sync),
        "folder" => Some(Call::Folder),
        "name" => Some(Call::Name),
        "any" => None,
        _ => return None,
    };
    let how = match how {
        "eio" => How::Error(libc::EIO),
        "enospc" => How::Error(libc::ENOSPC),
        "erofs" => How::Error(libc::EROFS),
        "half" => How::Half,
        "short" => How::Short,
        _ => return None,
    };
    let number = number.parse().ok()?;
    let when = match when {
        "nth" => When::Nth(number),
        "from" => When::From(number),
        "odds" => When::Odds(number),
        _ => return None,
    };
    Some(Fault { call, how, when, seen: 0 })
}
