//! Every call of the Android SDKs: what the platform is handed is what the document's sample puts, and every answer that
//! the document or the public SDK names is told apart.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::{
    collections::BTreeSet,
    fmt::Debug,
    pin::pin,
    task::{Context, Poll, Waker},
};

use qq_cgi::{
    BundleKey, CallError, ErrorCode, InvalidParam, JsonValue, NeedsLogin, PlatformAnswer, PlatformCall,
    ScriptedPlatform, Sdk, SdkCall, SdkRefused, SdkSpec, SdkValue, Violation, Warning,
};
use qq_cgi_model::{
    Model, check_embedded,
    model::{self, Needed},
};
use qq_game_social::social::{
    AndroidSdkError, BrowserManifest, CheckBindGroup, CheckJoinGroup, GameAddEmoj, GameBindGroup, GameEditionError,
    GameJoinQqGroup, GameMakeFriend, GamePublicAccount, GameSdkError, GameSetSummaryCart, HandleLoginData, Login,
    LoginError, Logout, OpenBuluo, OpenUrl, PublicAccountRecipient, PublicAccountTag, QqShareFlag, SPEC_FILES,
    ScreenOrientation, ShareImageToQq, ShareToQq, ShareToQzone, UnBindGroup, VipKind, VipPage,
};

const APP_KEY: &str = "canary-app-key";

