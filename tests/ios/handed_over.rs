//! What the platform is handed: receiver, method, arguments, and the object with its properties in the order of the
//! document's samples, with the samples' values.

use std::slice::from_ref;

use qq_cgi::{BundleKey, Bytes, PlatformCall, ScriptedPlatform, Sdk, SdkCall, SdkValue, Warning};
use qq_game_social::social::{
    AddFriend, AddQqEmoji, Authorize, ControlFlag, GameTag, GetAuthorizedPermissions, GetOnlineStatus, GuildBindGroup,
    GuildJoinGroup, GuildQueryBindState, GuildQueryMemberRelation, GuildUnbind, HandleOpenUrl, IncrAuth,
    IosGetUserInfo, LaunchQqBuluo, OpenWpa, Permission, Recipient, SendPublicAccountMessage, SetQqSummaryCard,
    ShareAudio, ShareFile, ShareImage, ShareNews, ShareText, ShareVideo,
};

use crate::{json, prepared};

/// A picture: no text, so that nothing can take it for one.
const PICTURE: [u8; 3] = [0xFF, 0xD8, 0];

/// The call is this: a class, a method and its arguments.
fn is<C: SdkCall>(call: &C, [receiver, method]: [&str; 2], args: &[SdkValue]) {
    let made = prepared(call);
    assert_eq!((made.platform, made.receiver, made.method), ("ios", Some(receiver), method));
    assert_eq!(made.args, args, "{method}");
}

