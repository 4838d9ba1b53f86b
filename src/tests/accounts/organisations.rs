//! Organisations: who belongs where, and that nobody finds anything of another. The pages are in the table of routes.

use crate::accounts::organisations::{self, OWN};
use crate::accounts::{Actor, Administrator, Role, refuse_outsider, settings, store as people};
use crate::args;
use crate::assessment::prior_learning::{Recognition, recognise};
use crate::assessment::{Outcome, store as assessment};
use crate::db::{Read, new_id};
use crate::error::{Error, Result};
use crate::quality::policy::Policy;
use crate::quality::{Release, Stage, release_policy, store as quality};
use crate::quizzes::agree_extra_time;
use crate::tests::ledger::verified;
use crate::tests::quality::share;
use crate::tests::scenes::{GP, UNIT};
use crate::tests::support::{TestApp, on_each_engine};
use crate::{arrangements, certificates, portfolio, standardisation, transfers};

impl TestApp {
    async fn caretaker(&self) -> Administrator {
        let email = "caretaker@example.org";
        let found: Option<(String,)> = self
            .app
            .db
            .first("SELECT id FROM people WHERE email = $1", args![email])
            .await
            .unwrap();
        Administrator(match found {
            None => self.person("Caretaker", &[Role::Administrator]).await,
            Some((id,)) => Actor {
                id,
                name: "Caretaker".to_owned(),
                email: email.to_owned(),
                roles: vec![Role::Administrator],
                organisation: OWN.to_owned(),
                larger_print: false,
                session_id: String::new(),
            },
        })
    }

