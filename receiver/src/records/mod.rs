//! Records of a spec's tables: who may be called, and with which secrets.
//!
//! In: values by the names that the spec gives them. Out: records that keep its rules, their history, and the apps that a
//! receiver takes from them. **Invariant**: no secret stands in a record's fields, in its history, or in what is said of it;
//! what is stored was checked against the Model.

mod administration;
mod apps;
mod change;
mod error;
mod made;
mod query;
mod record;

pub use administration::{Administration, known_table};
pub use apps::{AppRecords, LoadError, Loaded, NoAppRecords};
pub use change::{Edit, MOST_SECRETS, New, Retired, Rotated};
pub use error::RecordError;
pub use query::{Condition, RecordQuery};
pub use record::{Action, Entry, Record, Secret};

use crate::store::StoreFuture;

/// Where records are kept, durably, as orders are. It keeps what it is given: [`Administration`] is what knows the rules.
///
/// A future that is dropped may still be carried out.
pub trait Records: Send + Sync {
    /// Puts a record where the one of the version before it was, and `entry` into its history, both or neither. The first
    /// version is 1. `false`, and nothing is changed, if there is another version already, or not yet the one before.
    ///
    /// # Errors
    /// It may still be there.
    fn put(&self, record: Record, entry: Entry) -> StoreFuture<'_, bool>;

    /// The record of `table` with this key.
    ///
    /// # Errors
    /// The store cannot be read.
    fn record(&self, table: &str, key: &str) -> StoreFuture<'_, Option<Record>>;

    /// Records of one table by their keys, in the order of the keys' bytes.
    ///
    /// # Errors
    /// The store cannot be read.
    fn records(&self, query: RecordQuery) -> StoreFuture<'_, Vec<Record>>;

    /// What was done to a record, oldest first.
    ///
    /// # Errors
    /// The store cannot be read.
    fn history(&self, table: &str, key: &str) -> StoreFuture<'_, Vec<Entry>>;

    /// How many changes there were, of all tables. What was read before and after a change differs in it.
    ///
    /// # Errors
    /// The store cannot be read.
    fn revision(&self) -> StoreFuture<'_, i64>;
}
