//! The functions of libc in whose place this library comes.

use std::ffi::CStr;

use libc::{c_char, c_int, c_long, c_void, iovec, mode_t};

use crate::{
    plan::{Call, How},
    raw,
    record::Record,
    watch::{Place, Watch, watch},
};

type Bytes = *const c_void;

macro_rules! instead {
    ($($name:ident($($argument:ident: $type:ty),*) -> $answer:ty = $do:expr;)*) => {$(
        /// As libc's.
        ///
        /// # Safety
        /// As libc's.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $name($($argument: $type),*) -> $answer {
            // SAFETY: the caller's.
            #[allow(unused_unsafe)]
            unsafe { $do }
        }
    )*};
}

// `mode` is there only where a file is made; on the systems of this library reading it otherwise does no harm.
instead! {
    open(path: *const c_char, flags: c_int, mode: mode_t) -> c_int = open_at(libc::AT_FDCWD, path, flags, mode);
    open64(path: *const c_char, flags: c_int, mode: mode_t) -> c_int = open_at(libc::AT_FDCWD, path, flags, mode);
    openat(dir: c_int, path: *const c_char, flags: c_int, mode: mode_t) -> c_int = open_at(dir, path, flags, mode);
    openat64(dir: c_int, path: *const c_char, flags: c_int, mode: mode_t) -> c_int = open_at(dir, path, flags, mode);
    creat(path: *const c_char, mode: mode_t) -> c_int =
        open_at(libc::AT_FDCWD, path, libc::O_CREAT | libc::O_TRUNC | libc::O_WRONLY, mode);

    write(fd: c_int, bytes: Bytes, length: usize) -> isize = write_at(fd, bytes, length, None);
    pwrite(fd: c_int, bytes: Bytes, length: usize, at: i64) -> isize = write_at(fd, bytes, length, Some(at));
    pwrite64(fd: c_int, bytes: Bytes, length: usize, at: i64) -> isize = write_at(fd, bytes, length, Some(at));
    writev(fd: c_int, parts: *const iovec, count: c_int) -> isize = write_parts(fd, parts, count, None);
    pwritev(fd: c_int, parts: *const iovec, count: c_int, at: i64) -> isize = write_parts(fd, parts, count, Some(at));
    pwritev64(fd: c_int, parts: *const iovec, count: c_int, at: i64) -> isize =
        write_parts(fd, parts, count, Some(at));

    ftruncate(fd: c_int, size: i64) -> c_int = resize(fd, size);
    ftruncate64(fd: c_int, size: i64) -> c_int = resize(fd, size);
    fallocate(fd: c_int, mode: c_int, offset: i64, length: i64) -> c_int = allocate(fd, mode, offset, length);
    fallocate64(fd: c_int, mode: c_int, offset: i64, length: i64) -> c_int = allocate(fd, mode, offset, length);
    posix_fallocate(fd: c_int, offset: i64, length: i64) -> c_int = allocate_or_say_why(fd, offset, length);
    posix_fallocate64(fd: c_int, offset: i64, length: i64) -> c_int = allocate_or_say_why(fd, offset, length);

    fsync(fd: c_int) -> c_int = sync(fd, libc::SYS_fsync);
    fdatasync(fd: c_int) -> c_int = sync(fd, libc::SYS_fdatasync);

    unlink(path: *const c_char) -> c_int = unlink_at(libc::AT_FDCWD, CStr::from_ptr(path), 0);
    unlinkat(dir: c_int, path: *const c_char, flags: c_int) -> c_int = unlink_at(dir, CStr::from_ptr(path), flags);
    rename(from: *const c_char, to: *const c_char) -> c_int = renamed(CStr::from_ptr(from), CStr::from_ptr(to));
}

/// The watched file or folder that `fd` is.
fn open_place(fd: c_int) -> Option<(&'static Watch, Place)> {
    let watch = watch()?;
    Some((watch, watch.place(&raw::path(fd)?)?))
}

fn named_place(path: &CStr) -> Option<(&'static Watch, Place)> {
    let watch = watch()?;
    Some((watch, watch.place(path.to_bytes())?))
}

unsafe fn open_at(dir: c_int, path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
    let changes = flags & (libc::O_CREAT | libc::O_TRUNC) != 0;
    // SAFETY: the caller's path ends with NUL.
    let name = unsafe { CStr::from_ptr(path) };
    let open = || {
        // SAFETY: the caller's.
        unsafe { raw::openat(dir, path, flags, mode) }
    };
    let Some((watch, place)) = changes.then(|| named_place(name)).flatten() else { return open() };
    let mut alone = watch.alone();
    let is_new = !raw::exists(dir, name);
    if is_new && let Some(How::Error(errno)) = alone.strikes(Call::Name) {
        return raw::fail(errno);
    }
    let fd = open();
    if let (Place::File(file), true) = (&place, fd >= 0) {
        if is_new {
            watch.log(&alone, &Record::Create { file });
        } else if flags & libc::O_TRUNC != 0 {
            watch.log(&alone, &Record::Resize { file, size: 0 });
        }
    }
    fd
}