    /// A new organisation of this name: its id.
    pub(crate) async fn organisation(&self, name: &str) -> String {
        let caretaker = self.caretaker().await;
        let tx = self.app.db.begin().await.unwrap();
        let id = organisations::make(&caretaker, &tx, name, self.app.clock.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Lets somebody belong to an organisation from now on.
    pub(crate) async fn belongs_to(&self, person: &mut Actor, organisation: &str) {
        let caretaker = self.caretaker().await;
        let tx = self.app.db.begin_recording().await.unwrap();
        let now = self.app.clock.now();
        organisations::join(&caretaker, &tx, &person.id, organisation, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        organisation.clone_into(&mut person.organisation);
    }

    /// Ends a role of somebody.
    pub(crate) async fn no_longer(&self, person: &Actor, role: Role) {
        let caretaker = self.caretaker().await;
        let tx = self.app.db.begin_recording().await.unwrap();
        let now = self.app.clock.now();
        people::change_role(&caretaker, &tx, &person.id, role, false, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
}

const NOT_FOUND: fn(&Error) -> bool = |error| matches!(error, Error::NotFound);

#[tokio::test]
async fn everybody_belongs_somewhere_and_a_move_is_recorded() {
    on_each_engine(async |test: TestApp| {
        let (mut ada, mut browser) = test.signed_in("Ada Assessor", &[Role::Assessor]).await;
        let lena = test.person("Lena Learner", &[Role::Learner]).await;
        let db = &test.app.db;
        refuse_outsider(db, &ada, &lena.id).await.unwrap();
        let harbour = test.organisation("Harbour House").await;
        test.belongs_to(&mut ada, &harbour).await;
        assert_eq!(
            browser.get("/assessment").await.status.as_u16(),
            303,
            "signed out: what may be seen is another"
        );
        let refused = refuse_outsider(db, &ada, &lena.id).await.unwrap_err();
        assert!(NOT_FOUND(&refused), "{refused:?}");
        browser.sign_in(&ada.email).await;
        assert!(browser.get("/assessment").await.status.is_success());
        test.belongs_to(&mut ada, &harbour).await;
        assert_eq!(
            test.count("SELECT COUNT(*) FROM memberships").await,
            1,
            "twice is once"
        );
        test.belongs_to(&mut ada, OWN).await;
        refuse_outsider(db, &ada, &lena.id).await.unwrap();
        let ended =
            "SELECT COUNT(*) FROM memberships WHERE ended_at IS NOT NULL AND ended_by IS NOT NULL";
        assert_eq!(test.count(ended).await, 1);
        verified(&test).await.unwrap();
        let tx = db.begin().await.unwrap();
        let forged = "UPDATE memberships SET ended_at = 5";
        assert!(tx.run(forged, args![]).await.is_err(), "it ends once");
    })
    .await;
}

#[tokio::test]
async fn the_database_lets_nobody_belong_twice_or_unhappen() {
    on_each_engine(async |test: TestApp| {
        let mut ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let harbour = test.organisation("Harbour House").await;
        test.belongs_to(&mut ada, &harbour).await;
        for wrong in [
            "DELETE FROM memberships",
            "DELETE FROM organisations",
            "UPDATE memberships SET begun_at = 1",
            "UPDATE organisations SET made_at = 1",
            "INSERT INTO memberships (id, person_id, organisation_id, begun_by, begun_at)
             SELECT 'other', person_id, organisation_id, begun_by, 1 FROM memberships",
            "INSERT INTO memberships (id, person_id, organisation_id, begun_by, begun_at, ended_at)
             SELECT 'other', begun_by, organisation_id, begun_by, 1, 2 FROM memberships",
            "INSERT INTO organisations (id, name, made_by, made_at) SELECT 'other', name, made_by, made_at FROM organisations",
        ] {
            let tx = test.app.db.begin().await.unwrap();
            assert!(tx.run(wrong, args![]).await.is_err(), "{wrong}");
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_acts_for_a_learner_of_another_organisation() {
    on_each_engine(async |test: TestApp| {
        let lena = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let mut eve = test
            .person("Eve Elsewhere", &[Role::Assessor, Role::Iqa])
            .await;
        let harbour = test.organisation("Harbour House").await;
        test.belongs_to(&mut eve, &harbour).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let enrolment = test.signed_off(&lena, &ada).await;
        let (_, submission) = test
            .handed_in(&test.person("Lia Learner", &[Role::Learner]).await)
            .await;
        let work = portfolio::submission(db, &submission).await.unwrap();
        let decisions = test.decisions(&submission, Outcome::Achieved).await;
        let specification = test.specification(GP);
        let settings = settings::load(db).await.unwrap();
        let recognition = Recognition {
            criterion: "GP1.1.1".to_owned(),
            completed_on: "2026-01-05".to_owned(),
            what: "A course.".to_owned(),
        };
        let arranged = arrangements::store::New {
            id: &new_id(),
            learner_id: &lena.id,
            kind: arrangements::Kind::NoWait,
            described: "",
            reason: "As agreed.",
            from_day: "2026-06-01",
            until_day: None,
        };
        let tried: Vec<Result<()>> = vec![
            assessment::claim(db, &eve, &submission, now).await,
            assessment::save_draft(db, &eve, &work, "{}", now).await,
            assessment::decide(db, &eve, &submission, &decisions, "", now)
                .await
                .map(drop),
            assessment::sign_off(db, &eve, &enrolment, &specification, UNIT, now)
                .await
                .map(drop),
            certificates::issue(db, &eve, &enrolment, &specification, GP, &settings, now)
                .await
                .map(drop),
            recognise(
                db,
                &eve,
                &enrolment,
                &specification,
                &recognition,
                ("2026-06-01", now),
            )
            .await,
            transfers::accept(db, &eve, &enrolment, "GP1.1.1", now).await,
            agree_extra_time(db, &eve, &lena.id, 25, "As agreed.", now).await,
            arrangements::store::agree(db, &eve, &arranged, now).await,
            assessment::allocate(db, &eve, (&ada.id, &lena.id), "", now).await,
            assessment::allocate(db, &eve, (&eve.id, &lena.id), "", now).await,
            assessment::begin_training(db, &eve, &ada.id, now).await,
            assessment::end_training(db, &eve, &ada.id, now).await,
        ];
        for (place, tried) in tried.into_iter().enumerate() {
            assert!(tried.as_ref().is_err_and(NOT_FOUND), "{place}: {tried:?}");
        }
        let sieve = assessment::Sieve::default();
        assert!(
            assessment::queue(db, &eve, &sieve, now)
                .await
                .unwrap()
                .is_empty()
        );
        assert!(
            assessment::waiting_units(db, &eve)
                .await
                .unwrap()
                .is_empty()
        );
        assert!(assessment::unallocated(db, &eve).await.unwrap().is_empty());
        assert!(
            assessment::find_learners(db, &eve, "Lena Learner")
                .await
                .unwrap()
                .is_empty()
        );
        let colleagues = assessment::colleagues(db, &eve).await.unwrap();
        assert!(colleagues.iter().all(|one| one.id == eve.id) && colleagues.len() == 1);
        assert!(
            !portfolio::may_read(db, &eve, &submission, &work.person_id)
                .await
                .unwrap()
        );
        assert_eq!(
            assessment::queue(db, &ada, &sieve, now)
                .await
                .unwrap()
                .len(),
            1
        );
        test.belongs_to(&mut eve, OWN).await;
        assert!(
            portfolio::may_read(db, &eve, &submission, &work.person_id)
                .await
                .unwrap(),
            "here she may"
        );
    })
    .await;
}

#[tokio::test]
async fn each_organisation_samples_and_standardises_for_itself() {
    on_each_engine(async |test: TestApp| {
        let lena = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let ira = test.person("Ira Iqa", &[Role::Iqa]).await;
        let mut eve = test.person("Eve Elsewhere", &[Role::Iqa]).await;
        let harbour = test.organisation("Harbour House").await;
        test.belongs_to(&mut eve, &harbour).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let enrolment = test.signed_off(&lena, &ada).await;
        let strict = Policy {
            release: Release::All,
            ..share(100)
        };
        quality::set(db, &eve, &strict, now).await.unwrap();
        assert_eq!(
            release_policy(db, &enrolment.id).await.unwrap(),
            Release::None
        );
        assert!(quality::current(db, OWN).await.unwrap().is_none());
        let empty = quality::draw(db, &eve, Stage::Summative, None, now).await;
        assert!(
            matches!(empty, Err(Error::Conflict(_))),
            "nothing of hers: {empty:?}"
        );
        let plan = test.planned(&ira, &share(100), Stage::Summative).await;
        assert_eq!(quality::current(db, OWN).await.unwrap().unwrap().version, 1);
        assert!(
            quality::plan(db, &eve, &plan)
                .await
                .as_ref()
                .is_err_and(NOT_FOUND)
        );
        assert!(quality::plans(db, &eve).await.unwrap().is_empty());
        assert!(quality::to_sample(db, &eve).await.unwrap().is_empty());
        assert!(quality::coverage(db, &eve).await.unwrap().is_empty());
        let waiting = quality::to_sample(db, &ira).await.unwrap();
        let action = test
            .sampled(&ira, &plan, &waiting[0].submission_id, Some(&ada))
            .await
            .unwrap();
        assert!(quality::actions(db, &eve).await.unwrap().is_empty());
        let action = quality::action(db, &action).await.unwrap();
        assert!(!quality::may_review(db, &eve, &action).await.unwrap());
        let (exemplar, exercise) = test.exercise(&ira).await;
        assert!(
            standardisation::store::exemplar(db, &eve, &exemplar)
                .await
                .as_ref()
                .is_err_and(NOT_FOUND)
        );
        assert!(
            standardisation::store::exercise(db, &eve, &exercise)
                .await
                .as_ref()
                .is_err_and(NOT_FOUND)
        );
        assert!(
            standardisation::store::open(db, &eve, &new_id(), &exemplar, now)
                .await
                .as_ref()
                .is_err_and(NOT_FOUND)
        );
        assert!(
            standardisation::store::exercises(db, &eve)
                .await
                .unwrap()
                .is_empty()
        );
        verified(&test).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_administrator_makes_organisations_and_lets_people_belong_to_them() {
    on_each_engine(async |test: TestApp| {
        let (_, mut sam) = test.signed_in("Sam Admin", &[Role::Administrator]).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let page = sam.get("/people").await;
        assert!(!page.has("Organisation</label>"), "{}", page.body);
        let own = settings::load(&test.app.db).await.unwrap().organisation;
        for (name, words) in [
            ("", "Enter the organisation’s name."),
            (own.as_str(), "of this name already"),
        ] {
            let page = sam.post("/organisations", &[("name", name)]).await;
            assert!(page.is(422).has(words), "{name}: {}", page.body);
        }
        let made = sam
            .post("/organisations", &[("name", "Harbour House <b>")])
            .await;
        assert_eq!(made.redirects(), "/organisations?done=made");
        let page = sam
            .post("/organisations", &[("name", "Harbour House <b>")])
            .await;
        assert!(
            page.is(422).has("of this name already")
                && page.has("value=\"Harbour House &lt;b&gt;\""),
            "{}",
            page.body
        );
        let (harbour,): (String,) = test
            .app
            .db
            .one("SELECT id FROM organisations", args![])
            .await
            .unwrap();
        let renamed = sam
            .post(&format!("/organisations/{harbour}"), &[("name", "Harbour")])
            .await;
        assert_eq!(renamed.redirects(), "/organisations?done=renamed");
        let roles = format!("/people/{}/roles", ada.id);
        let moved = [
            ("role", "assessor"),
            ("held", "assessor"),
            ("belonged", ""),
            ("organisation", harbour.as_str()),
        ];
        sam.post(&roles, &moved).await.redirects();
        let page = sam.get("/people?find=ada").await;
        assert!(page.has("<td>Harbour</td>"), "{}", page.body);
        let nowhere = [("belonged", harbour.as_str()), ("organisation", "nowhere")];
        sam.post(&roles, &nowhere).await.is(404);
        let invited = [
            ("email", "bo@example.org"),
            ("name", "Bo"),
            ("role", "learner"),
            ("organisation", harbour.as_str()),
        ];
        sam.post("/people", &invited).await.is(200);
        let page = sam.get("/organisations").await;
        assert!(page.has("2 people"), "{}", page.body);
        verified(&test).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn whoever_moves_begins_anew_with_quality_assurance() {
    on_each_engine(async |test: TestApp| {
        let mut lena = test.person("Lena Learner", &[Role::Learner]).await;
        let mut ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let (ira, mut iras) = test.signed_in("Ira Iqa", &[Role::Iqa]).await;
        let mut eve = test.person("Eve Elsewhere", &[Role::Iqa]).await;
        let mut olu = test.person("Olu Elsewhere", &[Role::Assessor]).await;
        let harbour = test.organisation("Harbour House").await;
        for person in [&mut eve, &mut olu] {
            test.belongs_to(person, &harbour).await;
        }
        let (db, now) = (&test.app.db, test.app.clock.now());
        let enrolment = test.signed_off(&lena, &ada).await;
        let sampled = Policy {
            release: Release::Sampled,
            ..share(100)
        };
        let plan = test.planned(&ira, &sampled, Stage::Summative).await;
        let work = quality::to_sample(db, &ira).await.unwrap();
        let [asked, waits] = [&work[0].submission_id, &work[1].submission_id];
        let action = test.sampled(&ira, &plan, asked, Some(&ada)).await.unwrap();
        assessment::allocate(db, &ira, (&ada.id, &lena.id), "", now)
            .await
            .unwrap();
        quality::set(db, &eve, &sampled, now).await.unwrap();

        test.belongs_to(&mut lena, &harbour).await;
        assert!(assessment::are_allocated(db, &olu).await.unwrap() == (false, false));
        let page = iras
            .get(&format!("/quality/plans/{plan}/samples/{waits}"))
            .await;
        page.is(404);
        iras.get(&format!("/actions/{action}")).await.is(404);
        assert!(quality::to_sample(db, &ira).await.unwrap().is_empty());
        assert!(quality::actions(db, &ira).await.unwrap().is_empty());
        assert!(
            !portfolio::may_read(db, &ira, waits, &lena.id)
                .await
                .unwrap()
        );
        assert!(quality::asked_of(db, &ada).await.unwrap().is_empty());
        assert_eq!(quality::open_for(db, &ada).await.unwrap(), 0);
        let answer = quality::answer(db, &ada, &action, "Done.", now).await;
        assert!(answer.as_ref().is_err_and(NOT_FOUND), "{answer:?}");

        // The new organisation draws all of it by its own plan, and releases by that alone.
        let drawn = quality::draw(db, &eve, Stage::Summative, None, now)
            .await
            .unwrap();
        let asked_for = test.issue(&olu, &enrolment).await;
        assert!(asked_for.is_err(), "held");
        let (request,): (String,) = db
            .one("SELECT id FROM certificate_requests", args![])
            .await
            .unwrap();
        let held = quality::held_by(db, &request).await.unwrap();
        assert_eq!(held.len(), work.len());
        assert!(held.iter().all(|one| one.plan_id.as_ref() == Some(&drawn)));
        for one in &held {
            test.sampled(&eve, &drawn, &one.submission_id, None).await;
        }
        assert_eq!(quality::hold(db, &request).await.unwrap(), None);

        // Whoever comes back finds what was left.
        test.belongs_to(&mut lena, OWN).await;
        iras.get(&format!("/actions/{action}")).await.is(200);
        test.belongs_to(&mut ada, &harbour).await;
        let answer = quality::answer(db, &ada, &action, "Done.", now).await;
        assert!(answer.as_ref().is_err_and(NOT_FOUND), "{answer:?}");
        verified(&test).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn risks_are_those_of_the_organisation() {
    on_each_engine(async |test: TestApp| {
        let lena = test.person("Lena Learner", &[Role::Learner]).await;
        let mut lia = test.person("Lia Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let ira = test.person("Ira Iqa", &[Role::Iqa]).await;
        let mut olu = test.person("Olu Elsewhere", &[Role::Assessor]).await;
        let mut eve = test.person("Eve Elsewhere", &[Role::Iqa]).await;
        let harbour = test.organisation("Harbour House").await;
        for person in [&mut lia, &mut olu, &mut eve] {
            test.belongs_to(person, &harbour).await;
        }
        let (db, now) = (&test.app.db, test.app.clock.now());
        test.signed_off(&lena, &ada).await;
        let (_, submission) = test.handed_in(&lia).await;
        test.decided(&olu, &submission, Outcome::Achieved).await;
        let policy = Policy {
            new_unit: 1,
            ..share(100)
        };
        let there = quality::population(db, &eve, &policy, Stage::Interim, now)
            .await
            .unwrap();
        assert!(
            there.circumstances.units.contains_key(UNIT),
            "nothing of it is signed off there"
        );
        let known: Vec<&String> = there.circumstances.assessors.keys().collect();
        assert_eq!(known, [&olu.id]);
        let here = quality::population(db, &ira, &policy, Stage::Summative, now)
            .await
            .unwrap();
        assert!(!here.circumstances.units.contains_key(UNIT));
        assert!(!here.circumstances.assessors.contains_key(&olu.id));
    })
    .await;
}
