//! A receiver whose apps are records: it follows them while it runs.

use std::{
    fmt::Write as _,
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
    time::Duration,
};

use md5::{Digest as _, Md5};
use qq_cgi_model::Model;
use qq_cgi_receiver::{
    Alert, App, Codes, Intake, Outcome,
    records::{AppRecords, LoadError, Record, Records},
    store::{Sqlite, Store},
};

use tokio::sync::watch;

use crate::{
    failing::Failing,
    sample::{AT, next, put, record},
    shipped::{Desk, pairs, shipped, shop},
};

/// How often a test looks for changes.
const OFTEN: Duration = Duration::from_millis(1);

const HOME: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// A receiver of `desk`'s records, and what it told.
struct Receiver {
    intake: Intake,
    source: AppRecords,
    records: Arc<dyn Records>,
    loaded: i64,
    alerts: Arc<watch::Sender<Vec<Alert>>>,
    _folder: tempfile::TempDir,
}

impl Receiver {
    async fn of(desk: &Desk, model: Model, stage: Option<&str>) -> Self {
        let source = AppRecords::new(model, stage).unwrap();
        let records = Arc::clone(&desk.records);
        let loaded = source.load(&*records).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let store: Arc<dyn Store> = Arc::new(Sqlite::open(folder.path().join("orders.db")).unwrap());
        let alerts = Arc::<watch::Sender<Vec<Alert>>>::default();
        let told = Arc::clone(&alerts);
        let tell = move |alert: &Alert, _: i64| told.send_modify(|alerts| alerts.push(alert.clone()));
        let intake = Intake::new(loaded.apps, Codes::default(), store, tell).unwrap();
        Self { intake, source, records, loaded: loaded.revision, alerts, _folder: folder }
    }

    /// Lets it follow the records while something is done.
    async fn following<T>(&self, work: impl Future<Output = T>) -> T {
        tokio::select! {
            () = self.source.follow(&*self.records, &self.intake, self.loaded, OFTEN) => panic!("it ended"),
            done = work => done,
        }
    }

    /// The next alert about apps that it tells after `many` of them.
    async fn told(&self, many: usize) -> Alert {
        let about_apps = |alert: &&Alert| matches!(alert, Alert::AppsChanged { .. } | Alert::AppsKept { .. });
        let nth = |alerts: &Vec<Alert>| alerts.iter().filter(about_apps).nth(many).cloned();
        let mut alerts = self.alerts.subscribe();
        let told = alerts.wait_for(|alerts| nth(alerts).is_some()).await.unwrap();
        nth(&told).unwrap()
    }

    async fn take(&self, app: &str, key: &str, aid: &str, order: &str) -> Outcome {
        let data = format!(
            r#"{{"aid":"{aid}","msg_time":"1","open_months":"1","open_type":"vip","openid":"ann","order_id":"{order}"}}"#
        );
        self.take_signed("opening_flow", app, &data, &md5(&format!("{data}{key}"))).await
    }

    async fn take_signed(&self, callback: &str, app: &str, data: &str, sign: &str) -> Outcome {
        let data = hex(data.as_bytes(), "%").to_uppercase();
        let (param, signed) = if callback == "opening_flow" { ("data", "sign") } else { ("body", "sig") };
        let path = format!("/{callback}/{app}");
        self.intake.take(HOME, &path, &format!("ts=1&{param}={data}&{signed}={sign}"), AT).await.outcome
    }
}

fn md5(text: &str) -> String {
    hex(&Md5::digest(text), "")
}

fn hex(bytes: &[u8], before: &str) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{before}{byte:02x}").unwrap();
        text
    })
}

