//! A process that races.

use std::{
    env,
    io::{self, Write as _},
    process::Command,
    sync::Arc,
};

use qq_cgi_receiver::store::{Committer, Key, Name, Order, Postgres, Sqlite, Store, Stored};

const PART: &str = "QQ_CGI_RACED_PART";

/// What a process does.
#[derive(Clone)]
pub(crate) struct Part {
    /// Which of the processes it is.
    pub(crate) number: usize,
    pub(crate) tasks: usize,
    pub(crate) keys: usize,
    pub(crate) store: String,
}

impl Part {
    pub(crate) fn of_environment() -> Option<Self> {
        let text = env::var(PART).ok()?;
        let [number, tasks, keys, store] = text.splitn(4, ' ').collect::<Vec<_>>()[..] else { panic!("{text}") };
        let [number, tasks, keys] = [number, tasks, keys].map(|number| number.parse().unwrap());
        Some(Self { number, tasks, keys, store: store.to_owned() })
    }

    pub(crate) fn cast<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        let Self { number, tasks, keys, store } = self;
        command.env(PART, format!("{number} {tasks} {keys} {store}"))
    }

    /// Each task begins elsewhere, so that all are somebody's first.
    fn key(&self, task: usize, index: usize) -> usize {
        (index + (self.number * self.tasks + task) * 7) % self.keys
    }
}

/// Says that the store is open, waits for a line, races, and prints a key, its number and whether it was new in each line.
pub(crate) fn run(part: &Part) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let store: Arc<dyn Store> = match part.store.parse() {
            Ok(url) => Arc::new(Postgres::open(&url).await.unwrap()),
            Err(_) => Arc::new(Sqlite::open(&part.store).unwrap()),
        };
        let committer = Committer::new(store);
        println!("ready");
        io::stdin().read_line(&mut String::new()).unwrap();
        let tasks: Vec<_> =
            (0..part.tasks).map(|task| tokio::spawn(race(part.clone(), task, committer.clone()))).collect();
        for task in tasks {
            io::stdout().lock().write_all(task.await.unwrap().as_bytes()).unwrap();
        }
    });
}

async fn race(part: Part, task: usize, committer: Committer) -> String {
    let mut said = Vec::new();
    for index in 0..part.keys {
        let key = part.key(task, index);
        let (word, id) = match committer.submit(order(key)).await.unwrap() {
            Stored::New(id) => ("new", id),
            Stored::Duplicate(id) => ("duplicate", id),
            other @ Stored::Conflict(_) => panic!("{key}: {other:?}"),
        };
        said.push(format!("{key} {id} {word}\n"));
    }
    said.concat()
}

fn order(key: usize) -> Order {
    Order {
        app: Name::new("game").unwrap(),
        callback: Name::new("opened").unwrap(),
        key: Key::new(key.to_string()).unwrap(),
        fields: format!(r#"{{"id":{key}}}"#),
        raw: vec![b'x'; 300],
        received_at: 0,
    }
}
