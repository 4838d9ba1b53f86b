//! Evidence looked through before it is handed in, and what its learner says of what was found.
//!
//! What a learner says is bound by a seal to what they were shown: the evidence, its revision, the texts and what was found in them. Another
//! text has another seal, so it is looked through again. Short texts that others read are looked through likewise ([`Screening::passed`]). Recorded is how often each kind was found, never the words.

use super::asking::LOOK;
use super::files::{Attached, of_evidence};
use super::identifiers::{Found, What, find};
use super::told::Told;
use super::{Evidence, Link, private_names};
use crate::args;
use crate::clock::{self, Millis};
use crate::db::{Read, Tx};
use crate::error::{Error, Result};
use crate::library::{Method, sha256};
use crate::worksheets::{Answer, Answers};
use std::collections::BTreeMap;

/// Which of the texts of a piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Text,
    /// A field of a worksheet.
    Field(String),
    /// The line that says where in the text a criterion is shown.
    Where(String),
    /// The line that says why it shows a criterion.
    Why(String),
    /// What a file is called, and what is said of it.
    File(String),
}

/// A text in which something was found.
#[derive(Debug, Clone)]
pub struct Looked {
    pub place: Place,
    pub text: String,
    pub found: Vec<Found>,
}

/// All that was found.
#[derive(Debug, Clone)]
pub struct Screening(pub Vec<Looked>);

/// What a learner says identifies nobody.
pub struct Assurance<'a> {
    /// What it is about, such as the evidence and its revision.
    pub about: String,
    pub seals: &'a [String],
}

impl Screening {
    /// Looks through what a learner has written of a piece of evidence.
    pub async fn of_evidence(
        db: &impl Read,
        evidence: &Evidence,
        links: &[Link],
        now: Millis,
    ) -> Result<Self> {
        let mut texts = texts(&evidence.kind, &evidence.body, links);
        let files = of_evidence(db, &evidence.id).await?;
        texts.extend(files.into_iter().flat_map(of_file));
        Screening::of(db, &evidence.person_id, texts, now).await
    }

    /// Looks through texts of somebody, with the names that they have listed.
    pub async fn of(
        db: &impl Read,
        person_id: &str,
        texts: Vec<(Place, String)>,
        now: Millis,
    ) -> Result<Self> {
        let names = private_names::names_of(db, person_id).await?;
        let names: Vec<String> = names.into_iter().map(|name| name.name).collect();
        Ok(Screening::with_names(&names, texts, now))
    }

    /// Looks through texts, with these names. Pure.
    pub fn with_names(names: &[String], texts: Vec<(Place, String)>, now: Millis) -> Self {
        let look = |(place, text): (Place, String)| {
            let found = find(&text, names, clock::day(now));
            let looked = Looked { place, text, found };
            (!looked.found.is_empty()).then_some(looked)
        };
        Screening(texts.into_iter().filter_map(look).collect())
    }

    pub fn is_clear(&self) -> bool {
        self.0.is_empty()
    }

    /// How often each kind was found.
    pub fn counts(&self) -> BTreeMap<What, usize> {
        let mut counts = BTreeMap::new();
        for found in self.0.iter().flat_map(|looked| &looked.found) {
            *counts.entry(found.what).or_default() += 1;
        }
        counts
    }

    /// Stands for exactly this: what it is about, the texts, and what was found in them.
    pub fn seal(&self, about: &str) -> String {
        let looked = self.0.iter().map(|looked| {
            let found = looked.found.iter();
            let found: Vec<_> = found
                .map(|found| (found.what.key(), found.at.start, found.at.end))
                .collect();
            (format!("{:?}", looked.place), &looked.text, found)
        });
        let looked: Vec<_> = looked.collect();
        sha256(&serde_json::json!([about, looked]).to_string())
    }

    /// Whether it may be handed in: nothing was found, or the learner has said of just this that it identifies nobody.
    pub fn passes(&self, assurance: &Assurance<'_>) -> bool {
        self.is_clear() || assurance.seals.contains(&self.seal(&assurance.about))
    }

    /// Looks through texts before they are kept, and refuses them unless somebody has said of just these that they identify nobody: `said` is the
    /// seal of that.
    pub async fn passed(
        db: &impl Read,
        person_id: &str,
        texts: Vec<(Place, String)>,
        (about, said): (&str, &str),
        now: Millis,
    ) -> Result<Self> {
        let screening = Screening::of(db, person_id, texts, now).await?;
        let seals = [said.to_owned()];
        let assurance = Assurance {
            about: about.to_owned(),
            seals: &seals,
        };
        match screening.passes(&assurance) {
            true => Ok(screening),
            false => Err(Error::invalid(LOOK)),
        }
    }

