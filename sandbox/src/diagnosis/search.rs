//! Trying the mistakes, alone and then two at a time.

use super::{
    attempt::{Agreement, Attempt},
    clues::Clues,
    mistakes::{MISTAKES, Mistake, Variant},
};

/// Two mistakes at a time are tried up to this weight only: a hostile query must not cost seconds.
const PAIRED_WEIGHT: usize = 4096;

/// The mistake that gives the caller's sign, in words; of several the one that comes first in the table.
pub(super) fn find(right: &Attempt, clues: &Clues<'_>) -> Option<String> {
    single(right, clues).or_else(|| (right.weight() <= PAIRED_WEIGHT).then(|| paired(right, clues)).flatten())
}

fn single(right: &Attempt, clues: &Clues<'_>) -> Option<String> {
    known().find_map(|mistake| {
        let variants = (mistake.make)(right, clues);
        variants.iter().find_map(|variant| {
            let agreement = variant.attempt.agreement()?;
            Some(format!("known mistake: {}{}", words(mistake, variant), case_words(mistake, agreement)))
        })
    })
}

fn paired(right: &Attempt, clues: &Clues<'_>) -> Option<String> {
    known().filter(|mistake| mistake.common).find_map(|first| {
        (first.make)(right, clues).iter().find_map(|start| {
            known().filter(|second| second.name != first.name).find_map(|second| {
                let variants = (second.make)(&start.attempt, clues);
                variants.iter().find_map(|variant| {
                    let agreement = variant.attempt.agreement()?;
                    let (first, case) = (words(first, start), case_words(second, agreement));
                    Some(format!("two known mistakes: {first}; and {}{case}", words(second, variant)))
                })
            })
        })
    })
}

fn known() -> impl Iterator<Item = &'static Mistake> {
    MISTAKES.iter().copied().flatten()
}

fn words(mistake: &Mistake, variant: &Variant) -> String {
    let detail = variant.detail.as_ref().map(|detail| format!(" ({detail})")).unwrap_or_default();
    format!("{}: {}{detail}", mistake.name, mistake.explanation)
}

fn case_words(mistake: &Mistake, agreement: Agreement) -> &'static str {
    match agreement {
        Agreement::OtherCase if !mistake.about_case => "; and the hex digits of the sign have the wrong case",
        _ => "",
    }
}
