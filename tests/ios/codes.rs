//! Codes by number and by name: the document's names, and the public SDK's numbers where there are any.

use qq_cgi::ErrorCode;
use qq_game_social::social::{
    GuildError, IosLoginError, OpenSdkError, SendResultCode, UpdateFailType, UrlRequestError,
};

/// 错误码定义 of 游戏公会, 2017-11-02.
pub(crate) const GUILD: [(&str, GuildError); 15] = [
    ("GuildErrNone", GuildError::Success),
    ("GuildErrNet", GuildError::Network),
    ("GuildErrLocalApi", GuildError::LocalApi),
    ("GuildErrLocalParamsInvalid", GuildError::InvalidLocalParams),
    ("GuildErrInvalidLogin", GuildError::InvalidLogin),
    ("GuildErrExistBind", GuildError::AlreadyBound),
    ("GuildErrNonExistBind", GuildError::NotBound),
    ("GuildErrInvalidGrpOwner", GuildError::NotGroupOwner),
    ("GuildErrParamsInvalid", GuildError::InvalidParams),
    ("GuildErrInvalidRight", GuildError::PermissionDenied),
    ("GuildErrInvalidMember", GuildError::NotMember),
    ("GuildErrOverGrpCout", GuildError::TooManyGroups),
    ("GuildErrOverCreateGrp", GuildError::CreatedTooOften),
    ("GuildErrGrpDeleted", GuildError::GroupDeleted),
    ("GuildErrOther", GuildError::Other),
];

/// detailRetCode 详细错误码说明, 2017-11-02.
pub(crate) const OPEN_SDK: [(i64, &str, OpenSdkError); 16] = [
    (-1, "kOpenSDKInvalid", OpenSdkError::Invalid),
    (0, "kOpenSDKErrorSuccess", OpenSdkError::Success),
    (1, "kOpenSDKErrorUnknown", OpenSdkError::Unknown),
    (2, "kOpenSDKErrorUserCancel", OpenSdkError::UserCancelled),
    (3, "kOpenSDKErrorReLogin", OpenSdkError::ReLogin),
    (4, "kOpenSDKErrorOperationDeny", OpenSdkError::OperationDenied),
    (5, "kOpenSDKErrorNetwork", OpenSdkError::Network),
    (6, "kOpenSDKErrorURL", OpenSdkError::Url),
    (7, "kOpenSDKErrorDataParse", OpenSdkError::DataParse),
    (8, "kOpenSDKErrorParam", OpenSdkError::Param),
    (9, "kOpenSDKErrorConnTimeout", OpenSdkError::ConnTimeout),
    (10, "kOpenSDKErrorSecurity", OpenSdkError::Security),
    (11, "kOpenSDKErrorIO", OpenSdkError::Io),
    (12, "kOpenSDKErrorServer", OpenSdkError::Server),
    (13, "kOpenSDKErrorWebPage", OpenSdkError::WebPage),
    (65536, "kOpenSDKErrorUserHeadPicLarge", OpenSdkError::UserHeadPicLarge),
];

/// The document names the type alone: all of these are the public SDK's.
pub(crate) const SEND_RESULT: [(i64, &str, SendResultCode); 13] = [
    (-1, "EQQAPISENDFAILD", SendResultCode::SendFailed),
    (0, "EQQAPISENDSUCESS", SendResultCode::Success),
    (1, "EQQAPIQQNOTINSTALLED", SendResultCode::QqNotInstalled),
    (2, "EQQAPIQQNOTSUPPORTAPI", SendResultCode::QqDoesNotSupportApi),
    (3, "EQQAPIMESSAGETYPEINVALID", SendResultCode::InvalidMessageType),
    (4, "EQQAPIMESSAGECONTENTNULL", SendResultCode::EmptyContent),
    (5, "EQQAPIMESSAGECONTENTINVALID", SendResultCode::InvalidContent),
    (6, "EQQAPIAPPNOTREGISTED", SendResultCode::AppNotRegistered),
    (7, "EQQAPIAPPSHAREASYNC", SendResultCode::ShareAsync),
    (8, "EQQAPIQQNOTSUPPORTAPI_WITH_ERRORSHOW", SendResultCode::QqDoesNotSupportApiShown),
    (10000, "EQQAPIQZONENOTSUPPORTTEXT", SendResultCode::QzoneTakesNoText),
    (10001, "EQQAPIQZONENOTSUPPORTIMAGE", SendResultCode::QzoneTakesNoImage),
    (10002, "EQQAPIVERSIONNEEDUPDATE", SendResultCode::QqTooOld),
];