#[tokio::test]
async fn apps_come_with_their_release_and_keys_go_with_their_retirement() {
    let desk = Desk::of(shipped()).await;
    let key = desk.app("7").await;
    let receiver = Receiver::of(&desk, shipped(), None).await;
    assert_eq!(receiver.take("7", &key, "a", "1").await, Outcome::Refused);

    let follow = receiver.following(async {
        desk.administration.advance("app", "7", "Review", AT).await.unwrap();
        assert_eq!(receiver.told(0).await, Alert::AppsChanged { apps: 0, left_out: 1 });
        desk.administration.advance("app", "7", "Released", AT).await.unwrap();
        assert_eq!(receiver.told(1).await, Alert::AppsChanged { apps: 1, left_out: 0 });
        assert_eq!(receiver.take("7", &key, "a", "1").await, Outcome::Quarantined);

        let aid = desk.add("aid", &[("appid", "7"), ("openmonth", "1")]).await.unwrap();
        assert_eq!(receiver.told(2).await, Alert::AppsChanged { apps: 1, left_out: 1 });
        assert_eq!(receiver.take("7", &key, &aid, "2").await, Outcome::Quarantined);
        desk.administration.advance("aid", &aid, "Review", AT).await.unwrap();
        receiver.told(3).await;
        desk.administration.advance("aid", &aid, "Released", AT).await.unwrap();
        receiver.told(4).await;
        assert_eq!(receiver.take("7", &key, &aid, "3").await, Outcome::New);

        let new = desk.administration.rotate("app", "7", None, None, AT).await.unwrap().secret.value;
        receiver.told(5).await;
        for (order, key) in [("4", &key), ("5", &new)] {
            assert_eq!(receiver.take("7", key, &aid, order).await, Outcome::New, "{order}");
        }
        desk.administration.retire("app", "7", None, None, AT).await.unwrap();
        receiver.told(6).await;
        assert_eq!(receiver.take("7", &key, &aid, "6").await, Outcome::Refused);
        assert_eq!(receiver.take("7", &new, &aid, "6").await, Outcome::New);
        new
    });
    let new = follow.await;
    let seen = format!("{:?} {:?} {:?}", receiver.intake, receiver.source, receiver.alerts);
    assert!(!seen.contains(&key) && !seen.contains(&new), "{seen}");
}

#[tokio::test]
async fn an_aid_is_known_to_its_own_app_alone() {
    let desk = Desk::of(shipped()).await;
    let keys = [desk.app("7").await, desk.app("8").await];
    for app in ["7", "8"] {
        desk.add("aid", &[("aid", &format!("of-{app}")), ("appid", app), ("openmonth", "1")]).await.unwrap();
    }
    let receiver = Receiver::of(&desk, shipped(), Some("Test")).await;
    assert_eq!(receiver.take("7", &keys[0], "of-7", "1").await, Outcome::New);
    assert_eq!(receiver.take("7", &keys[0], "of-8", "2").await, Outcome::Quarantined);
    assert_eq!(receiver.take("8", &keys[1], "of-8", "2").await, Outcome::New);
    assert_eq!(receiver.take("8", &keys[0], "of-8", "3").await, Outcome::Refused);
}

#[tokio::test]
async fn a_stage_counts_with_all_that_come_after_it() {
    let desk = Desk::of(shipped()).await;
    for (app, stages) in [("1", &[][..]), ("2", &["Review"]), ("3", &["Review", "Released"])] {
        desk.app(app).await;
        for stage in stages {
            desk.administration.advance("app", app, stage, AT).await.unwrap();
        }
    }
    for (stage, names, left_out) in [
        (None, &["3"][..], 2),
        (Some("Released"), &["3"], 2),
        (Some("Review"), &["2", "3"], 1),
        (Some("Test"), &["1", "2", "3"], 0),
    ] {
        let source = AppRecords::new(shipped(), stage).unwrap();
        let loaded = source.load(&*desk.records).await.unwrap();
        let apps: Vec<_> = loaded.apps.iter().map(App::name).collect();
        assert_eq!(apps, names, "{stage:?}");
        assert_eq!(loaded.left_out.get("app").copied().unwrap_or_default(), left_out, "{stage:?}");
    }
    for (stage, why) in
        [("Relased", "there is no stage `Relased`; did you mean `Released`?"), ("x", "there is no stage `x`")]
    {
        let error = AppRecords::new(shipped(), Some(stage)).unwrap_err();
        assert_eq!(error.to_string(), why);
    }
    let mut silent = shipped();
    silent.callbacks.iter_mut().for_each(|callback| callback.apps = None);
    let error = AppRecords::new(silent, None).unwrap_err();
    assert!(error.to_string().starts_with("no callback of the spec says in which records"), "{error}");
}

