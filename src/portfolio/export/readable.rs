//! The portfolio as one page that can be read without anything else: no scripts, nothing loaded, every text escaped.

use super::content::{Answered, Enrolled, HandedIn, Piece, Portfolio};
use super::file_name;
use crate::clock;
use crate::ledger::ERASED;
use crate::library::Method;
use crate::page::fragment;
use crate::portfolio::files::Attached;
use crate::portfolio::{Activity, nothing};
use crate::transfers::Earlier;
use crate::ui::{escape, paragraphs};
use std::collections::BTreeSet;

const STYLE: &str = "body{font:1.05rem/1.55 Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#23302c;background:#fdfbf7}\
h1,h2,h3,h4{font-family:system-ui,sans-serif;line-height:1.25}.meta{color:#5a6662;font-size:.92rem}\
article{border-top:1px solid #d9d4c8;margin-top:2rem}blockquote{margin:0 0 1rem;padding-left:1rem;border-left:3px solid #b0603f}\
.unseen{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}@media print{body{background:none}}";

/// The whole page. `present` are the hashes of the files that are in the archive.
pub fn html(portfolio: &Portfolio, activities: &[Answered], present: &BTreeSet<String>) -> String {
    let enrolments: String = portfolio.enrolments.iter().map(enrolment).collect();
    let evidence = portfolio.evidence.iter().zip(activities);
    let evidence: String = evidence
        .map(|(one, activity)| piece(one, activity, present))
        .collect();
    let head = format!(
        "<h1>Portfolio of {}</h1><p class=\"meta\">Exported on {} from {} ({}). The hashes of everything beside this page are in hashes.txt, signed in signature.json.</p>",
        escape(&portfolio.name),
        clock::date_and_time(portfolio.exported_at),
        escape(&portfolio.organisation),
        escape(&portfolio.address)
    );
    let passed = portfolio
        .attempts
        .iter()
        .filter(|one| one.submitted_at.is_some());
    let attempts: String = passed
        .map(|one| {
            let outcome = if one.passed == Some(true) {
                "passed"
            } else {
                "not passed yet"
            };
            format!(
                "<li>{}, sitting {}: {outcome}</li>",
                escape(&one.quiz),
                one.number
            )
        })
        .collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <title>Portfolio of {}</title><style>{STYLE}</style></head><body>{head}{enrolments}<h2>Evidence</h2>{evidence}<h2>Quizzes</h2><ul>{attempts}</ul></body></html>\n",
        escape(&portfolio.name)
    )
}

fn enrolment(enrolment: &Enrolled) -> String {
    let achieved = enrolment.achieved.iter().map(|one| {
        format!(
            "<li>{}: achieved on {}, decided by {} ({})</li>",
            escape(&one.criterion),
            clock::date(one.decided_at),
            escape(&one.assessor),
            Method::title_of(&one.kind).to_lowercase()
        )
    });
    let recognised = enrolment.recognised.iter().map(|one| {
        let (code, what) = (escape(&one.criterion), escape(&one.what));
        format!("<li>{code}: recognised from before. {what}</li>")
    });
    let signed = enrolment.sign_offs.iter().map(|one| {
        format!(
            "<li>Unit {} signed off on {} by {}</li>",
            escape(&one.unit),
            clock::date(one.signed_at),
            escape(&one.assessor)
        )
    });
    let certificates = enrolment.certificates.iter().map(|one| {
        let revoked = if one.revoked_at.is_some() {
            ", revoked since"
        } else {
            ""
        };
        format!(
            "<li>Certificate {}, {}, issued on {}{revoked}</li>",
            escape(&one.number),
            escape(&one.title),
            clock::date(one.issued_at)
        )
    });
    let items: String = certificates
        .chain(signed)
        .chain(achieved)
        .chain(recognised)
        .collect();
    let earlier = earlier(&enrolment.earlier);
    format!(
        "<h2>{}, version {}</h2><p class=\"meta\">Enrolled on {}</p><ul>{items}</ul>{earlier}",
        escape(&enrolment.title),
        escape(&enrolment.version),
        clock::date(enrolment.enrolled_at)
    )
}