/// 增量授权失败时, 2017-11-02.
pub(crate) const UPDATE_FAIL: [(i64, &str, UpdateFailType); 3] = [
    (1, "kUpdateFailUnknown", UpdateFailType::Unknown),
    (2, "kUpdateFailUserCancel", UpdateFailType::UserCancelled),
    (3, "kUpdateFailNetwork", UpdateFailType::Network),
];

/// retCode 网络请求返回码说明, 2017-11-02.
const URL_REQUEST: [(i64, &str, UrlRequestError); 2] =
    [(0, "URLREQUEST_SUCCEED", UrlRequestError::Success), (1, "URLREQUEST_FAILED", UrlRequestError::Failed)];

/// 获取用户授权结果, 2017-11-02: methods of the delegate, which have no numbers.
const IOS_LOGIN: [(&str, IosLoginError); 3] = [
    ("tencentDidLogin", IosLoginError::Success),
    ("tencentDidNotLogin", IosLoginError::NotLoggedIn),
    ("tencentDidNotNetWork", IosLoginError::NoNetwork),
];

/// The table `name` has these codes and no other, and each is found by number and by name.
fn is<T: ErrorCode>(name: &str, codes: &[(Option<i64>, &'static str, T)]) {
    let model = crate::model();
    assert_eq!(crate::error_table(&model, name).codes.len(), codes.len(), "{name}");
    for (number, symbol, code) in codes {
        assert_eq!((code.number(), code.symbol()), (*number, Some(*symbol)));
        assert_eq!(T::from_symbol(symbol), Some(*code));
        if let Some(number) = number {
            assert_eq!(T::from_code(*number), *code);
        }
        assert!(code.entry().is_some_and(|entry| !entry.en.is_empty()), "{symbol}");
    }
    assert_eq!(T::from_symbol("OfNextYear"), None);
}

fn numbered<T: Copy, const N: usize>(codes: [(i64, &'static str, T); N]) -> [(Option<i64>, &'static str, T); N] {
    codes.map(|(number, symbol, code)| (Some(number), symbol, code))
}

fn named<T: Copy, const N: usize>(codes: [(&'static str, T); N]) -> [(Option<i64>, &'static str, T); N] {
    codes.map(|(symbol, code)| (None, symbol, code))
}

#[test]
fn the_tables_are_whole() {
    is("open_sdk", &numbered(OPEN_SDK));
    is("send_result", &numbered(SEND_RESULT));
    is("update_fail", &numbered(UPDATE_FAIL));
    is("url_request", &numbered(URL_REQUEST));
    is("guild", &named(GUILD));
    is("ios_login", &named(IOS_LOGIN));
}

#[test]
fn a_number_that_no_table_lists_is_kept() {
    assert_eq!(OpenSdkError::from_code(4711).code(), 4711);
    // No number of a guild's code is public: none means anything.
    assert!(matches!(GuildError::from_code(0), GuildError::Unlisted(_)));
    assert_eq!(GuildError::from_code(0).code(), Some(0));
}

/// In the document's own words, and in English.
#[test]
fn codes_say_what_they_mean() {
    assert_eq!(
        GuildError::NotGroupOwner.to_string(),
        "GuildErrInvalidGrpOwner NotGroupOwner: The player does not own the group. (当前用户不是群主。)"
    );
    assert!(OpenSdkError::ReLogin.to_string().contains("token 无效或用户未授权相应权限需要重新登录"));
}
