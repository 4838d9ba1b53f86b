//! The texts that records are pinned to, as stored beside them.
//!
//! [`pin`] stores a version in the transaction that first refers to it. What was pinned is compiled again when somebody
//! looks at it, unless the library still holds that very version.

use crate::args;
use crate::clock::Millis;
use crate::db::{Read, Tx};
use crate::error::{Error, Result};
use crate::library::{
    Library, Question, Quiz, Reflection, Scenario, Section, Specification, Version, VersionKind,
    Worksheet,
};
use crate::portfolio::Activity;
use crate::portfolio::quiz_result::{Examined, Pinned};
use std::borrow::Cow;

/// Stores the version unless it is there; several people may be the first.
pub async fn pin(tx: &Tx, version: &Version, now: Millis) -> Result<()> {
    let Some(kind) = kind_key(version.kind) else {
        return pin_term(tx, version, now).await;
    };
    tx.run(
        "INSERT INTO content_versions (hash, kind, reference, source, stored_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (hash) DO NOTHING",
        args![&version.hash, kind, &version.reference, &version.source, now],
    )
    .await?;
    Ok(())
}

/// Terms of the glossary have a table of their own: only reviews refer to them.
async fn pin_term(tx: &Tx, version: &Version, now: Millis) -> Result<()> {
    tx.run(
        "INSERT INTO term_versions (hash, term, source, stored_at) VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING",
        args![&version.hash, &version.reference, &version.source, now],
    )
    .await?;
    Ok(())
}

/// As it stands among the content versions; `None` for a term.
fn kind_key(kind: VersionKind) -> Option<&'static str> {
    Some(match kind {
        VersionKind::Specification => "specification",
        VersionKind::Section => "section",
        VersionKind::Quiz => "quiz",
        VersionKind::Question => "question",
        VersionKind::Reflection => "reflection",
        VersionKind::Scenario => "scenario",
        VersionKind::Worksheet => "worksheet",
        VersionKind::Term => return None,
    })
}

#[derive(sqlx::FromRow)]
struct Stored {
    kind: String,
    reference: String,
    source: String,
}

async fn stored(db: &impl Read, hash: &str) -> Result<Stored> {
    db.one(
        "SELECT kind, reference, source FROM content_versions WHERE hash = $1",
        args![hash],
    )
    .await
}

fn unreadable(hash: &str) -> Error {
    Error::internal(format!(
        "the stored content version {hash} does not compile"
    ))
}

/// The specification as it was when somebody enrolled.
pub async fn specification<'a>(
    db: &impl Read,
    library: &'a Library,
    hash: &str,
) -> Result<Cow<'a, Specification>> {
    let mut known = library.specifications.iter().chain(&library.kept);
    if let Some(current) = known.find(|s| s.version.hash == hash) {
        return Ok(Cow::Borrowed(current));
    }
    let stored = stored(db, hash).await?;
    let old = Specification::from_source(&stored.source).ok_or_else(|| unreadable(hash))?;
    Ok(Cow::Owned(old))
}

/// The quiz as it was when somebody sat it.
pub async fn quiz<'a>(db: &impl Read, library: &'a Library, hash: &str) -> Result<Cow<'a, Quiz>> {
    if let Some(current) = library.quizzes.iter().find(|q| q.version.hash == hash) {
        return Ok(Cow::Borrowed(current));
    }
    let stored = stored(db, hash).await?;
    Ok(Cow::Owned(
        Quiz::from_source(&stored.source).ok_or_else(|| unreadable(hash))?,
    ))
}

/// A question as it was when it was asked.
pub async fn question<'a>(
    db: &impl Read,
    library: &'a Library,
    hash: &str,
) -> Result<Cow<'a, Question>> {
    let mut questions = library.quizzes.iter().flat_map(|quiz| &quiz.questions);
    if let Some(current) = questions.find(|question| question.version.hash == hash) {
        return Ok(Cow::Borrowed(current));
    }
    let stored = stored(db, hash).await?;
    let old = Question::from_source(&stored.reference, &stored.source);
    Ok(Cow::Owned(old.ok_or_else(|| unreadable(hash))?))
}

/// The conversation as it was when somebody began to play it.
pub async fn scenario<'a>(
    db: &impl Read,
    library: &'a Library,
    hash: &str,
) -> Result<Cow<'a, Scenario>> {
    if let Some(current) = library.scenarios.iter().find(|s| s.version.hash == hash) {
        return Ok(Cow::Borrowed(current));
    }
    let stored = stored(db, hash).await?;
    Ok(Cow::Owned(
        Scenario::from_source(&stored.source).ok_or_else(|| unreadable(hash))?,
    ))
}

/// What evidence answers, as it was when somebody began.
pub async fn activity(db: &impl Read, library: &Library, hash: &str) -> Result<Activity> {
    if let Some(current) = library.reflections.iter().find(|r| r.version.hash == hash) {
        return Ok(Activity::Reflection(current.clone()));
    }
    if let Some(current) = library.scenarios.iter().find(|s| s.version.hash == hash) {
        return Ok(Activity::Scenario(current.clone()));
    }
    let mut sheets = library.worksheets.iter().chain(&library.forms);
    if let Some(current) = sheets.find(|w| w.version.hash == hash) {
        return Ok(Activity::Worksheet(current.clone()));
    }
    if let Some(current) = library.quizzes.iter().find(|q| q.version.hash == hash) {
        return Ok(Activity::QuizResult(Examined::new(
            current.clone(),
            Vec::new(),
        )));
    }
    let stored = stored(db, hash).await?;
    let activity = match stored.kind.as_str() {
        "reflection" => Reflection::from_source(&stored.source).map(Activity::Reflection),
        "question" => {
            Question::from_source(&stored.reference, &stored.source).map(Activity::Response)
        }
        "scenario" => Scenario::from_source(&stored.source).map(Activity::Scenario),
        "worksheet" => Worksheet::from_source(&stored.source).map(Activity::Worksheet),
        "quiz" => Quiz::from_source(&stored.source)
            .map(|quiz| Activity::QuizResult(Examined::new(quiz, Vec::new()))),
        _ => None,
    };
    activity.ok_or_else(|| unreadable(hash))
}

/// The same with what a body of it refers to: the questions of a quiz, each in the version that was asked.
pub async fn activity_with(
    db: &impl Read,
    library: &Library,
    hash: &str,
    body: &str,
) -> Result<Activity> {
    let activity = activity(db, library, hash).await?;
    let Activity::QuizResult(examined) = activity else {
        return Ok(activity);
    };
    let mut questions = Vec::new();
    for answered in Pinned::read(body).questions {
        questions.push(question(db, library, &answered.hash).await?.into_owned());
    }
    Ok(Activity::QuizResult(Examined::new(
        examined.quiz,
        questions,
    )))
}

/// A section as it was when somebody read it, with its address.
pub async fn section(db: &impl Read, hash: &str) -> Result<(String, Section)> {
    let stored = stored(db, hash).await?;
    let section =
        Section::from_source(&stored.reference, &stored.source).ok_or_else(|| unreadable(hash))?;
    Ok((stored.reference, section))
}
