//! The portfolio as one page that can be read without anything else: no scripts, nothing loaded, every text escaped.

mod piece;

use super::content::{Answers, Enrolled, Portfolio};
use crate::clock;
use crate::library::Method;
use crate::transfers::Earlier;
use crate::ui::escape;
use piece::piece;
use std::collections::BTreeSet;

const STYLE: &str = "body{font:1.05rem/1.55 Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#23302c;background:#fdfbf7}\
h1,h2,h3,h4{font-family:system-ui,sans-serif;line-height:1.25}.meta{color:#5a6662;font-size:.92rem}\
article{border-top:1px solid #d9d4c8;margin-top:2rem}blockquote{margin:0 0 1rem;padding-left:1rem;border-left:3px solid #b0603f}\
.unseen{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}@media print{body{background:none}}";

/// The whole page. `present` are the hashes of the files that are in the archive.
pub fn html(portfolio: &Portfolio, answers: &[Answers], present: &BTreeSet<String>) -> String {
    let enrolments: String = portfolio.enrolments.iter().map(enrolment).collect();
    let evidence = portfolio.evidence.iter().zip(answers);
    let evidence: String = evidence
        .map(|(one, answers)| piece(one, answers, present))
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
        let lost = one.lost.as_ref().map_or(
            "",
            |_| " Quality assurance has found that it does not show this: it counts no longer.",
        );
        format!("<li>{code}: recognised from before. {what}{lost}</li>")
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