/// Every call with the values of its sample, all of them set, and what the platform is handed, written as code would
/// write it: `<…>` is the name of a constant whose value is not public.
fn samples() -> Vec<(Box<dyn Tried>, &'static str)> {
    let image = "http://imgcache.qq.com/qzone/space_item/pre/0/66768.gif";
    vec![
        (Box::new(Login::new("get_user_info,add_t")), r#"Tencent.login(Activity, "get_user_info,add_t", IUiListener)"#),
        (Box::new(HandleLoginData::new()), "Tencent.handleLoginData(Intent, IUiListener)"),
        (Box::new(Logout::new()), "Tencent.logout(Context)"),
        (
            Box::new(
                ShareToQq::new("http://www.qq.com/news/1.html", "要分享的标题")
                    .summary("要分享的摘要")
                    .image_url(image)
                    .app_name("测试应用222222")
                    .ext(QqShareFlag::QzoneItemHide),
            ),
            r#"Tencent.shareToQQ(Activity, Bundle{req_type: 1, targetUrl: "http://www.qq.com/news/1.html", title: "要分享的标题", summary: "要分享的摘要", imageUrl: "http://imgcache.qq.com/qzone/space_item/pre/0/66768.gif", appName: "测试应用222222", cflag: 2}, IUiListener)"#,
        ),
        (
            Box::new(ShareImageToQq::new("/sdcard/图.png").app_name("测试应用").ext(QqShareFlag::QzoneAutoOpen)),
            r#"Tencent.shareToQQ(Activity, Bundle{req_type: 5, imageLocalUrl: "/sdcard/图.png", appName: "测试应用", cflag: 1}, IUiListener)"#,
        ),
        (
            Box::new(
                ShareToQzone::new("标题", "跳转URL").summary("摘要").image_urls(["图一", "图二"].map(String::from)),
            ),
            r#"Tencent.shareToQzone(Activity, Bundle{req_type: 1, title: "标题", summary: "摘要", targetUrl: "跳转URL", imageUrl: ["图一", "图二"]}, IUiListener)"#,
        ),
        (
            Box::new(GameMakeFriend::new("fopenid", "小明", "加个好友")),
            r#"Tencent.gameMakeFriend(Activity, Bundle{fopen_id: "fopenid", friend_label: "小明", add_msg: "加个好友", <MGameAppOperation.GAME_SDK_VERSION>: "true"})"#,
        ),
        (
            Box::new(GameJoinQqGroup::new("公会", "1", "7")),
            r#"Tencent.gameJoinQQGroup(Activity, Bundle{<MGameAppOperation.GAME_GUILD_ID>: "公会", <MGameAppOperation.GAME_GUILD_ZONE_ID>: "1", <MGameAppOperation.GAME_ROLE_ID>: "7"})"#,
        ),
        (
            Box::new(GameBindGroup::new("公会", "1", "公会名称", "7", APP_KEY)),
            r#"Tencent.gameBindGroup(Activity, Bundle{unionid: "公会", zoneid: "1", union_name: "公会名称", <MGameAppOperation.GAME_ROLE_ID>: "7", <MGameAppOperation.GAME_APP_KEY>: secret "canary-app-key"})"#,
        ),
        (
            Box::new(UnBindGroup::new("公会", "1", "7")),
            r#"Tencent.unBindGroup(Context, Bundle{<MGameAppOperation.GAME_GUILD_ID>: "公会", <MGameAppOperation.GAME_GUILD_ZONE_ID>: "1", <MGameAppOperation.GAME_ROLE_ID>: "7"}, IUiListener)"#,
        ),
        (
            Box::new(CheckBindGroup::new("公会", "1", "7")),
            r#"Tencent.checkBindGroup(Context, Bundle{<MGameAppOperation.GAME_GUILD_ID>: "公会", <MGameAppOperation.GAME_GUILD_ZONE_ID>: "1", <MGameAppOperation.GAME_ROLE_ID>: "7"}, IUiListener)"#,
        ),
        (
            Box::new(CheckJoinGroup::new("公会", "1")),
            r#"Tencent.checkJoinGroup(Context, Bundle{<MGameAppOperation.GAME_GUILD_ID>: "公会", <MGameAppOperation.GAME_GUILD_ZONE_ID>: "1"}, IUiListener)"#,
        ),
        (
            Box::new(OpenUrl::new("https://www.qq.com", ScreenOrientation::Sensor)),
            r#"WebViewHelper.openUrl(Context, "https://www.qq.com", 4)"#,
        ),
        (Box::new(OpenBuluo::new(227_061, ScreenOrientation::Sensor)), "WebViewHelper.openBuluo(Context, 227061, 4)"),
        (
            Box::new(GameSetSummaryCart::new("名片", "样式", APP_KEY)),
            r#"Tencent.gameSetSummaryCart(Activity, Bundle{<MGameAppOperation.CARD_ID>: "名片", <MGameAppOperation.STYLE_ID>: "样式", <MGameAppOperation.GAME_APP_KEY>: secret "canary-app-key"}, IUIListener)"#,
        ),
        (
            Box::new(GameAddEmoj::new("表情包", APP_KEY)),
            r#"Tencent.gameAddEmoj(Activity, Bundle{<MGameAppOperation.EMOJ_ID>: "表情包", <MGameAppOperation.GAME_APP_KEY>: secret "canary-app-key"}, IUIListener)"#,
        ),
        (
            Box::new(GamePublicAccount::new(
                PublicAccountTag::HeartSent,
                "http://gamecenter.qq.com/gcjump",
                image,
                vec![PublicAccountRecipient::new("123456")],
            )),
            r#"Tencent.gamePublicAccount(Activity, Bundle{<MGameAppOperation.GAME_TAG>: "MSG_HEART_SENT", <MGameAppOperation.GAME_TARGET_URI>: "http://gamecenter.qq.com/gcjump", <MGameAppOperation.GAME_IMAGE_URI>: "http://imgcache.qq.com/qzone/space_item/pre/0/66768.gif", <MGameAppOperation.GAME_FRIEND_INFO>: "[{\"openid\":\"123456\",\"type\":\"0\"}]"}, IUIListener)"#,
        ),
    ]
}

/// A call of any type.
trait Tried {
    fn spec(&self) -> &'static SdkSpec;
    fn prepared(&self) -> PlatformCall;
    /// What the caller gets when the platform answers with this.
    fn hears(&self, answer: PlatformAnswer) -> Heard;
    /// What the caller gets when somebody makes the same call before there was an answer.
    fn hears_when_made_again(&self) -> Heard;
    fn debugged(&self) -> String;
}

impl<C: SdkCall<Reply: Debug> + Debug> Tried for C {
    fn spec(&self) -> &'static SdkSpec {
        C::SPEC
    }

    fn prepared(&self) -> PlatformCall {
        sdk().prepare(self).unwrap()
    }

    fn hears(&self, answer: PlatformAnswer) -> Heard {
        heard::<C>(ready(Sdk::new(ScriptedPlatform::new().answers(C::SPEC.call, answer)).call(self)).unwrap())
    }

    fn hears_when_made_again(&self) -> Heard {
        let platform = ScriptedPlatform::new().waits(C::SPEC.call).answers(C::SPEC.call, PlatformAnswer::Cancelled);
        let sdk = Sdk::new(platform);
        let mut first = pin!(sdk.call(self));
        assert!(ready(first.as_mut()).is_none());
        assert!(matches!(ready(sdk.call(self)), Some(Err(CallError::Cancelled))));
        heard::<C>(ready(first).unwrap())
    }

    fn debugged(&self) -> String {
        format!("{self:?}")
    }
}

/// What a caller gets back, whatever the call's types.
#[derive(Debug, Clone, PartialEq)]
enum Heard {
    Reply(String),
    Refused(Code),
    Failed(Code),
    Cancelled,
    Superseded,
    Unreadable,
}

/// A code, its row in the table, its remedy and the message that came with it.
#[derive(Debug, Clone, PartialEq)]
struct Code {
    number: Option<i64>,
    name: Option<&'static str>,
    remedy: String,
    message: String,
}

fn heard<C: SdkCall<Reply: Debug>>(answer: Result<C::Reply, qq_cgi::SdkError<C>>) -> Heard {
    match answer {
        Ok(reply) => Heard::Reply(format!("{reply:?}")),
        Err(CallError::Refused(refusal)) => Heard::Refused(coded(refusal.code, refusal.message)),
        Err(CallError::Failed(failure)) => Heard::Failed(coded(failure.code, failure.message)),
        Err(CallError::Cancelled) => Heard::Cancelled,
        Err(CallError::Superseded) => Heard::Superseded,
        Err(CallError::Decode(_)) => Heard::Unreadable,
        Err(error) => panic!("{error}"),
    }
}

