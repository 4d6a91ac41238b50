//! What a program said that it had stored, and whether a store still has it.

use std::collections::{BTreeMap, BTreeSet};

use qq_cgi_receiver::store::{
    OrderId, OrderQuery, QuarantineId, QuarantineQuery, QuarantineState, Sqlite, State, Store, StoreError, Stored,
};

use super::sample;

/// What was acknowledged. Each line that a program says is one of the words below and what it is about.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ledger {
    orders: BTreeMap<String, OrderId>,
    conflicts: BTreeSet<(String, String)>,
    held: BTreeMap<String, QuarantineId>,
    done: BTreeSet<OrderId>,
    decided: BTreeMap<QuarantineId, QuarantineState>,
}

impl Ledger {
    pub(crate) fn hear(&mut self, line: &str) {
        let words: Vec<_> = line.split(' ').collect();
        match words[..] {
            ["order", key, id] => {
                let before = self.orders.insert(key.to_owned(), id.parse().unwrap());
                assert!(before.is_none_or(|before| before.to_string() == id), "{key} was {before:?} before");
            }
            ["conflict", key, other] => drop(self.conflicts.insert((key.to_owned(), other.to_owned()))),
            ["held", raw, id] => drop(self.held.insert(raw.to_owned(), id.parse().unwrap())),
            ["done", id] => drop(self.done.insert(id.parse().unwrap())),
            ["admitted", id] => drop(self.decided.insert(id.parse().unwrap(), QuarantineState::Admitted)),
            ["discarded", id] => drop(self.decided.insert(id.parse().unwrap(), QuarantineState::Discarded)),
            ["note", ..] => {}
            _ => assert!(line.starts_with('!'), "{line}"),
        }
    }

    pub(crate) fn orders(&self) -> impl ExactSizeIterator<Item = (&str, OrderId)> {
        self.orders.iter().map(|(key, id)| (key.as_str(), *id))
    }

    pub(crate) fn len(&self) -> usize {
        self.orders.len() + self.conflicts.len() + self.held.len() + self.done.len() + self.decided.len()
    }

    /// What of it `store` does not have, or has otherwise; and what the store should not have.
    pub(crate) async fn missing_from(&self, store: &Sqlite) -> Result<Vec<String>, StoreError> {
        let mut missing = self.missing_orders(store).await?;
        missing.extend(self.missing_conflicts(store).await?);
        missing.extend(self.missing_from_quarantine(store).await?);
        Ok(missing)
    }

    async fn missing_orders(&self, store: &Sqlite) -> Result<Vec<String>, StoreError> {
        let mut missing = Vec::new();
        let mut found = BTreeMap::new();
        for order in store.orders(OrderQuery { limit: usize::MAX, ..OrderQuery::default() }).await? {
            let key = order.order.key.to_string();
            if order.order != sample::order(&key) {
                missing.push(format!("{key} is another one"));
            }
            if self.done.contains(&order.id) && order.state != State::Done {
                missing.push(format!("{key} is {} again", order.state));
            }
            if found.insert(key.clone(), order.id).is_some() {
                missing.push(format!("{key} is there twice"));
            }
        }
        for (key, id) in &self.orders {
            if found.get(key) != Some(id) {
                missing.push(format!("{key} is {:?}, not {id}", found.get(key)));
            }
        }
        Ok(missing)
    }

    async fn missing_conflicts(&self, store: &Sqlite) -> Result<Vec<String>, StoreError> {
        let mut missing = Vec::new();
        for (key, other) in &self.conflicts {
            let Some(id) = self.orders.get(key) else { panic!("a conflict with {key}, which was never acknowledged") };
            let expected = sample::conflict(key, other);
            let conflicts = store.conflicts(*id).await?;
            if conflicts.iter().filter(|found| found.fields == expected.fields && found.raw == expected.raw).count()
                != 1
            {
                missing.push(format!("the conflict {other} with {key}"));
            }
        }
        Ok(missing)
    }

    async fn missing_from_quarantine(&self, store: &Sqlite) -> Result<Vec<String>, StoreError> {
        let mut missing = Vec::new();
        let mut found = BTreeMap::new();
        let all = QuarantineQuery { state: None, limit: usize::MAX, ..QuarantineQuery::default() };
        for held in store.quarantined(all).await? {
            let raw = String::from_utf8(held.quarantined.raw.clone()).unwrap();
            if held.quarantined != sample::quarantined(&raw) {
                missing.push(format!("{raw} in quarantine is another one"));
            }
            if self.decided.get(&held.id).is_some_and(|decided| *decided != held.state) {
                missing.push(format!("{raw} is {:?} again", held.state));
            }
            let by = (held.state == QuarantineState::Discarded).then(sample::discard);
            if held.discarded != by {
                missing.push(format!("{raw} is {:?} by {:?}", held.state, held.discarded));
            }
            if found.insert(raw.clone(), held.id).is_some() {
                missing.push(format!("{raw} is in quarantine twice"));
            }
        }
        for (raw, id) in &self.held {
            if found.get(raw) != Some(id) {
                missing.push(format!("{raw} in quarantine is {:?}, not {}", found.get(raw), id.0));
            }
        }
        Ok(missing)
    }
}

/// What a store that was opened after a failure does wrong with old and new orders.
pub(crate) async fn goes_on(
    store: &Sqlite,
    ledger: &Ledger,
    random: &mut fastrand::Rng,
) -> Result<Vec<String>, StoreError> {
    let mut wrong = Vec::new();
    let mut batch = Vec::new();
    let mut expected = Vec::new();
    for _ in 0..ledger.orders().len().min(5) {
        let (key, id) = ledger.orders().nth(random.usize(..ledger.orders().len())).unwrap();
        batch.push(sample::order(key));
        expected.push(Stored::Duplicate(id));
    }
    let stored = store.insert(batch).await?;
    if stored != expected {
        wrong.push(format!("{stored:?} instead of {expected:?}"));
    }
    let new: Vec<_> = (0..5).map(|index| sample::order(&format!("after/{index}"))).collect();
    let stored = store.insert(new.clone()).await?;
    if !stored.iter().all(|stored| matches!(stored, Stored::New(_))) {
        wrong.push(format!("{stored:?} of new orders"));
    }
    for (order, stored) in new.into_iter().zip(stored) {
        if store.order(stored.id()).await?.map(|order| order.order) != Some(order) {
            wrong.push(format!("{stored:?} cannot be read"));
        }
    }
    Ok(wrong)
}