/// The call is made with one object of this class, whose properties are these.
fn has<C: SdkCall>(call: &C, class: &str, properties: &[(&'static str, SdkValue)]) {
    let made = prepared(call);
    assert_eq!(made.object, Some(class));
    let properties: Vec<_> = properties.iter().map(|(name, value)| (BundleKey::Value(name), value.clone())).collect();
    assert_eq!(made.bundle, properties, "{class}");
}

fn picture() -> SdkValue {
    SdkValue::Bytes(Bytes::from(PICTURE))
}

fn texts(texts: &[&str]) -> SdkValue {
    SdkValue::List(texts.iter().map(|text| SdkValue::from(*text)).collect())
}

/// 授权登录, 2017-11-02, and 调用 `OpenAPI`, 2017-11-02.
#[test]
fn logins() {
    let asked = vec![Permission::GetUserInfo, Permission::GetSimpleUserInfo, Permission::AddShare];
    let wire = texts(&["get_user_info", "get_simple_userinfo", "add_share"]);
    is(&Authorize::new(asked.clone()), ["TencentOAuth", "authorize:"], from_ref(&wire));
    is(
        &GetAuthorizedPermissions::new(asked.clone()),
        ["TencentLoginDelegate", "getAuthorizedPermissions:withExtraParams:"],
        &[wire.clone(), SdkValue::Host("NSDictionary")],
    );
    is(&IncrAuth::new(asked), ["TencentOAuth", "incrAuthWithPermissions:"], &[wire]);
    is(&IosGetUserInfo::new(), ["TencentOAuth", "getUserInfo"], &[]);
}

/// 分享到 QQ 好友, 2017-11-02.
#[test]
fn messages_of_the_samples() {
    is(&ShareText::new("text"), ["QQApiInterface", "sendReq:"], &[SdkValue::Bundle]);
    has(&ShareText::new("text"), "QQApiTextObject", &[("text", "text".into())]);

    let image = ShareImage::new(PICTURE).preview_image_data(PICTURE).title("title").description("description");
    is(&image, ["QQApiInterface", "sendReq:"], &[SdkValue::Bundle]);
    has(
        &image,
        "QQApiImageObject",
        &[
            ("data", picture()),
            ("previewImageData", picture()),
            ("title", "title".into()),
            ("description", "description".into()),
        ],
    );

    let file = ShareFile::new(PICTURE, "test.txt").title("").description("");
    is(&file, ["QQApiInterface", "sendReq:"], &[SdkValue::Bundle]);
    has(
        &file,
        "QQApiFileObject",
        &[
            ("data", picture()),
            ("title", "".into()),
            ("description", "".into()),
            ("fileName", "test.txt".into()),
            ("cflag", 16.into()),
        ],
    );
}

/// Flags can be added up: the number is what counts.
#[test]
fn flags_of_a_file() {
    let flags = |flag: ControlFlag| prepared(&ShareFile::new(PICTURE, "a").cflag(flag)).bundle.pop().unwrap().1;
    assert_eq!(flags(ControlFlag::QqShareDataline), 16.into());
    assert_eq!(flags(ControlFlag::QqShareFavorites), 8.into());
    assert_eq!(flags(ControlFlag::other(16 + 8)), 24.into());
}

/// The document has no sample of these: their properties are the public SDK's.
#[test]
fn messages_with_a_url() {
    let shared = [
        ("url", "https://a.example/".into()),
        ("title", "标题".into()),
        ("description", "摘要".into()),
        ("previewImageURL", "https://a.example/图.png".into()),
        ("previewImageData", picture()),
    ];
    let with_flash: Vec<_> = shared.iter().cloned().chain([("flashURL", "https://a.example/音.mp3".into())]).collect();
    let news = ShareNews::new("https://a.example/", "标题").description("摘要");
    let news = news.preview_image_url("https://a.example/图.png").preview_image_data(PICTURE);
    is(&news, ["QQApiInterface", "sendReq:"], &[SdkValue::Bundle]);
    has(&news, "QQApiNewsObject", &shared);
    let audio = ShareAudio::new("https://a.example/", "标题").description("摘要").flash_url("https://a.example/音.mp3");
    let audio = audio.preview_image_url("https://a.example/图.png").preview_image_data(PICTURE);
    is(&audio, ["QQApiInterface", "sendReq:"], &[SdkValue::Bundle]);
    has(&audio, "QQApiAudioObject", &with_flash);
    let video = ShareVideo::new("https://a.example/").title("标题").description("摘要");
    let video = video.flash_url("https://a.example/音.mp3").preview_image_url("https://a.example/图.png");
    let video = video.preview_image_data(PICTURE);
    is(&video, ["QQApiInterface", "sendReq:"], &[SdkValue::Bundle]);
    has(&video, "QQApiVideoObject", &with_flash);
}

/// 其中文本消息，图文消息和音频消息的 title 是必须填写的，summary 可以不填 (2017-11-02).
#[test]
fn titles_are_required_and_summaries_are_not() {
    let names = |made: PlatformCall| made.bundle.into_iter().map(|(key, _)| key.to_string()).collect::<Vec<_>>();
    assert_eq!(names(prepared(&ShareNews::new("u", "t"))), ["url", "title"]);
    assert_eq!(names(prepared(&ShareAudio::new("u", "t"))), ["url", "title"]);
    assert_eq!(names(prepared(&ShareVideo::new("u"))), ["url"]);
    let sdk = Sdk::new(ScriptedPlatform::new());
    let error = sdk.prepare(&ShareNews::new("u", "")).unwrap_err().to_string();
    assert!(error.contains("`title`"), "{error}");
    assert!(sdk.prepare(&ShareAudio::new("u", "")).is_err() && sdk.prepare(&ShareText::new("")).is_err());
}

/// 添加游戏好友, of 供第三方游戏使用接口, 2017-11-02.
#[test]
fn a_friend() {
    let friend = AddFriend::new("A57597D3BA6F31A0F5D0049A354756FC");
    let friend = friend.description("一起玩游戏吧").sub_id("1234").remark("备注这里填写");
    is(&friend, ["QQApiInterface", "sendReq:"], &[SdkValue::Bundle]);
    has(
        &friend,
        "QQApiAddFriendObject",
        &[
            ("openID", "A57597D3BA6F31A0F5D0049A354756FC".into()),
            ("description", "一起玩游戏吧".into()),
            ("subID", "1234".into()),
            ("remark", "备注这里填写".into()),
        ],
    );
}

/// 游戏公会, of 供第三方游戏使用接口, 2017-11-02. The sample of binding has the role first, the others last.
#[test]
fn guilds() {
    let args = [SdkValue::Bundle, SdkValue::Host("block")];
    let bind = GuildBindGroup::new("角色id", "分区id", "公会id", "appkey");
    is(&bind, ["TencentOAuth", "sendGuildBindGroup:callback:"], &args);
    has(
        &bind,
        "TCGuildBindGroupDic",
        &[
            ("paramRoleId", "角色id".into()),
            ("paramZoneId", "分区id".into()),
            ("paramGuildId", "公会id".into()),
            ("paramAppKey", SdkValue::Secret("appkey".into())),
        ],
    );

    let rest = [("paramZoneId", "分区id".into()), ("paramGuildId", "公会id".into()), ("paramRoleId", "角色id".into())];
    let query = GuildQueryBindState::new("分区id", "公会id", "角色id");
    is(&query, ["TencentOAuth", "sendGuildQueryBindState:callback:"], &args);
    has(&query, "TCGuildQueryBindStateDic", &rest);
    let unbind = GuildUnbind::new("分区id", "公会id", "角色id");
    is(&unbind, ["TencentOAuth", "sendGuildUnbind:callback:"], &args);
    has(&unbind, "TCGuildUnBindDic", &rest);
    let join = GuildJoinGroup::new("分区id", "公会id", "角色id");
    is(&join, ["TencentOAuth", "sendGuildJoinGroup:callback:"], &args);
    has(&join, "TCGuildJoinGroupDic", &rest);
    let relation = GuildQueryMemberRelation::new("分区id", "公会id", "角色id");
    is(&relation, ["TencentOAuth", "sendGuildQueryMemberRelation:callback:"], &args);
    has(&relation, "TCGuildQueryMemberRelationDic", &rest);
}

/// The app key is handed on, warned of, and shown by nothing.
#[test]
fn the_app_key_is_a_secret() {
    let call = GuildBindGroup::new("角色id", "分区id", "公会id", "canary-key");
    let made = prepared(&call);
    assert_eq!(made.bundle[3].1.text(), Some("canary-key"));
    assert_eq!(made.warnings, [Warning::SecretInClient { param: "paramAppKey" }]);
    let shown = format!("{call:?} {made:?} {}", made.warnings[0]);
    assert!(shown.contains("公会id") && !shown.contains("canary"), "{shown}");
}

/// 游戏社区, of 供第三方游戏使用接口, 2017-11-02.
#[test]
fn a_tribe() {
    is(&LaunchQqBuluo::new("15558"), ["TencentOAuth", "launchQQBuluoWithBid:"], &["15558".into()]);
}

/// WPA 临时会话, 2018-01-15. The QQ number is ours: the sample takes it from a form.
#[test]
fn conversations() {
    let wpa = OpenWpa::new("10000");
    is(&wpa, ["QQApiInterface", "sendReq:"], &[SdkValue::Bundle]);
    has(&wpa, "QQApiWPAObject", &[("uin", "10000".into())]);
    let delegate = SdkValue::Host("QQApiInterfaceDelegate");
    let status = GetOnlineStatus::new(vec!["10000".to_owned()]);
    is(&status, ["QQApiInterface", "getQQUinOnlineStatues:delegate:"], &[texts(&["10000"]), delegate.clone()]);
    // 处理 QQ 业务的回调, 2017-11-02.
    let url = HandleOpenUrl::new("tencent100330589://a");
    is(&url, ["QQApiInterface", "handleOpenURL:delegate:"], &["tencent100330589://a".into(), delegate]);
}

/// 游戏 SDK 功能, 2018-01-15.
#[test]
fn the_three_new_calls() {
    is(&AddQqEmoji::new("1234"), ["TencentOAuth", "addQQEmoji:"], &["1234".into()]);
    let card = SetQqSummaryCard::new("1234", "2414");
    is(&card, ["TencentOAuth", "setQQSummaryCardID:styleID:"], &["1234".into(), "2414".into()]);

    let preview = "https://egame.gtimg.cn/club/pgg/v2.0/img/index/icon.png";
    let friends = vec![Recipient::new("962f1d0f4cfcdc2981c51bcc0a630057")];
    let message = SendPublicAccountMessage::new(friends, GameTag::ShareFriendDouble, preview, "https://egame.qq.com/");
    let openids = r#"[{"openid":"962f1d0f4cfcdc2981c51bcc0a630057","type":0}]"#;
    is(
        &message,
        ["TencentOAuth", "sendPublicAccountMessageToQQOpenIDs:withMessageTag:WithPreviewImageURL:andRedirectingURL:"],
        &[openids.into(), "MSG_SHARE_FRIEND_DOUBLE".into(), preview.into(), "https://egame.qq.com/".into()],
    );
    // The sample has the two keys the other way round, which is the same object.
    assert_eq!(json(openids), json(r#"[{"type":0,"openid":"962f1d0f4cfcdc2981c51bcc0a630057"}]"#));
}

#[test]
fn nobody_receives_nothing() {
    let sdk = Sdk::new(ScriptedPlatform::new());
    let message =
        SendPublicAccountMessage::new(Vec::new(), GameTag::Invite, "https://a.example/", "https://a.example/");
    let error = sdk.prepare(&message).unwrap_err().to_string();
    assert!(error.contains("`openIDs`"), "{error}");
    let error = sdk.prepare(&IncrAuth::new(Vec::new())).unwrap_err().to_string();
    assert!(error.contains("`permissions`"), "{error}");
    assert!(sdk.prepare(&GetOnlineStatus::new(Vec::new())).is_err());
    assert!(sdk.prepare(&GuildJoinGroup::new("1", "", "3")).is_err());
}

/// 授权登录, 2017-11-02: the constants are the document's, what stands on the wire is the public SDK's.
#[test]
fn permissions() {
    let wire = [
        (Permission::GetUserInfo, "get_user_info"),
        // kOPEN_PERMISSION_GET_SIMPLE_USER_INFO, but not on the wire.
        (Permission::GetSimpleUserInfo, "get_simple_userinfo"),
        (Permission::GetInfo, "get_info"),
        (Permission::GetVipRichInfo, "get_vip_rich_info"),
        (Permission::GetVipInfo, "get_vip_info"),
        (Permission::GetOtherInfo, "get_other_info"),
        (Permission::AddTopic, "add_topic"),
        (Permission::AddOneBlog, "add_one_blog"),
        (Permission::AddAlbum, "add_album"),
        (Permission::UploadPic, "upload_pic"),
        (Permission::ListAlbum, "list_album"),
        (Permission::AddShare, "add_share"),
        (Permission::CheckPageFans, "check_page_fans"),
    ];
    let (all, names): (Vec<_>, Vec<_>) = wire.into_iter().unzip();
    assert_eq!(prepared(&Authorize::new(all)).args, [texts(&names)]);
    let model = crate::model();
    let listed = model.enums.iter().find(|item| item.name == "Permission").unwrap();
    assert_eq!(listed.values.len(), names.len());
}
