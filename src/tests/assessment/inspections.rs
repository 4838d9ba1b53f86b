//! What stays in the workplace: nothing of it is uploaded, and it is achieved by what its assessor has seen there.

use super::*;
use crate::accounts::Actor;
use crate::assessment::inspections::{self, Inspection};
use crate::clock::Millis;
use crate::db::{Db, new_id};
use crate::error::Result;
use crate::ledger;
use crate::library::Method;
use crate::portfolio::store::{self as portfolio, Draft};
use crate::portfolio::{Activity, Link, files};
use crate::quality::{Stage, store as quality};
use crate::tests::quality::share;
use crate::tests::support::Browser;
use crate::tests::testimony::filled_in;
use crate::worksheets::Answers;

/// A workplace record of a learner, begun, and its draft with everything filled in, for one criterion.
async fn begun(test: &TestApp, learner: &Actor) -> (String, Draft) {
    let enrolment = test.enrolled(learner).await;
    let (db, now) = (&test.app.db, test.app.clock.now());
    let mut form = test
        .app
        .library()
        .form(Method::WorkplaceRecord)
        .unwrap()
        .clone();
    let fields = filled_in(&form);
    let answers = Answers::from_form(&form, &fields.into_iter().collect()).unwrap();
    form.id = format!("{}/{}", form.id, new_id());
    let activity = Activity::Worksheet(form);
    let evidence = portfolio::begin(db, learner, &enrolment, UNIT, &activity, now)
        .await
        .unwrap();
    let link = Link {
        criterion: "GP1.1.1".to_owned(),
        locator: "What it shows".to_owned(),
        justification: "It names my part.".to_owned(),
    };
    let draft = Draft {
        body: answers.to_body(),
        links: Some(vec![link]),
        revision: 1,
    };
    (evidence, draft)
}

async fn handed_in(test: &TestApp, learner: &Actor) -> (String, String) {
    let (evidence, draft) = begun(test, learner).await;
    let (db, now) = (&test.app.db, test.app.clock.now());
    let submission = portfolio::submit(db, learner, &evidence, &draft, now).await;
    (evidence, submission.unwrap())
}

impl TestApp {
    /// A workplace record that was handed in and inspected by this assessor.
    pub(in crate::tests) async fn inspected(&self, learner: &Actor, by: &Actor) -> String {
        let (_, submission) = handed_in(self, learner).await;
        let (db, now) = (&self.app.db, self.app.clock.now());
        inspect(db, by, &submission, SEEN, now).await.unwrap();
        submission
    }
}

/// Records an inspection by itself.
async fn inspect(
    db: &Db,
    actor: &Actor,
    submission: &str,
    (on, place): (&str, &str),
    now: Millis,
) -> Result<()> {
    let tx = db.begin_recording().await?;
    let submission = crate::portfolio::submission(&tx, submission).await?;
    let inspection = Inspection {
        on: on.to_owned(),
        place: place.to_owned(),
    };
    inspections::record(&tx, actor, &submission, &inspection, now).await?;
    tx.commit().await
}

const SEEN: (&str, &str) = ("2026-05-30", "In the hostel’s office");