fn coded(code: impl ErrorCode, message: String) -> Code {
    let (name, remedy) = (code.entry().map(|entry| entry.name), format!("{:?}", code.remedy()));
    Code { number: code.number(), name, remedy, message }
}

/// What a listener hears for a row of an error table.
fn row(code: &model::Code) -> (Option<i64>, String, String) {
    (code.code, code.rust.clone(), format!("Some({:?})", code.remedy))
}

fn parts(code: &Code) -> (Option<i64>, String, String) {
    (code.number, code.name.unwrap_or_default().to_owned(), code.remedy.clone())
}

fn ready<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

fn sdk() -> Sdk {
    Sdk::new(ScriptedPlatform::new())
}

fn json(text: &str) -> JsonValue {
    text.parse().unwrap()
}

fn complete(text: &str) -> PlatformAnswer {
    PlatformAnswer::Complete(json(text))
}

fn model() -> Model {
    let checked = check_embedded(SPEC_FILES, &[]);
    assert!(checked.diagnostics.is_empty(), "the shipped spec has mistakes");
    checked.model
}

/// The calls whose answer a listener gets, and what the Model says of each.
fn with_listener(model: &Model) -> Vec<(Box<dyn Tried>, &model::Sdk)> {
    let all = samples().into_iter().map(|(call, _)| {
        let entry = model.sdk(call.spec().name).unwrap();
        (call, entry)
    });
    all.filter(|(_, entry)| entry.answer.by == model::AnswerBy::Callback).collect()
}

/// Those of them whose answers have a code.
fn with_code(model: &Model) -> Vec<(Box<dyn Tried>, &model::Sdk)> {
    with_listener(model).into_iter().filter(|(_, entry)| !entry.answer.code.is_empty()).collect()
}