unsafe fn write_at(fd: c_int, bytes: Bytes, length: usize, offset: Option<i64>) -> isize {
    let write = |length| {
        // SAFETY: the caller's; never more than the caller's length.
        unsafe { raw::write(fd, bytes, length, offset) }
    };
    let Some((watch, place)) = open_place(fd) else { return write(length) };
    // SAFETY: the caller's.
    let all = unsafe { std::slice::from_raw_parts(bytes.cast::<u8>(), length) };
    if place == Place::Said {
        watch.said(all);
        return isize::try_from(length).unwrap_or(-1);
    }
    let mut alone = watch.alone();
    let fault = alone.strikes(Call::Write);
    if let Some(How::Error(errno)) = fault {
        return raw::fail(errno).try_into().unwrap_or(-1);
    }
    let at = offset.unwrap_or_else(|| raw::position(fd));
    let written = write(if fault.is_some() { length / 2 } else { length });
    let done = usize::try_from(written).ok().and_then(|written| all.get(..written)).unwrap_or_default();
    if let (Place::File(file), Ok(offset), false) = (&place, u64::try_from(at), done.is_empty()) {
        watch.log(&alone, &Record::Write { file, offset, bytes: done });
    }
    if fault == Some(How::Half) { raw::fail(libc::EIO).try_into().unwrap_or(-1) } else { written }
}

/// One part after the other: a call that does less than it was asked for is right, too.
unsafe fn write_parts(fd: c_int, parts: *const iovec, count: c_int, offset: Option<i64>) -> isize {
    // SAFETY: the caller's.
    let parts = unsafe { std::slice::from_raw_parts(parts, usize::try_from(count).unwrap_or(0)) };
    let mut total = 0_isize;
    for part in parts.iter().filter(|part| part.iov_len > 0) {
        let at = offset.map(|offset| offset + i64::try_from(total).unwrap_or(0));
        // SAFETY: the caller's.
        let written = unsafe { write_at(fd, part.iov_base, part.iov_len, at) };
        if written < 0 {
            return if total > 0 { total } else { written };
        }
        total += written;
        if usize::try_from(written) != Ok(part.iov_len) {
            break;
        }
    }
    total
}

fn resize(fd: c_int, size: i64) -> c_int {
    let Some((watch, place)) = open_place(fd) else { return raw::resize(fd, size) };
    let mut alone = watch.alone();
    match alone.strikes(Call::Write) {
        Some(How::Error(errno)) => return raw::fail(errno),
        Some(How::Half) => return raw::fail(libc::EIO),
        Some(How::Short) | None => {}
    }
    let done = raw::resize(fd, size);
    if let (Place::File(file), Ok(size), 0) = (&place, u64::try_from(size), done) {
        watch.log(&alone, &Record::Resize { file, size });
    }
    done
}

/// Refused for what is watched: programs then write, which is logged.
fn allocate(fd: c_int, mode: c_int, offset: i64, length: i64) -> c_int {
    if open_place(fd).is_some() {
        return raw::fail(libc::EOPNOTSUPP);
    }
    // SAFETY: no memory is involved.
    c_int::try_from(unsafe { libc::syscall(libc::SYS_fallocate, fd, mode, offset, length) }).unwrap_or(-1)
}

fn allocate_or_say_why(fd: c_int, offset: i64, length: i64) -> c_int {
    match allocate(fd, 0, offset, length) {
        0 => 0,
        _ => std::io::Error::last_os_error().raw_os_error().unwrap_or(libc::EIO),
    }
}

/// Others write meanwhile; which of that the sync covers nobody knows, so it covers what was written before it began.
fn sync(fd: c_int, call: c_long) -> c_int {
    let Some((watch, place)) = open_place(fd) else { return raw::sync(fd, call) };
    let (file, about) = match &place {
        Place::File(file) => (file.as_str(), Call::Sync),
        Place::Folder => ("", Call::Folder),
        Place::Index | Place::Said => return raw::sync(fd, call),
    };
    let mut alone = watch.alone();
    if alone.swallows {
        return 0;
    }
    let fault = alone.strikes(about);
    let sync = watch.next_sync();
    watch.log(&alone, &Record::SyncBegun { file, sync });
    drop(alone);
    let done = match fault {
        Some(How::Error(errno)) => raw::fail(errno),
        Some(How::Half | How::Short) => raw::fail(libc::EIO),
        None => raw::sync(fd, call),
    };
    let reason = std::io::Error::last_os_error().raw_os_error();
    watch.log(&watch.alone(), &Record::SyncEnded { sync, is_durable: done == 0 });
    // Logging may have changed it.
    if done == 0 { 0 } else { raw::fail(reason.unwrap_or(libc::EIO)) }
}

fn unlink_at(dir: c_int, path: &CStr, flags: c_int) -> c_int {
    let Some((watch, place)) = named_place(path) else { return raw::unlink(dir, path, flags) };
    let mut alone = watch.alone();
    if let Some(How::Error(errno)) = alone.strikes(Call::Name) {
        return raw::fail(errno);
    }
    let done = raw::unlink(dir, path, flags);
    if let (Place::File(file), 0) = (&place, done) {
        watch.log(&alone, &Record::Unlink { file });
    }
    done
}

fn renamed(from: &CStr, to: &CStr) -> c_int {
    let (Some((watch, Place::File(old))), Some((_, Place::File(new)))) = (named_place(from), named_place(to)) else {
        return raw::rename(from, to);
    };
    let mut alone = watch.alone();
    if let Some(How::Error(errno)) = alone.strikes(Call::Name) {
        return raw::fail(errno);
    }
    let done = raw::rename(from, to);
    if done == 0 {
        watch.log(&alone, &Record::Rename { from: &old, to: &new });
    }
    done
}
