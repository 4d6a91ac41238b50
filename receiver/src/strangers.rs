//! How often an address may send what is not genuine.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

/// The most addresses that are told apart; beyond that, the others share one allowance.
const MOST_ADDRESSES: usize = 10_000;

/// How long a search through all of them is good for: it is not made for each stranger.
const SIFTED_FOR: Duration = Duration::from_secs(1);

/// The network of an IPv6 address, of which one host may have all: its first 64 bits.
const NETWORK: u128 = !0 << 64;

/// How many requests that are not genuine an address, or an IPv6 network of 64 bits, may send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnverifiedLimit {
    /// At once.
    pub burst: u32,
    /// In each second after that.
    pub per_second: u32,
}

/// 100 at once, then 10 a second.
impl Default for UnverifiedLimit {
    fn default() -> Self {
        Self { burst: 100, per_second: 10 }
    }
}

#[derive(Debug)]
pub(crate) struct Strangers {
    limit: UnverifiedLimit,
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    allowances: HashMap<IpAddr, Allowance>,
    /// When it was last looked for those that need not be known any more.
    sifted: Option<Instant>,
}

#[derive(Debug, Clone, Copy)]
struct Allowance {
    left: f64,
    at: Instant,
}

impl Strangers {
    pub(crate) fn new(limit: UnverifiedLimit) -> Self {
        Self { limit, known: Mutex::default() }
    }

    /// Whether one more is within the limit; it is counted if so.
    pub(crate) fn may_ask(&self, from: IpAddr) -> bool {
        let now = Instant::now();
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let Known { allowances, sifted } = &mut *known;
        let mut from = network(from);
        if allowances.len() >= MOST_ADDRESSES && !allowances.contains_key(&from) {
            if sifted.is_none_or(|at| now.saturating_duration_since(at) >= SIFTED_FOR) {
                // Whoever has a whole allowance again is as good as a newcomer.
                allowances.retain(|_, allowance| self.left(allowance, now) < f64::from(self.limit.burst));
                *sifted = Some(now);
            }
            if allowances.len() >= MOST_ADDRESSES {
                from = IpAddr::V6(Ipv6Addr::UNSPECIFIED);
            }
        }
        let whole = Allowance { left: f64::from(self.limit.burst), at: now };
        let allowance = allowances.entry(from).or_insert(whole);
        let left = self.left(allowance, now);
        let may = left >= 1.0;
        *allowance = Allowance { left: if may { left - 1.0 } else { left }, at: now };
        may
    }

    fn left(&self, allowance: &Allowance, now: Instant) -> f64 {
        let since = now.saturating_duration_since(allowance.at).as_secs_f64();
        (allowance.left + since * f64::from(self.limit.per_second)).min(f64::from(self.limit.burst))
    }
}

fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & NETWORK)),
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn an_address_has_its_own_allowance_and_gets_it_back() {
        let strangers = Strangers::new(UnverifiedLimit { burst: 2, per_second: 1 });
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        let asked: Vec<_> = [one, one, one, other].map(|from| strangers.may_ask(from)).into();
        assert_eq!(asked, [true, true, false, true]);
        tokio::time::advance(Duration::from_secs(1)).await;
        assert!(strangers.may_ask(one) && !strangers.may_ask(one));
    }

    #[tokio::test(start_paused = true)]
    async fn addresses_of_one_network_share_it_and_addresses_without_end_cost_no_memory_without_end() {
        let strangers = Strangers::new(UnverifiedLimit { burst: 1, per_second: 1 });
        let host = |network: u128, host: u128| IpAddr::V6(Ipv6Addr::from_bits(network << 64 | host));
        assert!(strangers.may_ask(host(7, 1)) && !strangers.may_ask(host(7, 2)));
        let admitted = (8..20_000).filter(|network| strangers.may_ask(host(*network, 1))).count();
        // One for each of the others, and one for all that share.
        assert_eq!(admitted, MOST_ADDRESSES);
        let many = || strangers.known.lock().unwrap_or_else(PoisonError::into_inner).allowances.len();
        assert_eq!(many(), MOST_ADDRESSES + 1);
        tokio::time::advance(Duration::from_secs(1)).await;
        assert!(strangers.may_ask(host(1, 1)));
        assert_eq!(many(), 1);
    }
}