/// A code in each shape and form in which answers give it, with the message 原因.
fn answers(code: i64) -> [String; 4] {
    [
        format!(r#"{{"retCode":{code},"retMsg":"原因","relation":3}}"#),
        format!(r#"{{"ret":{code},"msg":"原因","relation":3}}"#),
        format!(r#"{{"retCode":"{code}","retMsg":"原因","relation":3}}"#),
        format!(r#"{{"ret":"{code}","msg":"原因","relation":3}}"#),
    ]
}

mod handed_over {
    use super::*;

    #[test]
    fn what_the_samples_put() {
        for (call, expected) in samples() {
            assert_eq!(as_code(&call.prepared()), expected);
        }
    }

    /// A call or a value that is added to the TOML wants its place among the samples above.
    #[test]
    fn every_call_and_every_value_of_the_spec() {
        let model = model();
        let android: Vec<_> = model.sdks.iter().filter(|entry| entry.platform == "android").collect();
        let names: BTreeSet<&str> = android.iter().map(|entry| entry.name.as_str()).collect();
        let tried: BTreeSet<&str> = samples().iter().map(|(call, _)| call.spec().name).collect();
        assert_eq!((names, android.len()), (tried, 17));
        for (call, _) in samples() {
            let (entry, made) = (model.sdk(call.spec().name).unwrap(), call.prepared());
            let listed: Vec<_> = entry.bundle.iter().map(key_of).collect();
            let put: Vec<_> = made.bundle.iter().map(|(key, _)| shown_key(*key)).collect();
            assert_eq!(put, listed, "{}", entry.name);
            assert_eq!(made.args.len(), entry.args.len(), "{}", entry.name);
        }
    }

    #[test]
    fn what_is_not_set_is_left_out() {
        let qq = sdk().prepare(&ShareToQq::new("u", "标题")).unwrap();
        assert_eq!(
            as_code(&qq),
            r#"Tencent.shareToQQ(Activity, Bundle{req_type: 1, targetUrl: "u", title: "标题"}, IUiListener)"#
        );
        let image = sdk().prepare(&ShareImageToQq::new("图")).unwrap();
        assert_eq!(
            as_code(&image),
            r#"Tencent.shareToQQ(Activity, Bundle{req_type: 5, imageLocalUrl: "图"}, IUiListener)"#
        );
        let qzone = sdk().prepare(&ShareToQzone::new("标题", "u")).unwrap();
        assert_eq!(
            as_code(&qzone),
            r#"Tencent.shareToQzone(Activity, Bundle{req_type: 1, title: "标题", targetUrl: "u"}, IUiListener)"#
        );
    }

    #[test]
    fn every_choice() {
        let ext = |flag| sdk().prepare(&ShareToQq::new("u", "标题").ext(flag)).unwrap().bundle[3].clone();
        assert_eq!(ext(QqShareFlag::QzoneAutoOpen), (BundleKey::Value("cflag"), SdkValue::Int(1)));
        assert_eq!(ext(QqShareFlag::QzoneItemHide), (BundleKey::Value("cflag"), SdkValue::Int(2)));
        let turned = |screen| sdk().prepare(&OpenBuluo::new(227_061, screen)).unwrap().args[2].clone();
        let all = [ScreenOrientation::Landscape, ScreenOrientation::Portrait, ScreenOrientation::Sensor];
        assert_eq!(all.map(turned), [0, 1, 4].map(SdkValue::Int));
        let tag = |tag| {
            let friends = vec![PublicAccountRecipient::new("123456")];
            sdk().prepare(&GamePublicAccount::new(tag, "u", "i", friends)).unwrap().bundle[0].1.clone()
        };
        assert_eq!(tag(PublicAccountTag::HeartSent), "MSG_HEART_SENT".into());
        assert_eq!(tag(PublicAccountTag::Invite), "MSG_INVITE".into());
        assert_eq!(tag(PublicAccountTag::FriendExceed), "MSG_FRIEND_EXCEED".into());
        assert_eq!(tag(PublicAccountTag::ShareFriendPvp), "MSG_SHARE_FRIEND_PVP".into());
        assert_eq!(tag(PublicAccountTag::other("MSG_HEART_SEND")), "MSG_HEART_SEND".into());
    }

    /// 会员包月活动: the sample opens this very URL in the browser.
    #[test]
    fn a_page_in_the_browser() {
        let url = VipPage::new(VipKind::Svip, 1, "mvip.p.hz.demo").url().unwrap();
        let made = sdk().prepare(&OpenUrl::new(url, ScreenOrientation::Sensor)).unwrap();
        assert_eq!(
            as_code(&made),
            r#"WebViewHelper.openUrl(Context, "https://mq.vip.qq.com/m/connect/open?code=svip&month=1&aid=mvip.p.hz.demo", 4)"#
        );
    }

    #[test]
    fn whether_a_login_is_needed() {
        let model = model();
        let needed: Vec<_> =
            samples().iter().map(|(call, _)| call.spec()).filter(|spec| spec.needs_login == NeedsLogin::Yes).collect();
        let names: Vec<_> = needed.iter().map(|spec| spec.name).collect();
        assert_eq!(names, ["gameJoinQQGroup", "gameBindGroup", "unBindGroup", "checkBindGroup", "checkJoinGroup"]);
        // 若是没有登录态则不会跳到手 Q.
        for name in names {
            let entry = model.sdk(name).unwrap();
            assert_eq!(entry.needs_login, Needed::Yes);
            assert!(entry.about.zh.as_ref().unwrap().contains("CGI 调用需要登录态"), "{name}");
        }
    }

    /// The manifest's `meta-data` of the sample.
    #[test]
    fn options_of_the_manifest() {
        let options = BrowserManifest::new()
            .titlebar_hideable(true)
            .toolbar_portrait_hideable(false)
            .toolbar_landscape_hideable(false);
        let names: Vec<_> = qq_cgi::Record::fields(&options).iter().map(|field| field.name).collect();
        assert_eq!(names, ["titlebar_hideable", "toolbar_portrait_hideable", "toolbar_landscape_hideable"]);
        let set = (options.titlebar_hideable, options.toolbar_portrait_hideable, options.toolbar_landscape_hideable);
        assert_eq!(set, (Some(true), Some(false), Some(false)));
    }

    fn as_code(call: &PlatformCall) -> String {
        let bundle: Vec<_> =
            call.bundle.iter().map(|(key, value)| format!("{}: {}", shown_key(*key), shown(value))).collect();
        let bundle = format!("{}{{{}}}", call.object.unwrap_or_default(), bundle.join(", "));
        let args: Vec<_> =
            call.args.iter().map(|arg| if *arg == SdkValue::Bundle { bundle.clone() } else { shown(arg) }).collect();
        assert!(call.args.contains(&SdkValue::Bundle) || call.bundle.is_empty());
        format!("{}.{}({})", call.receiver.unwrap(), call.method, args.join(", "))
    }

    fn shown(value: &SdkValue) -> String {
        match value {
            SdkValue::Text(text) => format!("{text:?}"),
            SdkValue::Secret(secret) => format!("secret {:?}", secret.expose()),
            SdkValue::Int(number) => number.to_string(),
            SdkValue::List(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", ")),
            SdkValue::Host(class) => (*class).to_owned(),
            other => panic!("no sample puts {other:?}"),
        }
    }

    fn shown_key(key: BundleKey) -> String {
        match key {
            BundleKey::Value(key) => key.to_owned(),
            BundleKey::Symbol(name) => format!("<{name}>"),
        }
    }

    fn key_of(field: &model::Field) -> String {
        match field.key.as_ref().unwrap() {
            model::BundleKey::Value(key) => key.clone(),
            model::BundleKey::Symbol(name) => format!("<{name}>"),
        }
    }
}

mod refused_beforehand {
    use super::*;

    type Prepared = Result<PlatformCall, SdkRefused>;

    /// Every limit of the spec, in characters: 字, not bytes.
    #[test]
    fn a_text_of_one_character_too_many() {
        let limits = limits();
        let expected = [
            ("shareToQQ", "QQShare.PARAM_TITLE", 30),
            ("shareToQQ", "QQShare.PARAM_SUMMARY", 40),
            ("shareToQzone", "QzoneShare.SHARE_TO_QQ_TITLE", 200),
            ("shareToQzone", "QzoneShare.SHARE_TO_QQ_SUMMARY", 600),
        ];
        assert_eq!(limits, expected.map(|(call, param, limit)| (call.to_owned(), param.to_owned(), limit)));
        for (call, param, limit) in limits {
            let text = "字".repeat(limit);
            let made = prepared(&call, &param, &text).unwrap();
            assert!(made.bundle.iter().any(|(_, value)| value.text() == Some(&text)), "{call} {param}");
            let refused = prepared(&call, &param, &format!("{text}字"));
            let violation = Violation::TooLong { limit, actual: limit + 1 };
            assert_eq!(refused, Err(SdkRefused::InvalidParam(InvalidParam::new(param, violation))));
        }
    }

    #[test]
    fn and_nothing_is_handed_to_the_platform() {
        let platform = ScriptedPlatform::new();
        let error = ready(Sdk::new(platform.clone()).call(&ShareToQq::new("u", "字".repeat(31)))).unwrap().unwrap_err();
        assert_eq!(
            error.to_string(),
            "parameter `QQShare.PARAM_TITLE` must have at most 30 characters, has 31; \
             nothing was handed to the platform"
        );
        assert!(platform.calls().is_empty());
    }

    /// 内部浏览器仅支持 HTTPS 链接.
    #[test]
    fn a_page_that_is_not_https() {
        let open = |url: &str| sdk().prepare(&OpenUrl::new(url, ScreenOrientation::Portrait));
        assert!(open("https://www.qq.com").is_ok());
        for url in ["http://www.qq.com", "www.qq.com", "ftp://https://www.qq.com", ""] {
            let refused = SdkRefused::InvalidParam(InvalidParam::new("url", Violation::NotHttps));
            assert_eq!(open(url), Err(refused), "{url}");
        }
    }

    #[test]
    fn a_message_to_nobody() {
        let send = |friends| sdk().prepare(&GamePublicAccount::new(PublicAccountTag::Invite, "u", "i", friends));
        let refused = |param: &str, violation| Err(SdkRefused::InvalidParam(InvalidParam::new(param, violation)));
        let nobody = refused("MGameAppOperation.GAME_FRIEND_INFO", Violation::TooFew { limit: 1, actual: 0 });
        assert_eq!(send(vec![]), nobody);
        let nameless = refused("MGameAppOperation.GAME_FRIEND_INFO[0].openid", Violation::Empty);
        assert_eq!(send(vec![PublicAccountRecipient::new("")]), nameless);
    }

    fn limits() -> Vec<(String, String, usize)> {
        let model = model();
        let android = model.sdks.iter().filter(|entry| entry.platform == "android");
        let fields = android.flat_map(|entry| entry.args.iter().chain(&entry.bundle).map(move |field| (entry, field)));
        fields
            .filter_map(|(entry, field)| Some((entry.name.clone(), field.name.clone(), field.limits.max_chars?)))
            .collect()
    }

    fn prepared(call: &str, param: &str, text: &str) -> Prepared {
        match (call, param) {
            ("shareToQQ", "QQShare.PARAM_TITLE") => sdk().prepare(&ShareToQq::new("u", text)),
            ("shareToQQ", "QQShare.PARAM_SUMMARY") => sdk().prepare(&ShareToQq::new("u", "t").summary(text)),
            ("shareToQzone", "QzoneShare.SHARE_TO_QQ_TITLE") => sdk().prepare(&ShareToQzone::new(text, "u")),
            ("shareToQzone", "QzoneShare.SHARE_TO_QQ_SUMMARY") => {
                sdk().prepare(&ShareToQzone::new("t", "u").summary(text))
            }
            other => panic!("no call tries the limit of {other:?}"),
        }
    }
}

mod warned_of {
    use super::*;

    /// 图片最多支持 9 张图片，多余的图片会被丢弃: by the SDK, so all of them are handed on.
    #[test]
    fn the_tenth_image() {
        let images =
            |count| sdk().prepare(&ShareToQzone::new("t", "u").image_urls(vec!["图".to_owned(); count])).unwrap();
        assert_eq!(images(9).warnings, []);
        let made = images(10);
        let param = "QzoneShare.SHARE_TO_QQ_IMAGE_URL";
        assert_eq!(made.warnings, [Warning::ItemsDropped { param, kept: 9, given: 10 }]);
        assert!(matches!(&made.bundle[3].1, SdkValue::List(items) if items.len() == 10));
        assert_eq!(
            made.warnings[0].to_string(),
            "of the 10 items of `QzoneShare.SHARE_TO_QQ_IMAGE_URL` the platform keeps the first 9 and drops the rest"
        );
    }

    /// Each call that takes the app's key warns of it, and none shows it.
    #[test]
    fn a_key_in_a_client() {
        let param = "MGameAppOperation.GAME_APP_KEY";
        let mut warned = Vec::new();
        for (call, _) in samples() {
            let made = call.prepared();
            let takes_key = made.bundle.iter().any(|(key, _)| *key == BundleKey::Symbol(param));
            let expected = takes_key.then_some(Warning::SecretInClient { param });
            assert_eq!(made.warnings, Vec::from_iter(expected), "{}", call.spec().name);
            let shown = format!("{}{made:?}", call.debugged());
            assert!(!shown.contains("canary"), "{shown}");
            warned.extend(takes_key.then_some(call.spec().name));
        }
        assert_eq!(warned, ["gameBindGroup", "gameSetSummaryCart", "gameAddEmoj"]);
    }

    #[test]
    fn a_key_that_comes_back_in_a_message() {
        let call = GameAddEmoj::new("表情包", APP_KEY);
        let bad = complete(&format!(r#"{{"ret":"1","msg":"bad key {APP_KEY}"}}"#));
        for answer in [bad, PlatformAnswer::failed(-5, format!("bad key {APP_KEY}"))] {
            let shown = format!("{:?}", call.hears(answer));
            assert!(shown.contains("bad key ***") && !shown.contains("canary"), "{shown}");
        }
    }
}

mod answered {
    use super::*;

    /// Every row of the table of every call, as the Model has them: a row that is added to the TOML is tried too.
    #[test]
    fn with_each_code_of_its_table_in_each_shape() {
        let model = model();
        let mut tried = 0;
        for (call, entry) in with_code(&model) {
            let Some(table) = &entry.answer.errors else { continue };
            for code in &model.error_table(table).unwrap().codes {
                for answer in answers(code.code.unwrap()) {
                    let Heard::Refused(refused) = call.hears(complete(&answer)) else {
                        panic!("{} {answer}", entry.name)
                    };
                    assert_eq!(parts(&refused), row(code), "{} {answer}", entry.name);
                    assert_eq!(refused.message, "原因", "{} {answer}", entry.name);
                    tried += 1;
                }
            }
        }
        // Two logins, three calls for groups, two of the Markdown edition.
        assert!(tried >= 4 * (2 * 19 + 3 * 12 + 2), "{tried}");
    }

    #[test]
    fn with_success_in_each_shape() {
        let model = model();
        for (call, entry) in with_code(&model) {
            for answer in answers(0) {
                assert!(matches!(call.hears(complete(&answer)), Heard::Reply(_)), "{} {answer}", entry.name);
            }
        }
    }

    #[test]
    fn with_a_code_that_no_table_lists() {
        let model = model();
        for (call, entry) in with_code(&model) {
            for answer in answers(4711) {
                let Heard::Refused(refused) = call.hears(complete(&answer)) else { panic!("{} {answer}", entry.name) };
                assert_eq!((refused.number, refused.name), (Some(4711), None));
            }
        }
        let text = ready(
            Sdk::new(ScriptedPlatform::new().completes("login", json(&answers(4711)[1]))).call(&Login::new("all")),
        );
        assert_eq!(
            text.unwrap().unwrap_err().to_string(),
            r#"the call was refused: 4711 (not in the error table); it says "原因""#
        );
    }

    #[test]
    fn without_a_code_it_is_no_success() {
        let model = model();
        for (call, entry) in with_code(&model) {
            // 公众号信息 prints the second: its sample leaves the texts empty.
            for answer in ["{}", r#"{"retCode":"","retMsg":""}"#, r#"{"relation":3}"#, "[]", r#""ok""#] {
                assert_eq!(call.hears(complete(answer)), Heard::Unreadable, "{} {answer}", entry.name);
            }
        }
    }

    /// The document says nothing of what shares answer: that they answer is success, and the answer is kept.
    #[test]
    fn by_a_share_with_anything() {
        let answer = r#"{"ret":0,"另外":[1]}"#;
        for name in ["shareToQQ", "share_image_to_qq", "shareToQzone"] {
            let (call, _) = samples().into_iter().find(|(call, _)| call.spec().name == name).unwrap();
            assert_eq!(call.hears(complete(answer)), Heard::Reply(format!("{:?}", json(answer))));
        }
    }

    #[test]
    fn by_each_failure_of_the_sdk_itself() {
        let model = model();
        let table = model.error_table("ui").unwrap();
        let calls = with_listener(&model);
        assert_eq!(calls.len(), 11);
        for (call, entry) in calls {
            assert_eq!(entry.answer.failures.as_deref(), Some("ui"), "{}", entry.name);
            for code in &table.codes {
                let answer = PlatformAnswer::failed(code.code.unwrap(), "断网");
                let Heard::Failed(failed) = call.hears(answer) else { panic!("{}", entry.name) };
                assert_eq!((parts(&failed), failed.message.as_str()), (row(code), "断网"), "{}", entry.name);
            }
            let Heard::Failed(unlisted) = call.hears(PlatformAnswer::failed(-99, "")) else { panic!() };
            assert_eq!((unlisted.number, unlisted.name), (Some(-99), None));
        }
    }

    #[test]
    fn by_the_player_who_cancels_or_calls_again() {
        for (call, entry) in with_listener(&model()) {
            assert_eq!(call.hears(PlatformAnswer::Cancelled), Heard::Cancelled, "{}", entry.name);
            assert_eq!(call.hears(PlatformAnswer::Superseded), Heard::Superseded, "{}", entry.name);
            assert_eq!(call.hears_when_made_again(), Heard::Superseded, "{}", entry.name);
        }
    }

    /// Both are `shareToQQ`, and the SDK keeps one listener for it.
    #[test]
    fn by_nobody_once_an_image_is_shared_after_a_text() {
        let platform =
            ScriptedPlatform::new().waits("shareToQQ").waits("shareToQzone").completes("shareToQQ", json("{}"));
        let sdk = Sdk::new(platform);
        let (text, image, qzone) = (ShareToQq::new("u", "t"), ShareImageToQq::new("图"), ShareToQzone::new("t", "u"));
        let (mut first, mut other) = (pin!(sdk.call(&text)), pin!(sdk.call(&qzone)));
        assert!(ready(first.as_mut()).is_none() && ready(other.as_mut()).is_none());
        assert!(ready(sdk.call(&image)).unwrap().is_ok());
        assert!(matches!(ready(first), Some(Err(CallError::Superseded))));
        // Another method has a listener of its own.
        assert!(ready(other).is_none());
    }

    /// 查询公会 id 和成员 openid 关系: the only call whose sample reads something besides code and message.
    #[test]
    fn with_the_relation_to_a_group() {
        let ask = |answer: &str| {
            let sdk = Sdk::new(ScriptedPlatform::new().completes("checkJoinGroup", json(answer)));
            ready(sdk.call(&CheckJoinGroup::new("公会", "1"))).unwrap()
        };
        let relation = ask(r#"{"retCode":0,"retMsg":"成功","relation":3}"#).unwrap();
        assert_eq!((relation.relation, relation.ret_code, relation.ret_msg.as_deref()), (3, Some(0), Some("成功")));
        assert_eq!(ask(r#"{"ret":"0","msg":"成功","relation":"3"}"#).unwrap().relation, 3);
        // Success without it says nothing.
        assert!(matches!(ask(r#"{"retCode":0,"retMsg":"成功"}"#), Err(CallError::Decode(_))));
    }

    /// What the boolean says is not stated, so both are handed on.
    #[test]
    fn at_once_with_a_truth_value() {
        let calls: [Box<dyn Tried>; 2] = [
            Box::new(GameJoinQqGroup::new("公会", "1", "7")),
            Box::new(GameBindGroup::new("公会", "1", "公会名称", "7", APP_KEY)),
        ];
        for call in calls {
            for value in [true, false] {
                let answer = PlatformAnswer::Returned(SdkValue::Bool(value));
                assert_eq!(call.hears(answer), Heard::Reply(format!("{:?}", JsonValue::Bool(value))));
            }
        }
    }

    #[test]
    fn with_nothing() {
        let nothing: [Box<dyn Tried>; 4] = [
            Box::new(Logout::new()),
            Box::new(GameMakeFriend::new("f", "小明", "你好")),
            Box::new(OpenUrl::new("https://www.qq.com", ScreenOrientation::Landscape)),
            Box::new(OpenBuluo::new(227_061, ScreenOrientation::Landscape)),
        ];
        for call in nothing {
            assert_eq!(call.hears(PlatformAnswer::Returned(SdkValue::Null)), Heard::Reply("()".to_owned()));
        }
    }
}

mod logged_in {
    use super::*;

    const ANSWER: &str = r#"{"ret":0,"msg":"","openid":"29439511BB5D23F36BD09F5B0DF94181","access_token":"canary-token",
        "pay_token":"canary-pay","pf":"desktop_m_qq","pfkey":"canary-pfkey","expires_in":"7776000","更多":1}"#;

    /// After the system took the app's memory the same comes by handleLoginData.
    #[test]
    fn with_what_the_public_sdk_answers() {
        let platform =
            ScriptedPlatform::new().completes("login", json(ANSWER)).completes("handleLoginData", json(ANSWER));
        let sdk = Sdk::new(platform);
        let login = ready(sdk.call(&Login::new("all"))).unwrap().unwrap();
        let recovered = ready(sdk.call(&HandleLoginData::new())).unwrap().unwrap();
        assert_eq!(login, recovered);
        assert_eq!(login.openid.as_deref(), Some("29439511BB5D23F36BD09F5B0DF94181"));
        assert_eq!(login.expires_in.unwrap().as_secs(), 7_776_000);
        assert_eq!(login.access_token.as_ref().unwrap().expose(), "canary-token");
        let shown = format!("{login:?}");
        assert!(!shown.contains("canary"), "{shown}");
    }

    /// The document does not say by which of its listener's methods a code comes: one that comes by `onError` can be
    /// looked up as well.
    #[test]
    fn not_by_a_code_through_on_error() {
        let Heard::Failed(failed) = Login::new("all").hears(PlatformAnswer::failed(110_201, "票据无效")) else {
            panic!()
        };
        assert_eq!((failed.number, failed.name), (Some(110_201), None));
        assert_eq!(LoginError::from_code(failed.number.unwrap()), LoginError::InvalidTicket);
    }

    #[test]
    fn only_then_does_the_answer_to_a_sticker_come() {
        let answer = complete(r#"{"ret":"10000","msg":"message","data":""}"#);
        let Heard::Refused(refused) = GameAddEmoj::new("表情包", APP_KEY).hears(answer) else { panic!() };
        assert_eq!((refused.number, refused.name), (Some(10_000), Some("LoggedIn")));
    }
}

/// The document's tables in its own order, against the generated ones: both ways, so that none lacks a row.
mod tables {
    use super::*;

    #[test]
    fn return_codes_of_the_login() {
        use LoginError as E;
        agrees(
            "login",
            &[
                (10, E::DecodeFailed, "解码失败。"),
                (110_201, E::InvalidTicket, "票据无效。"),
                (110_405, E::LoginRestricted, "登录请求被限制，请稍后在登录。"),
                (110_404, E::MissingAppId, "请求参数缺少 APPID。"),
                (110_401, E::UnknownApp, "请求的应用不存在。"),
                (110_407, E::AppTakenDown, "应用已经下架。"),
                (110_406, E::AppNotApproved, "应用没有通过审核。"),
                (100_044, E::WrongSign, "错误的 sign。"),
                (110_500, E::UserAuthorizationUnavailable, "获取用户授权信息失败。"),
                (110_501, E::AppAuthorizationUnavailable, "获取应用的授权信息失败。"),
                (110_502, E::UserAuthorizationNotSet, "设置用户授权失败。"),
                (110_503, E::TokenUnavailable, "获取 token 失败。"),
                (110_504, E::SystemError, "系统内部错误。"),
                (110_505, E::InvalidParameter, "参数错误。"),
                (110_506, E::AppInfoUnavailable, "获取 APP info 信息失败。"),
                (110_507, E::AppInfoSignMismatch, "校验 APP info 签名信息失败。"),
                (110_508, E::CodeUnavailable, "获取 code 失败。"),
                (110_509, E::SkeyVerificationFailed, "SKEY 校验失败。"),
                (110_510, E::LoginForbidden, "应用被禁止登录。"),
            ],
        );
    }

    #[test]
    fn codes_of_the_game_sdk() {
        use GameSdkError as E;
        agrees(
            "game_sdk",
            &[
                (221_001, E::AlreadyBound, "已有绑定群"),
                (221_002, E::NotBound, "未绑定群"),
                (221_003, E::BadBindReply, "绑群回包错误"),
                (221_004, E::BadLogin, "登录态错误"),
                (221_005, E::NotGroupOwner, "当前用户不是群主"),
                (221_006, E::InvalidOpenid, "无效的 openid"),
                (221_007, E::InvalidParameter, "参数无效"),
                (221_008, E::PermissionDenied, "该 APP 无接口调用权限"),
                (221_009, E::NotGuildMember, "不是公会成员"),
                (221_010, E::GroupLimitReached, "达到创建群上限"),
                (221_011, E::GroupsCreatedTooOften, "创建群频率过高"),
                (221_012, E::GroupDeleted, "群被删除了"),
            ],
        );
    }

    /// The public SDK's constants, which the document does not list: without its words.
    #[test]
    fn codes_of_the_sdk_itself() {
        use AndroidSdkError as E;
        agrees(
            "ui",
            &[
                (-2, E::Io, ""),
                (-3, E::Url, ""),
                (-4, E::Json, ""),
                (-5, E::Param, ""),
                (-6, E::Unknown, ""),
                (-7, E::ConnectTimeout, ""),
                (-8, E::SocketTimeout, ""),
                (-9, E::HttpStatus, ""),
                (-10, E::NetworkUnavailable, ""),
            ],
        );
    }

    #[test]
    fn codes_of_the_markdown_edition() {
        agrees("game_edition", &[(10_000, GameEditionError::LoggedIn, "表示登录成功，登录态数据可在 data 中获得。")]);
    }

    fn agrees<E: ErrorCode>(table: &str, rows: &[(i64, E, &str)]) {
        let model = model();
        let listed: Vec<_> = model.error_table(table).unwrap().codes.iter().filter_map(|code| code.code).collect();
        assert_eq!(listed, rows.iter().map(|(number, ..)| *number).collect::<Vec<_>>());
        for (number, code, zh) in rows {
            assert_eq!((E::from_code(*number), code.number()), (*code, Some(*number)));
            assert_eq!(code.entry().unwrap().zh, *zh, "{number}");
        }
        let unlisted = E::from_code(4711);
        assert_eq!((unlisted.number(), unlisted.entry().is_none()), (Some(4711), true));
    }
}