/// What was shown on earlier versions; nothing for whoever has never moved.
fn earlier(earlier: &Earlier) -> String {
    let moves = earlier.moves.iter().map(|one| {
        let (from, to) = (escape(&one.from), escape(&one.to));
        let when = clock::date(one.at);
        format!(
            "<li>On {when} from version {from} to {to}, by the mapping {}</li>",
            escape(&one.mapping)
        )
    });
    let shown = earlier.shown.iter().map(|one| {
        let carried: Vec<String> = one.carried.iter().map(|to| escape(&to.words())).collect();
        let how = match &one.what {
            Some(what) => format!("recognised from before. {}", escape(what)),
            None => "achieved".to_owned(),
        };
        format!(
            "<li>{} of version {}: {how}, {}, {}. {}</li>",
            escape(&one.criterion),
            escape(&one.version),
            escape(&one.by),
            clock::date(one.at),
            carried.join(" ")
        )
    });
    let items: String = moves.chain(shown).collect();
    match items.is_empty() {
        true => items,
        false => format!("<h3>From earlier versions</h3><ul>{items}</ul>"),
    }
}

fn piece(piece: &Piece, answered: &Answered, present: &BTreeSet<String>) -> String {
    let activity = &answered.now;
    let submissions: String = piece
        .submissions
        .iter()
        .zip(&answered.handed_in)
        .map(|(one, activity)| submission(one, activity, present))
        .collect();
    let is_open = !piece.draft.is_empty()
        && piece
            .submissions
            .last()
            .is_none_or(|last| last.text != piece.draft);
    let draft = match is_open {
        true => format!(
            "<h4>The draft, saved on {}</h4>{}{}",
            clock::date(piece.saved_at),
            text(activity, &piece.draft),
            files(&piece.files, present)
        ),
        false => String::new(),
    };
    let prompt = format!(
        "<details><summary>What was asked</summary>{}</details>",
        activity.prompt()
    );
    format!(
        "<article><h3>{}</h3><p class=\"meta\">{}, unit {}</p>{prompt}{submissions}{draft}</article>",
        escape(&piece.title),
        Method::title_of(&piece.kind),
        escape(&piece.unit)
    )
}

fn submission(one: &HandedIn, activity: &Activity, present: &BTreeSet<String>) -> String {
    let decisions: String = one
        .decisions
        .iter()
        .map(|decision| {
            let outcome = match decision.outcome.as_str() {
                "achieved" => "achieved",
                _ => "not yet achieved",
            };
            let (code, by) = (escape(&decision.criterion), escape(&decision.assessor_name));
            let when = clock::date(decision.decided_at);
            format!(
                "<p>{code}: {outcome}, {by}, {when}</p><blockquote>{}</blockquote>",
                paragraphs(&decision.feedback)
            )
        })
        .collect();
    let said = paragraphs(one.own_words.as_deref().unwrap_or_default());
    let appeals = one.appeals.iter().map(|appeal| {
        let (code, when) = (escape(&appeal.criterion), clock::date(appeal.appealed_at));
        let grounds = paragraphs(&appeal.grounds);
        format!("<p>Appealed on {when}, about {code}:</p>{grounds}")
    });
    let appeals: String = appeals.collect();
    let comment = paragraphs(one.comment.as_deref().unwrap_or_default());
    format!(
        "<h4>Submission {}, handed in on {}</h4>{}{}{said}{decisions}<blockquote>{comment}</blockquote>{appeals}",
        one.number,
        clock::date_and_time(one.submitted_at),
        text(activity, &one.text),
        files(&one.files, present)
    )
}

fn text(activity: &Activity, body: &str) -> String {
    match body {
        ERASED => "<p>What was here was removed for good.</p>".to_owned(),
        _ => fragment(|| activity.read(body, &nothing)),
    }
}

fn files(files: &[Attached], present: &BTreeSet<String>) -> String {
    let item = |file: &Attached| {
        let (name, words) = (escape(&file.name), escape(&file.description));
        match (file.purged_at.is_some(), present.contains(&file.hash)) {
            (true, _) => "<li>A file that was removed for good</li>".to_owned(),
            (_, false) => format!("<li>{name}, which was missing: {words}</li>"),
            (_, true) => {
                let address = file_name(&file.hash, &file.media_type);
                format!("<li><a href=\"{address}\">{name}</a>: {words}</li>")
            }
        }
    };
    let items: String = files.iter().map(item).collect();
    match items.is_empty() {
        true => items,
        false => format!("<ul>{items}</ul>"),
    }
}