#[tokio::test]
async fn it_is_achieved_by_whoever_inspected_it_and_by_nobody_else() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let ben = test.person("Ben Assessor", ASSESSOR).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let (evidence, submission) = handed_in(&test, &learner).await;
        let achieved = test.decisions(&submission, Outcome::Achieved).await;
        inspect(db, &ben, &submission, SEEN, now).await.unwrap();
        let unseen = store::decide(db, &ada, &submission, &achieved, "", now).await;
        assert!(matches!(unseen, Err(Error::Invalid(_))), "{unseen:?}");
        let tx = db.begin().await.unwrap();
        let sql = "INSERT INTO decisions (id, submission_id, learner_id, criterion, outcome, feedback, assessor_id, decided_at)
             SELECT 'x', id, person_id, 'GP1.1.1', 'achieved', '', $1, 1 FROM submissions";
        assert!(tx.run(sql, args![&ada.id]).await.is_err(), "the schema refuses it too");
        drop(tx);
        for wrong in [("2026-06-02", "Here"), ("soon", "Here"), ("2026-05-30", "")] {
            let refused = inspect(db, &ada, &submission, wrong, now).await;
            assert!(matches!(refused, Err(Error::Invalid(_))), "{wrong:?}: {refused:?}");
        }
        let own = Actor { roles: ASSESSOR.to_vec(), ..learner.clone() };
        let plain = Actor { roles: vec![Role::Learner], ..ben.clone() };
        for actor in [&own, &plain] {
            let refused = inspect(db, actor, &submission, SEEN, now).await;
            assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        }
        for _ in 0..2 {
            inspect(db, &ada, &submission, SEEN, now).await.unwrap();
        }
        assert_eq!(test.count("SELECT COUNT(*) FROM inspections").await, 2, "twice is once");
        store::decide(db, &ada, &submission, &achieved, "", now).await.unwrap();
        let of_it = inspections::of_evidence(db, &evidence).await.unwrap();
        assert_eq!(of_it[1].words(), "Ada Assessor inspected it on 30 May 2026: In the hostel’s office. Recorded on 1 June 2026.");
        for sql in ["UPDATE inspections SET place = place", "UPDATE inspections SET place = '[erased]'", "DELETE FROM inspections"] {
            let tx = db.begin().await.unwrap();
            let refused = tx.run(sql, args![]).await.unwrap_err();
            assert!(refused.to_string().contains("append-only"), "{sql}: {refused}");
        }
        assert_eq!(test.count("SELECT COUNT(*) FROM ledger WHERE kind = 'inspection'").await, 2);
        ledger::verify(db).await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_decision_made_anew_needs_an_inspection_like_the_first() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let ben = test.person("Ben Assessor", ASSESSOR).await;
        let ira = test.person("Ira Iqa", &[Role::Iqa]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let (_, submission) = handed_in(&test, &learner).await;
        test.decided(&ada, &submission, Outcome::NotYetAchieved)
            .await;
        let plan = test.planned(&ira, &share(100), Stage::Interim).await;
        let action = test.sampled(&ira, &plan, &submission, Some(&ben)).await;
        let action = action.unwrap();
        let anew = &test.decisions(&submission, Outcome::Achieved).await[0];
        let answer =
            quality::answer_with(db, &ben, &action, "I read it.", Some(anew.into()), now).await;
        assert!(matches!(answer, Err(Error::Invalid(_))), "{answer:?}");
        inspect(db, &ben, &submission, SEEN, now).await.unwrap();
        quality::answer_with(db, &ben, &action, "I read it.", Some(anew.into()), now)
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_page_of_an_action_asks_for_the_inspection_too() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let (ben, mut browser) = test.signed_in("Ben Assessor", ASSESSOR).await;
        let ira = test.person("Ira Iqa", &[Role::Iqa]).await;
        let (_, submission) = handed_in(&test, &learner).await;
        test.decided(&ada, &submission, Outcome::NotYetAchieved)
            .await;
        let plan = test.planned(&ira, &share(100), Stage::Interim).await;
        let action = test.sampled(&ira, &plan, &submission, Some(&ben)).await;
        let address = format!("/actions/{}", action.unwrap());
        let page = browser.get(&address).await;
        assert!(page.is(200).has("Your inspection"), "{}", page.body);
        let mut fields = marking(&test, &submission, "achieved", "It does show it.").await;
        fields.retain(|(name, _)| name.contains("GP1.1.1"));
        fields.push(field("answer", "I went there."));
        let answers = format!("{address}/answers");
        let page = browser.post_all(&answers, &fields).await;
        let is_refused = page.is(422).has("href=\"#inspected-on\"");
        assert!(is_refused && page.has("I went there."), "{}", page.body);
        fields.push(field("inspected-on", "2026-05-30"));
        fields.push(field("inspected-place", "In the office"));
        browser.post_all(&answers, &fields).await.redirects();
        for sql in [
            "SELECT COUNT(*) FROM inspections",
            "SELECT COUNT(*) FROM corrections",
        ] {
            assert_eq!(test.count(sql).await, 1, "{sql}");
        }
    })
    .await;
}

#[tokio::test]
async fn not_yet_needs_none_and_other_evidence_takes_none() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let (_, submission) = handed_in(&test, &learner).await;
        test.decided(&ada, &submission, Outcome::NotYetAchieved)
            .await;
        let reviewer = test.person("Ben Assessor", ASSESSOR).await;
        let (decision,): (String,) = db.one("SELECT id FROM decisions", args![]).await.unwrap();
        let appeal = store::make_appeal(db, &learner, &decision, "Look again.", now)
            .await
            .unwrap();
        let found = &test.decisions(&submission, Outcome::Achieved).await[0];
        let unseen = store::answer_appeal(db, &reviewer, &appeal, found, now).await;
        assert!(matches!(unseen, Err(Error::Invalid(_))), "{unseen:?}");
        inspect(db, &reviewer, &submission, SEEN, now)
            .await
            .unwrap();
        store::answer_appeal(db, &reviewer, &appeal, found, now)
            .await
            .unwrap();
        let other = test.person("Other Learner", &[Role::Learner]).await;
        let (_, account) = test.handed_in(&other).await;
        let none = inspect(db, &ada, &account, SEEN, now).await;
        assert!(matches!(none, Err(Error::NotFound)), "{none:?}");
    })
    .await;
}