    /// Records that the learner has said so of this submission, unless nothing was found.
    pub async fn record(
        &self,
        tx: &Tx,
        submission: &str,
        learner: &str,
        now: Millis,
    ) -> Result<()> {
        self.record_said(tx, submission, (learner, None), now).await
    }

    /// The same where somebody else has said so, who wrote it about the learner.
    pub async fn record_said(
        &self,
        tx: &Tx,
        submission: &str,
        (learner, said_by): (&str, Option<&str>),
        now: Millis,
    ) -> Result<()> {
        for (what, count) in self.counts() {
            let times = i64::try_from(count).unwrap_or(i64::MAX);
            tx.run(
                "INSERT INTO assurances (submission_id, learner_id, kind, times, said_at, said_by) VALUES ($1, $2, $3, $4, $5, $6)",
                args![submission, learner, what.key(), times, now, said_by],
            )
            .await?;
        }
        Ok(())
    }
}

/// What a learner has written of a body and its criteria: not what follows from their answers, nor what others say in a conversation.
fn texts(kind: &str, body: &str, links: &[Link]) -> Vec<(Place, String)> {
    let method = Method::from_key(kind);
    let answers = || texts_of_answers(&Answers::from_body(body));
    if method == Some(Method::Worksheet) {
        return answers();
    }
    let written = match method == Some(Method::Conversation) {
        true => Told::read(body).commentary,
        false => body.to_owned(),
    };
    let lines = texts_of_links(links);
    if method == Some(Method::QuizResult) {
        return lines;
    }
    let own = match method.is_some_and(Method::is_from_work) {
        true => answers(),
        false => vec![(Place::Text, written)],
    };
    own.into_iter().chain(lines).collect()
}

/// A name without its ending, whose words are often joined, and the description.
fn of_file(file: Attached) -> [(Place, String); 2] {
    let stem = file.name.rsplit_once('.').map_or("", |(stem, _)| stem);
    let stem = stem.replace(['_', '-'], " ");
    [
        (Place::File(file.name.clone()), stem),
        (Place::File(file.name), file.description),
    ]
}

/// What somebody has written beside criteria.
pub fn texts_of_links(links: &[Link]) -> Vec<(Place, String)> {
    let lines = |link: &Link| {
        let code = || link.criterion.clone();
        [
            (Place::Where(code()), link.locator.clone()),
            (Place::Why(code()), link.justification.clone()),
        ]
    };
    links.iter().flat_map(lines).collect()
}

/// What somebody has written into the fields of a worksheet.
pub fn texts_of_answers(answers: &Answers) -> Vec<(Place, String)> {
    let fields = answers.iter();
    fields
        .flat_map(|(field, answer)| filled_in(field, answer))
        .collect()
}

fn filled_in(field: &str, answer: &Answer) -> Vec<(Place, String)> {
    let place = || Place::Field(field.to_owned());
    match answer {
        Answer::Text(text) => vec![(place(), text.clone())],
        Answer::Ticked(_) => Vec::new(),
        Answer::Rows(rows) => {
            let cells = rows.iter().flatten();
            cells.map(|cell| (place(), cell.clone())).collect()
        }
    }
}

/// What a learner said of what was found in a submission.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Said {
    pub submission_id: String,
    kind: String,
    times: i64,
    pub said_at: Millis,
    /// Who said it, if it was not the learner.
    pub said_by: Option<String>,
}

impl Said {
    /// What was found, in words.
    pub fn words(&self) -> String {
        let what = What::ALL.into_iter().find(|what| what.key() == self.kind);
        let count = usize::try_from(self.times).unwrap_or(usize::MAX);
        what.map(|what| what.counted(count)).unwrap_or_default()
    }
}

/// Everything that was said of the submissions of this evidence, for its learner.
pub async fn said_of(db: &impl Read, evidence_id: &str) -> Result<Vec<Said>> {
    db.all(
        "SELECT a.submission_id, a.kind, a.times, a.said_at, p.name AS said_by
         FROM assurances a JOIN submissions s ON s.id = a.submission_id LEFT JOIN people p ON p.id = a.said_by
         WHERE s.evidence_id = $1 ORDER BY s.number, a.kind",
        args![evidence_id],
    )
    .await
}
