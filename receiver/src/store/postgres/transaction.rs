//! Transactions, each on a connection that is lent for it.

use std::{fmt, time::Duration};

use deadpool_postgres::{
    Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod, Runtime, TimeoutType, Timeouts,
};
use tokio::time::timeout;
use tokio_postgres::{
    Config, Row, SimpleQueryMessage, SimpleQueryRow, Socket,
    tls::{MakeTlsConnect, TlsConnect},
    types::ToSql,
};

use super::{
    super::StoreError,
    failure::{failure, internal, is_repeatable, unavailable},
    server,
};

/// Of one receiver: for its orders, its quarantine, its health, and what hands over.
const CONNECTIONS: usize = 8;
/// For a connection to be free, and again for one to be made.
const CONNECT: Duration = Duration::from_secs(5);
/// For all of a transaction, whatever it waits for.
const WHOLE: Duration = Duration::from_secs(20);
/// How often a transaction that the server ended in favour of another is begun.
const ATTEMPTS: usize = 5;

/// How every transaction begins. The server ends what has waited for ten seconds, and what its client has forgotten.
const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED;
    SET LOCAL synchronous_commit = on;
    SET LOCAL statement_timeout = '10s';
    SET LOCAL idle_in_transaction_session_timeout = '10s';";

/// A plan that was made while the tables were empty would read all of a table that is full by now: none is kept.
const PLAN_ANEW: &str = "SET LOCAL plan_cache_mode = force_custom_plan;";
/// Of a statement that reads no table there is one plan only, and to make it takes a sixth of a batch's time.
const KEEP_PLAN: &str = "SET LOCAL plan_cache_mode = force_generic_plan;";

/// What a transaction is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Read,
    /// Nothing is written to a server that would forget it.
    Write,
    /// To write, and its first statement reads no table: the plan is kept, until [`Transaction::plan_anew`].
    Insert,
}

pub(super) struct Connections(Pool);

impl Connections {
    pub(super) fn new<T>(config: Config, tls: T) -> Result<Self, StoreError>
    where
        T: MakeTlsConnect<Socket, Stream: Sync + Send, TlsConnect: Sync + Send> + Clone + Sync + Send + 'static,
        <T::TlsConnect as TlsConnect<Socket>>::Future: Send,
    {
        let manager = Manager::from_config(config, tls, ManagerConfig { recycling_method: RecyclingMethod::Fast });
        let timeouts = Timeouts { wait: Some(CONNECT), create: Some(CONNECT), recycle: Some(CONNECT) };
        let pool = Pool::builder(manager).max_size(CONNECTIONS).timeouts(timeouts).runtime(Runtime::Tokio1);
        pool.build().map(Self).map_err(|error| internal(error.to_string()))
    }

    /// Begins a transaction.
    pub(super) async fn begin(&self, purpose: Purpose) -> Result<Transaction, StoreError> {
        let transaction = Transaction { connection: Some(self.0.get().await.map_err(not_lent)?) };
        let plans = if purpose == Purpose::Insert { KEEP_PLAN } else { PLAN_ANEW };
        // The last statement is what `server::check` reads.
        let begin = format!("{BEGIN} {plans} {}", server::ASK);
        let said = transaction.connection()?.simple_query(&begin).await.map_err(failure)?;
        server::check(row(&said)?, purpose)?;
        Ok(transaction)
    }

    /// Carries out a whole transaction, anew where the server ended it in favour of another.
    pub(super) async fn repeated<T, F>(&self, transaction: impl Fn() -> F) -> Result<T, StoreError>
    where
        F: Future<Output = Result<T, StoreError>>,
    {
        let attempts = async {
            for _ in 1..ATTEMPTS {
                match transaction().await {
                    Err(error) if is_repeatable(&error) => {}
                    done => return done,
                }
            }
            transaction().await
        };
        self.within(attempts).await
    }

    /// Waits, within bounds.
    pub(super) async fn within<T>(&self, done: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
        timeout(WHOLE, done).await.unwrap_or_else(|_| Err(unavailable("the server took too long")))
    }
}

impl fmt::Debug for Connections {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Connections").field(&self.0.status()).finish()
    }
}

/// A transaction; unless it is committed its connection is closed, and the server undoes what was done.
pub(super) struct Transaction {
    connection: Option<Object>,
}

impl Transaction {
    pub(super) async fn query(&self, query: &str, values: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, StoreError> {
        let connection = self.connection()?;
        let query = connection.prepare_cached(query).await.map_err(failure)?;
        connection.query(&query, values).await.map_err(failure)
    }

    /// Says how many rows were changed.
    pub(super) async fn execute(&self, change: &str, values: &[&(dyn ToSql + Sync)]) -> Result<u64, StoreError> {
        let connection = self.connection()?;
        let change = connection.prepare_cached(change).await.map_err(failure)?;
        connection.execute(&change, values).await.map_err(failure)
    }

    /// What follows reads tables.
    pub(super) async fn plan_anew(&self) -> Result<(), StoreError> {
        self.script(PLAN_ANEW).await
    }

    /// Several statements without values.
    pub(super) async fn script(&self, script: &str) -> Result<(), StoreError> {
        self.connection()?.batch_execute(script).await.map_err(failure)
    }

    /// Durable when it is `Ok`. Otherwise nobody knows.
    pub(super) async fn commit(mut self) -> Result<(), StoreError> {
        self.script("COMMIT").await?;
        // Back to the others.
        drop(self.connection.take());
        Ok(())
    }

    fn connection(&self) -> Result<&Object, StoreError> {
        self.connection.as_ref().ok_or(StoreError::Closed)
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        drop(self.connection.take().map(Object::take));
    }
}

fn row(said: &[SimpleQueryMessage]) -> Result<&SimpleQueryRow, StoreError> {
    let rows = said.iter().filter_map(|message| match message {
        SimpleQueryMessage::Row(row) => Some(row),
        _ => None,
    });
    rows.last().ok_or_else(|| unavailable("the server does not say how it is set"))
}

fn not_lent(error: PoolError) -> StoreError {
    match error {
        PoolError::Backend(error) => failure(error),
        PoolError::Timeout(TimeoutType::Wait) => unavailable("all connections are in use"),
        PoolError::Timeout(_) => unavailable("the server does not answer"),
        PoolError::Closed => StoreError::Closed,
        PoolError::NoRuntimeSpecified | PoolError::PostCreateHook(_) => internal(error.to_string()),
    }
}
