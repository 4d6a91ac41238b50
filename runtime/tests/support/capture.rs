//! Catches all that is said through `tracing`, `log` and `metrics`.
#![allow(dead_code, missing_docs, clippy::unwrap_used, reason = "each test file uses a part")]
#![allow(unreachable_pub, clippy::must_use_candidate)]

use core::{
    fmt::{self, Write as _},
    sync::atomic::{AtomicU64, Ordering::Relaxed},
};
use std::sync::{Arc, Mutex};

use tracing::{Event, Metadata, Subscriber, field, span};

/// What was said, line by line.
#[derive(Clone, Default)]
pub struct Lines(Arc<Mutex<Vec<String>>>);

impl Lines {
    /// What was said since the last time.
    pub fn take(&self) -> Vec<String> {
        core::mem::take(&mut self.0.lock().unwrap())
    }

    fn push(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }
}

/// ` name=value` for each field.
struct Fields(String);

impl field::Visit for Fields {
    fn record_debug(&mut self, field: &field::Field, value: &dyn fmt::Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

impl Subscriber for Lines {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &span::Attributes<'_>) -> span::Id {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let mut fields = Fields(String::new());
        span.record(&mut fields);
        let metadata = span.metadata();
        self.push(format!("{} span {} {}{}", metadata.level(), metadata.target(), metadata.name(), fields.0));
        span::Id::from_u64(NEXT.fetch_add(1, Relaxed))
    }

    fn record(&self, _: &span::Id, values: &span::Record<'_>) {
        let mut fields = Fields(String::new());
        values.record(&mut fields);
        self.push(format!("record{}", fields.0));
    }

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields(String::new());
        event.record(&mut fields);
        let metadata = event.metadata();
        self.push(format!("{} event {}{}", metadata.level(), metadata.target(), fields.0));
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

impl log::Log for Lines {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        self.push(format!("{} log {} {}", record.level(), record.target(), record.args()));
    }

    fn flush(&self) {}
}

/// A counter or histogram.
struct Figure(Lines, String);

impl metrics::CounterFn for Figure {
    fn increment(&self, value: u64) {
        self.0.push(format!("{} +{value}", self.1));
    }

    fn absolute(&self, value: u64) {
        self.0.push(format!("{} ={value}", self.1));
    }
}

impl metrics::HistogramFn for Figure {
    fn record(&self, value: f64) {
        self.0.push(format!("{} {value}", self.1));
    }
}

impl Lines {
    fn figure(&self, key: &metrics::Key) -> Arc<Figure> {
        let labels: Vec<_> = key.labels().map(|label| format!("{}={}", label.key(), label.value())).collect();
        Arc::new(Figure(self.clone(), format!("{}{{{}}}", key.name(), labels.join(","))))
    }
}

impl metrics::Recorder for Lines {
    fn describe_counter(&self, key: metrics::KeyName, _: Option<metrics::Unit>, text: metrics::SharedString) {
        self.push(format!("{}: {text}", key.as_str()));
    }

    fn describe_gauge(&self, key: metrics::KeyName, _: Option<metrics::Unit>, text: metrics::SharedString) {
        self.push(format!("{}: {text}", key.as_str()));
    }

    fn describe_histogram(&self, key: metrics::KeyName, _: Option<metrics::Unit>, text: metrics::SharedString) {
        self.push(format!("{}: {text}", key.as_str()));
    }

    fn register_counter(&self, key: &metrics::Key, _: &metrics::Metadata<'_>) -> metrics::Counter {
        metrics::Counter::from_arc(self.figure(key))
    }

    fn register_gauge(&self, _: &metrics::Key, _: &metrics::Metadata<'_>) -> metrics::Gauge {
        metrics::Gauge::noop()
    }

    fn register_histogram(&self, key: &metrics::Key, _: &metrics::Metadata<'_>) -> metrics::Histogram {
        metrics::Histogram::from_arc(self.figure(key))
    }
}
