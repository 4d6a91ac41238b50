//! The race, and what its processes were answered.

use std::{
    collections::HashMap,
    env,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    process::{Child, Command, Stdio},
    time::Instant,
};

use crate::child::Part;

const PROCESSES: usize = 4;
/// Tasks in all, and keys, unless `QQ_CGI_RACE=64x10000` asks for more.
const SIZE: &str = "16x200";

pub(crate) fn each_key_is_new_to_one(name: &str, store: &str) {
    let size = env::var("QQ_CGI_RACE").unwrap_or_else(|_| SIZE.to_owned());
    let (tasks, keys) = size.split_once('x').unwrap();
    let (tasks, keys): (usize, usize) = (tasks.parse().unwrap(), keys.parse().unwrap());
    let part = |number| Part { number, tasks: tasks / PROCESSES, keys, store: store.to_owned() };
    let mut racers: Vec<_> = (0..PROCESSES).map(|number| Racer::start(&part(number))).collect();
    let begun = Instant::now();
    racers.iter_mut().for_each(Racer::go);
    let said: Vec<_> = racers.into_iter().map(Racer::end).collect();
    let took = begun.elapsed();

    let mut answers: HashMap<&str, Vec<(&str, &str)>> = HashMap::new();
    for line in said.iter().flat_map(|said| said.lines()) {
        let [key, id, word] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
        answers.entry(key).or_default().push((id, word));
    }
    assert_eq!(answers.len(), keys);
    for (key, answers) in &answers {
        let new = answers.iter().filter(|(_, word)| *word == "new").count();
        assert!(new == 1 && answers.iter().all(|(id, _)| *id == answers[0].0), "{key}: {answers:?}");
        assert_eq!(answers.len(), tasks / PROCESSES * PROCESSES);
    }
    println!("{PROCESSES} processes, {tasks} tasks, {keys} keys, each new once; {:.1} s", took.as_secs_f64());
    println!("test {name}::each_key_is_new_to_one ... ok");
}

struct Racer {
    child: Child,
    said: BufReader<std::process::ChildStdout>,
}

impl Racer {
    /// Returns when its store is open.
    fn start(part: &Part) -> Self {
        let mut command = Command::new(env::current_exe().unwrap());
        let mut child = part.cast(&mut command).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let mut ready = String::new();
        said.read_line(&mut ready).unwrap();
        assert_eq!(ready, "ready\n");
        Self { child, said }
    }

    fn go(&mut self) {
        self.child.stdin.take().unwrap().write_all(b"go\n").unwrap();
    }

    fn end(mut self) -> String {
        let mut said = String::new();
        self.said.read_to_string(&mut said).unwrap();
        assert!(self.child.wait().unwrap().success());
        said
    }
}
