//! The system's own calls. Those of libc would come back to this library.

use std::{ffi::CStr, io};

use libc::{c_char, c_int, c_long, c_void};

/// As libc has it: negative, with the reason in `errno`.
pub(crate) fn fail(errno: c_int) -> c_int {
    // SAFETY: the thread's own variable.
    unsafe { *libc::__errno_location() = errno };
    -1
}

/// Where `fd` leads to.
pub(crate) fn path(fd: c_int) -> Option<Vec<u8>> {
    let link = format!("/proc/self/fd/{fd}\0");
    let mut path = vec![0_u8; 4096];
    // SAFETY: the link ends with NUL, and `path` has the length that is given.
    let length =
        unsafe { libc::syscall(libc::SYS_readlinkat, libc::AT_FDCWD, link.as_ptr(), path.as_mut_ptr(), path.len()) };
    path.truncate(usize::try_from(length).ok()?);
    Some(path)
}

pub(crate) fn exists(dir: c_int, path: &CStr) -> bool {
    // SAFETY: the path ends with NUL.
    unsafe { libc::syscall(libc::SYS_faccessat, dir, path.as_ptr(), libc::F_OK) == 0 }
}

/// # Safety
/// As `openat(2)`.
pub(crate) unsafe fn openat(dir: c_int, path: *const c_char, flags: c_int, mode: libc::mode_t) -> c_int {
    // SAFETY: the caller's.
    int(unsafe { libc::syscall(libc::SYS_openat, dir, path, flags, mode) })
}

/// At `offset`, or where the file stands without.
///
/// # Safety
/// `bytes` has `length` bytes.
pub(crate) unsafe fn write(fd: c_int, bytes: *const c_void, length: usize, offset: Option<i64>) -> isize {
    // SAFETY: the caller's.
    let written = unsafe {
        match offset {
            Some(offset) => libc::syscall(libc::SYS_pwrite64, fd, bytes, length, offset),
            None => libc::syscall(libc::SYS_write, fd, bytes, length),
        }
    };
    isize::try_from(written).unwrap_or(-1)
}

/// Where the next write of `fd` goes.
pub(crate) fn position(fd: c_int) -> i64 {
    // SAFETY: no memory is involved.
    unsafe {
        let appends = libc::syscall(libc::SYS_fcntl, fd, libc::F_GETFL) & c_long::from(libc::O_APPEND) != 0;
        let here = libc::syscall(libc::SYS_lseek, fd, 0, libc::SEEK_CUR);
        if !appends {
            return here;
        }
        let end = libc::syscall(libc::SYS_lseek, fd, 0, libc::SEEK_END);
        libc::syscall(libc::SYS_lseek, fd, here, libc::SEEK_SET);
        end
    }
}

pub(crate) fn resize(fd: c_int, size: i64) -> c_int {
    // SAFETY: no memory is involved.
    int(unsafe { libc::syscall(libc::SYS_ftruncate, fd, size) })
}

pub(crate) fn sync(fd: c_int, call: c_long) -> c_int {
    // SAFETY: `fsync` or `fdatasync`; no memory is involved.
    int(unsafe { libc::syscall(call, fd) })
}

pub(crate) fn unlink(dir: c_int, path: &CStr, flags: c_int) -> c_int {
    // SAFETY: the path ends with NUL.
    int(unsafe { libc::syscall(libc::SYS_unlinkat, dir, path.as_ptr(), flags) })
}

pub(crate) fn rename(from: &CStr, to: &CStr) -> c_int {
    let here = libc::AT_FDCWD;
    // SAFETY: the paths end with NUL.
    int(unsafe { libc::syscall(libc::SYS_renameat2, here, from.as_ptr(), here, to.as_ptr(), 0) })
}

/// Writes all of it, or ends the program: a log with a gap would prove the wrong thing.
pub(crate) fn append(fd: c_int, mut bytes: &[u8]) {
    while !bytes.is_empty() {
        // SAFETY: a slice has its length.
        let written = unsafe { write(fd, bytes.as_ptr().cast(), bytes.len(), None) };
        match usize::try_from(written).ok().and_then(|written| bytes.get(written..)) {
            Some(rest) => bytes = rest,
            None if io::Error::last_os_error().kind() == io::ErrorKind::Interrupted => {}
            None => std::process::abort(),
        }
    }
}

fn int(answer: c_long) -> c_int {
    c_int::try_from(answer).unwrap_or(-1)
}