#[tokio::test]
async fn the_marking_page_asks_for_it_and_everybody_concerned_reads_it() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut lena) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        let (ada, mut browser) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let (evidence, submission) = handed_in(&test, &learner).await;
        store::claim(&test.app.db, &ada, &submission, test.app.clock.now())
            .await
            .unwrap();
        let address = format!("/submissions/{submission}");
        assert!(browser.get(&address).await.is(200).has("Your inspection"));
        let mut fields = marking(&test, &submission, "achieved", "Clear.").await;
        let page = browser.post_all(&address, &fields).await;
        assert!(
            page.is(422).has("href=\"#inspected-on\"") && page.has("Clear."),
            "{}",
            page.body
        );
        fields.push(field("inspected-on", "2026-05-30"));
        let page = browser.post_all(&address, &fields).await;
        assert!(
            page.is(422).has("href=\"#inspected-place\"") && page.has("value=\"2026-05-30\""),
            "{}",
            page.body
        );
        fields.push(field("inspected-place", "In the <office>"));
        browser.post_all(&address, &fields).await.redirects();
        let words = "Ada Assessor inspected it on 30 May 2026: In the &lt;office&gt;.";
        for page in [
            browser.get(&address).await,
            browser.get(&format!("{address}/document")).await,
            lena.get(&format!("/evidence/{evidence}")).await,
            lena.get(&address).await,
        ] {
            assert!(page.is(200).has(words), "{}", page.body);
        }
        let (ira, mut iqa) = test.signed_in("Ira Iqa", &[Role::Iqa]).await;
        let plan = test.planned(&ira, &share(100), Stage::Interim).await;
        let page = iqa
            .get(&format!("/quality/plans/{plan}/samples/{submission}"))
            .await;
        assert!(page.is(200).has(words), "{}", page.body);
        let (_, opening) = test.passed(&ira, &plan, &submission).await;
        let page = test
            .browser()
            .get(&format!("/passes/{opening}/records/{submission}"))
            .await;
        assert!(page.is(200).has(words), "{}", page.body);
    })
    .await;
}

async fn offers_files(browser: &mut Browser, evidence: &str) -> bool {
    let page = browser
        .get(&format!("/evidence/{evidence}?write=true"))
        .await;
    page.is(200).has("Add or take away files")
}

#[tokio::test]
async fn nothing_is_uploaded_of_it() {
    on_each_engine(async |test: TestApp| {
        let (learner, mut browser) = test.signed_in("Lena Learner", &[Role::Learner]).await;
        let (evidence, draft) = begun(&test, &learner).await;
        assert!(!offers_files(&mut browser, &evidence).await);
        let page = browser.get(&format!("/evidence/{evidence}/files")).await;
        assert!(page.is(200).has("never uploaded") && !page.has("type=\"file\""), "{}", page.body);
        let mut arriving = test.app.shelf.receive(1_000).await.unwrap();
        arriving.add(b"%PDF-1.7 a plan").await.unwrap();
        let arrived = test.app.shelf.look(arriving).await.unwrap().ok().unwrap();
        let refused = files::add(&test.app, &learner, &evidence, &arrived, ("plan.pdf", "A plan.")).await;
        assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
        assert!(!test.app.shelf.place(&arrived.hash).exists(), "no byte of it stays");
        let (db, now) = (&test.app.db, test.app.clock.now());
        let account = test.begun(&learner, &test.enrolled(&learner).await, UNIT, crate::tests::scenes::REFLECTION).await;
        assert!(offers_files(&mut browser, &account).await);
        let hash = test.with_file(&learner, &account).await;
        let (testimony, _) = test.testified(&learner, "wil@example.net").await;
        for held in [&evidence, &testimony] {
            let tx = db.begin().await.unwrap();
            let sql = "INSERT INTO evidence_files (evidence_id, person_id, file_hash, name, description, added_at) VALUES ($1, $2, $3, 'a', 'b', 1)";
            assert!(tx.run(sql, args![held, &learner.id, &hash]).await.is_err(), "the schema refuses it too");
        }
        let mut arriving = test.app.shelf.receive(1_000).await.unwrap();
        arriving.add(b"%PDF-1.7 a letter").await.unwrap();
        let arrived = test.app.shelf.look(arriving).await.unwrap().ok().unwrap();
        let added = files::add(&test.app, &learner, &testimony, &arrived, ("plan.pdf", "A plan.")).await;
        assert!(matches!(added, Err(Error::Conflict(_))), "{added:?}");
        portfolio::submit(db, &learner, &evidence, &draft, now).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn nothing_is_recorded_of_it_where_the_decision_is_refused() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let (_, mut bens) = test.signed_in("Ben Assessor", ASSESSOR).await;
        let (_, submission) = handed_in(&test, &learner).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        store::claim(db, &ada, &submission, now).await.unwrap();
        let mut fields = marking(&test, &submission, "achieved", "Clear to me.").await;
        fields.push(field("inspected-on", "2026-05-30"));
        fields.push(field("inspected-place", "In the office"));
        let address = format!("/submissions/{submission}");
        let page = bens.post_all(&address, &fields).await;
        assert!(
            page.is(409).has("Nothing of yours was recorded.") && page.has("In the office"),
            "{}",
            page.body
        );
        for sql in [
            "SELECT COUNT(*) FROM inspections",
            "SELECT COUNT(*) FROM ledger WHERE kind = 'inspection'",
        ] {
            assert_eq!(test.count(sql).await, 0, "{sql}");
        }
    })
    .await;
}