#[tokio::test]
async fn what_cannot_be_served_leaves_the_apps_as_they_are() {
    let desk = Desk::of(shipped()).await;
    let key = desk.app("7").await;
    desk.add("aid", &[("aid", "a"), ("appid", "7"), ("openmonth", "1")]).await.unwrap();
    let receiver = Receiver::of(&desk, shipped(), Some("Test")).await;
    let follow = receiver.following(async {
        // No administration would have let it in.
        let broken = record("app", "a/b");
        assert!(put(&*desk.records, &broken).await);
        let Alert::AppsKept { error } = receiver.told(0).await else { panic!() };
        assert!(error.contains("not `a/b`"), "{error}");
        assert_eq!(receiver.take("7", &key, "a", "1").await, Outcome::New);
        // What stays wrong is told once; the next that is told is something else.
        assert!(put(&*desk.records, &Record { stage: Some("Lost".to_owned()), ..next(&broken) }).await);
        let Alert::AppsKept { error } = receiver.told(1).await else { panic!() };
        assert_eq!(error, "the record `a/b` of `app` is in a stage that the spec does not have");
        assert_eq!(receiver.take("7", &key, "a", "2").await, Outcome::New);
    });
    follow.await;
    assert!(matches!(receiver.source.load(&*desk.records).await, Err(LoadError::Stage { .. })));
}

#[tokio::test]
async fn records_that_cannot_be_read_are_told_whenever_that_begins() {
    let desk = Desk::of(shipped()).await;
    let key = desk.app("7").await;
    desk.add("aid", &[("aid", "a"), ("appid", "7"), ("openmonth", "1")]).await.unwrap();
    let failing = Arc::new(Failing::of(Arc::clone(&desk.records)));
    let mut receiver = Receiver::of(&desk, shipped(), Some("Test")).await;
    receiver.records = Arc::clone(&failing) as _;
    let follow = receiver.following(async {
        for time in 0..2 {
            failing.set(true);
            assert!(matches!(receiver.told(time).await, Alert::AppsKept { error } if error == "the store is closed"));
            failing.asked(3).await;
            assert_eq!(receiver.take("7", &key, "a", "1").await, [Outcome::New, Outcome::Duplicate][time]);
            failing.set(false);
            // The second was asked for after the first was answered.
            failing.asked(2).await;
        }
        assert_eq!(receiver.alerts.borrow().len(), 2);
    });
    follow.await;
}

#[tokio::test]
async fn a_receiver_without_apps_refuses_in_the_form_of_its_callback() {
    let desk = Desk::of(shipped()).await;
    let receiver = Receiver::of(&desk, shipped(), None).await;
    for path in ["/opening_flow/7", "/", "/other/7"] {
        let answer = receiver.intake.take(HOME, path, "data=1&sign=1", AT).await;
        assert_eq!((answer.status, &*answer.body), (403, r#"{"ret":1,"msg":"refused"}"#), "{path}");
    }
    // Not even with the empty key, or with what stands in for one.
    for key in ["", "0"] {
        assert_eq!(receiver.take("7", key, "a", "1").await, Outcome::Refused);
    }
}

#[tokio::test]
async fn another_spec_brings_its_own_tables() {
    let desk = Desk::of(shop()).await;
    let given = pairs(&[("country", "CN"), ("mark", "true")]);
    let new = desk.administration.add("seller", &given, AT).await.unwrap().record;
    let receiver = Receiver::of(&desk, shop(), Some("Live")).await;
    let sign = md5(&format!("{}{{\"order\":7}}", new.secrets["token"][0].value)).to_uppercase();
    assert_eq!(receiver.take_signed("payment", &new.key, r#"{"order":7}"#, &sign).await, Outcome::Refused);
    let follow = receiver.following(async {
        desk.administration.advance("seller", &new.key, "Live", AT).await.unwrap();
        receiver.told(0).await;
        assert_eq!(receiver.take_signed("payment", &new.key, r#"{"order":7}"#, &sign).await, Outcome::New);
        // A spec that lets a record go back takes the app away with it.
        desk.administration.advance("seller", &new.key, "Draft", AT).await.unwrap();
        assert_eq!(receiver.told(1).await, Alert::AppsChanged { apps: 0, left_out: 1 });
        assert_eq!(receiver.take_signed("payment", &new.key, r#"{"order":8}"#, &sign).await, Outcome::Refused);
    });
    follow.await;
}

#[tokio::test]
async fn a_code_that_means_success_is_found_before_the_first_record() {
    let desk = Desk::of(shop()).await;
    let source = AppRecords::new(shop(), None).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let store: Arc<dyn Store> = Arc::new(Sqlite::open(folder.path().join("orders.db")).unwrap());
    let apps = source.load(&*desk.records).await.unwrap().apps;
    let wrong = Intake::new(apps, Codes { failure: 200, ..Codes::default() }, store, |_, _| {}).unwrap_err();
    assert_eq!((wrong.code, &*wrong.callback), ("failure", "payment"));
}
