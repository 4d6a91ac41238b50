//! Sharing from an Android game, with no phone at hand: `cargo run -p qq-cgi-examples --example android_share`.
//!
//! Rust checks a call, puts it into plain values and reads its answer. The call itself is made by a bridge of yours to the
//! real SDK (JNI, a message channel, …). The bridge here prints what it gets, and answers what it was told to.

use std::fmt::Debug;

use qq_cgi::{BoxError, BoxFuture, CallError, PlatformAnswer, PlatformCall, Sdk, SdkCall, SdkPlatform};
use qq_game_social::social::{Login, QqShareFlag, ShareToQq, ShareToQzone};

const NEWS: &str = "http://www.qq.com/news/1.html";
const IMAGE: &str = "http://imgcache.qq.com/qzone/space_item/pre/0/66768.gif";

struct Bridge {
    answer: PlatformAnswer,
}

impl SdkPlatform for Bridge {
    fn call<'a>(&'a self, call: &'a PlatformCall) -> BoxFuture<'a, Result<PlatformAnswer, BoxError>> {
        println!("  {}.{} gets {:?}", call.receiver.unwrap_or_default(), call.method, call.args);
        for (key, value) in &call.bundle {
            println!("    {key} = {value:?}");
        }
        for warning in &call.warnings {
            println!("  warning: {warning}");
        }
        // A real bridge answers when the SDK calls its listener.
        Box::pin(async { Ok(self.answer.clone()) })
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let shared = PlatformAnswer::Complete(r#"{"ret": 0}"#.parse()?);
    let news = ShareToQq::new(NEWS, "要分享的标题").summary("要分享的摘要").image_url(IMAGE);

    println!("A text and an image to QQ:");
    make(shared.clone(), &news.clone().ext(QqShareFlag::QzoneItemHide)).await;

    println!("\nTen images to QZone:");
    let images: Vec<String> = (1..=10).map(|number| format!("图{number}.jpg")).collect();
    make(shared.clone(), &ShareToQzone::new("标题", NEWS).image_urls(images)).await;

    println!("\nA title that is too long:");
    make(shared, &ShareToQq::new(NEWS, "很长的标题".repeat(7))).await;

    println!("\nThe player thinks better of it:");
    make(PlatformAnswer::Cancelled, &news).await;

    println!("\nA login that is refused:");
    let refused = PlatformAnswer::Complete(r#"{"ret": 110201, "msg": "票据无效"}"#.parse()?);
    make(refused, &Login::new("get_user_info")).await;
    Ok(())
}

/// Makes one call by a bridge that answers with `answer`, and prints what comes of it.
async fn make<C: SdkCall<Reply: Debug>>(answer: PlatformAnswer, call: &C) {
    match Sdk::new(Bridge { answer }).call(call).await {
        Ok(reply) => println!("  done, it says {reply:?}"),
        Err(CallError::Cancelled) => println!("  cancelled: nothing to mend, nothing to report"),
        Err(error) => {
            println!("  {error}");
            if let (Some(code), Some(remedy)) = (error.code(), error.remedy()) {
                println!("  for a program: {code}, {remedy:?}");
            }
        }
    }
}
