//! What a round cost.

use std::{fs, time::Instant};

use qq_cgi::BoxError;

/// The beginning of something that is timed.
pub struct Clock {
    wall: Instant,
    cpu: f64,
}

/// Nanoseconds a request.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// Of the clock on the wall.
    pub wall: f64,
    /// Of the client's processor, kernel included.
    pub cpu: f64,
}

impl Clock {
    /// Starts both clocks.
    ///
    /// # Errors
    /// See [`Clock::stop`].
    pub fn start() -> Result<Self, BoxError> {
        Ok(Self { cpu: cpu_nanos()?, wall: Instant::now() })
    }

    /// What each of `requests` cost since the start.
    ///
    /// # Errors
    /// The kernel does not say how long this thread has run; only Linux does.
    pub fn stop(self, requests: u32) -> Result<Cost, BoxError> {
        let (wall, cpu) = (self.wall.elapsed().as_secs_f64() * 1e9, cpu_nanos()? - self.cpu);
        Ok(Cost { wall: wall / f64::from(requests), cpu: cpu / f64::from(requests) })
    }
}

/// All of the client runs on the first thread, of which this file tells.
fn cpu_nanos() -> Result<f64, BoxError> {
    let schedstat = fs::read_to_string("/proc/self/schedstat")?;
    Ok(schedstat.split_whitespace().next().unwrap_or_default().parse()?)
}
