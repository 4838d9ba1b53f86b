//! Worksheets: what is filled in is kept, handed in, commented on field by field, and compared with the time before.

mod answers;
mod asking;
mod changes;
mod comments;
mod filling_in;
mod handing_in;
mod pages;

use super::scenes::{Fields, field};
use super::support::{Browser, TestApp};
use crate::accounts::{Actor, Role};
use crate::args;
use crate::db::Read;

const LEARNER: &[Role] = &[Role::Learner];
const HOSTILE: &str = "</textarea><script>alert(1)</script>";

/// A learner with a browser and an empty worksheet: its id and its address.
async fn beginning(test: &TestApp) -> (Actor, Browser, String, String) {
    let (learner, browser) = test.signed_in("Lena Learner", LEARNER).await;
    let enrolment = test.enrolled_on(&learner, "specialist-practitioner").await;
    let evidence = test.worksheet_begun(&learner, &enrolment).await;
    let address = format!("/evidence/{evidence}");
    (learner, browser, evidence, address)
}

/// The form with everything filled in.
fn form(way: &str, revision: i64) -> Fields {
    vec![
        field("do", way),
        field("revision", revision.to_string()),
        field("field-next", "a mentor from the choir"),
        field("field-words", "Somebody who rings when I go quiet."),
        field("field-kind", "A mentor"),
        field("field-agreed", "She has a copy"),
        field("field-agreed", "She has read it"),
        field("field-again", "2027-03-31"),
        field("field-steps.0.0", "They meet"),
        field("field-steps.0.1", "May"),
        field("field-steps.1.0", ""),
        field("field-steps.1.1", ""),
        field("field-steps.2.0", "They meet alone"),
        field("field-steps.2.1", "June"),
    ]
}

/// The same with other values; a field that is not there is added.
fn with(mut form: Fields, changes: &[(&str, &str)]) -> Fields {
    for (name, value) in changes {
        match form.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => (*value).clone_into(old),
            None => form.push(field(*name, *value)),
        }
    }
    form
}

const BODY: &str = r#"{"again":"2027-03-31","agreed":["She has read it","She has a copy"],"kind":"A mentor","next":"a mentor from the choir","steps":[["They meet","May"],["They meet alone","June"]],"words":"Somebody who rings when I go quiet."}"#;

async fn kept(test: &TestApp) -> (String, i64) {
    test.app
        .db
        .one("SELECT body, revision FROM evidence", args![])
        .await
        .unwrap()
}

async fn latest(test: &TestApp) -> String {
    let sql = "SELECT id FROM submissions ORDER BY number DESC";
    test.app.db.one::<(String,)>(sql, args![]).await.unwrap().0
}
