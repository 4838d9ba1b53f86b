//! Whose work an assessor is asked to mark: first in their queue, said beside each item, and no wall for others.

use super::ASSESSOR;
use crate::accounts::Role;
use crate::args;
use crate::assessment::store;
use crate::db::Read;
use crate::error::Error;
use crate::tests::support::{TestApp, on_each_engine};

#[tokio::test]
async fn what_is_allocated_comes_first_and_others_can_mark_it() {
    on_each_engine(async |test: TestApp| {
        let lena = test.person("Lena Learner", &[Role::Learner]).await;
        let mo = test.person("Mo Learner", &[Role::Learner]).await;
        let (_, of_lena) = test.handed_in(&lena).await;
        let (_, of_mo) = test.handed_in(&mo).await;
        let (ada, mut adas) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let (_, mut bens) = test.signed_in("Ben Assessor", ASSESSOR).await;
        let (_, mut iris) = test.signed_in("Iris Quality", &[Role::Iqa]).await;
        assert!(
            !adas.get("/assessment").await.has("Allocated to"),
            "nothing is said where nothing is allocated"
        );
        let board = iris.get("/allocations").await;
        assert!(
            board.has("Lena Learner, unit GP1: 1 piece of work"),
            "{}",
            board.body
        );
        let form = [
            ("assessor", ada.id.as_str()),
            ("learner", "lena learner"),
            ("unit", ""),
        ];
        for _ in 0..2 {
            assert_eq!(
                iris.post("/allocations", &form).await.redirects(),
                "/allocations?said=allocated"
            );
        }
        assert_eq!(test.count("SELECT COUNT(*) FROM allocations").await, 1);
        let board = iris.get("/allocations").await;
        assert!(
            board.has("Lena Learner, every unit") && !board.has("Lena Learner, unit GP1:"),
            "{}",
            board.body
        );

        let (lena_link, mo_link) = (
            format!("/submissions/{of_lena}\""),
            format!("/submissions/{of_mo}\""),
        );
        let page = adas.get("/assessment").await;
        assert!(
            page.has(&lena_link)
                && !page.has(&mo_link)
                && page.has("Shown here: 1, allocated to you."),
            "{}",
            page.body
        );
        assert!(page.has("Allocated to you."));
        let page = adas.get("/assessment?whose=nobody").await;
        assert!(!page.has(&lena_link) && page.has(&mo_link) && page.has("Allocated to nobody."));
        let page = bens.get("/assessment").await;
        assert!(
            page.has(&lena_link) && page.has(&mo_link) && page.has("Allocated to Ada Assessor."),
            "{}",
            page.body
        );
        bens.post(&format!("/submissions/{of_lena}/lease"), &[("do", "claim")])
            .await
            .redirects();
        assert!(
            bens.get(&format!("/submissions/{of_lena}"))
                .await
                .has("Record the decisions"),
            "a help, not a wall"
        );

        let (id,): (String,) = test
            .app
            .db
            .one("SELECT id FROM allocations", args![])
            .await
            .unwrap();
        for _ in 0..2 {
            iris.post(&format!("/allocations/{id}/end"), &[])
                .await
                .redirects();
        }
        assert!(adas.get("/assessment").await.has(&mo_link));
        assert!(iris.get("/allocations").await.has("Ended before"));
    })
    .await;
}

#[tokio::test]
async fn who_may_allocate_and_whom() {
    on_each_engine(async |test: TestApp| {
        let lena = test.person("Lena Learner", &[Role::Learner]).await;
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let admin = test.person("Sam Admin", &[Role::Administrator]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        for actor in [&lena, &ada] {
            let refused = store::allocate(db, actor, (&ada.id, &lena.id), "", now).await;
            assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
            assert!(store::allocations(db, actor).await.is_err());
        }
        let own = store::allocate(db, &admin, (&ada.id, &ada.id), "", now).await;
        assert!(matches!(own, Err(Error::Conflict(_))), "{own:?}");
        let tx = db.begin().await.unwrap();
        let sql = "INSERT INTO allocations (id, assessor_id, learner_id, unit, allocated_by, allocated_at) VALUES ('x', $1, $1, '', $2, 1)";
        assert!(tx.run(sql, args![&ada.id, &admin.id]).await.is_err(), "the schema refuses it too");
        drop(tx);
        let turned = store::allocate(db, &admin, (&lena.id, &ada.id), "", now).await;
        assert!(matches!(turned, Err(Error::NotFound)), "who is no assessor: {turned:?}");
        store::allocate(db, &admin, (&ada.id, &lena.id), "GP1", now).await.unwrap();
        assert_eq!(store::are_allocated(db, &ada).await.unwrap(), (true, true));
        let tx = db.begin_recording().await.unwrap();
        crate::accounts::store::change_role(&crate::accounts::Administrator(admin), &tx, &ada.id, Role::Assessor, false, now).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(store::are_allocated(db, &ada).await.unwrap(), (false, false), "an assessor no longer");
    })
    .await;
}

#[tokio::test]
async fn people_are_found_by_a_part_of_the_name_in_any_letters() {
    on_each_engine(async |test: TestApp| {
        let (admin, mut browser) = test.signed_in("Sam Admin", &[Role::Administrator]).await;
        let elodie = test.person("Élodie Ørsted", &[Role::Learner]).await;
        let ann = test.person("Ann Lee", &[Role::Learner]).await;
        test.person("Joann Leeds", &[Role::Learner]).await;
        let (_, submission) = test.handed_in(&elodie).await;
        let db = &test.app.db;
        let found = async |words: &str| -> Vec<String> {
            let found = store::find_learners(db, &admin, words).await.unwrap();
            found.into_iter().map(|(_, name)| name).collect()
        };
        for words in [
            "élodie",
            "ÉLODIE",
            " ørsted ",
            "die ør",
            elodie.email.as_str(),
        ] {
            assert_eq!(found(words).await, ["Élodie Ørsted"], "{words}");
        }
        assert_eq!(found("ann lee").await, ["Ann Lee"], "called just so");
        assert_eq!(found("Ann").await, ["Ann Lee", "Joann Leeds"]);
        for nobody in ["", "%", "_", "Sam"] {
            assert!(found(nobody).await.is_empty(), "{nobody}");
        }
        let (_, mut ada) = test.signed_in("Ada Assessor", ASSESSOR).await;
        assert!(
            ada.get("/assessment?learner=%C3%89LO")
                .await
                .has(&submission)
        );
        assert!(!ada.get("/assessment?learner=zz").await.has(&submission));
        assert!(
            browser
                .get("/people?find=%C3%98RSTED")
                .await
                .has("Élodie Ørsted")
        );
        let form = [
            ("assessor", admin.id.as_str()),
            ("learner", "Ann"),
            ("unit", ""),
        ];
        let page = browser.post("/allocations", &form).await;
        assert!(page.is(422).has("Ann Lee and Joann Leeds"), "{}", page.body);
        let tx = db.begin().await.unwrap();
        tx.run(
            "UPDATE people SET folded = '' WHERE id = $1",
            args![&ann.id],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        assert!(found("ann lee").await.is_empty() || found("ann lee").await == ["Joann Leeds"]);
        for _ in 0..2 {
            crate::accounts::store::fold_names(db).await.unwrap();
        }
        assert_eq!(
            found("ann lee").await,
            ["Ann Lee"],
            "those from before are found too"
        );
    })
    .await;
}
