//! A submission is one assessor's while they mark it; choosing from the queue.

use super::{ASSESSOR, marking};
use crate::accounts::Role;
use crate::assessment::{Outcome, store};
use crate::clock::{DAY, MINUTE};
use crate::error::Error;
use crate::tests::support::{TestApp, on_each_engine};

const CLAIM: &[(&str, &str)] = &[("do", "claim")];

#[tokio::test]
async fn marking_begins_by_claiming_and_others_wait() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let (_, submission) = test.handed_in(&learner).await;
        let (_, mut ada) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let (_, mut ben) = test.signed_in("Ben Assessor", ASSESSOR).await;
        let address = format!("/submissions/{submission}");
        let lease = format!("{address}/lease");
        let page = ada.get(&address).await;
        assert!(
            page.has("Begin marking") && !page.has("Record the decisions"),
            "{}",
            page.body
        );
        assert_eq!(
            test.count("SELECT COUNT(*) FROM marking_leases").await,
            0,
            "reading claims nothing"
        );
        assert_eq!(ada.post(&lease, CLAIM).await.redirects(), address);
        assert!(ada.get(&address).await.has("Record the decisions"));
        assert_eq!(ben.post(&lease, CLAIM).await.redirects(), address);
        let page = ben.get(&address).await;
        let words = "Being marked by Ada Assessor until 12:30.";
        assert!(
            page.has(words) && page.has("One week I was away"),
            "{}",
            page.body
        );
        assert!(!page.has("Record the decisions") && !page.has("Begin marking"));
        let queue = ben.get("/assessment").await;
        assert!(
            queue.has(words) && !queue.has("value=\"claim\""),
            "{}",
            queue.body
        );
        let queue = ada.get("/assessment").await;
        assert!(
            !queue.has(words) && queue.has("value=\"claim\""),
            "{}",
            queue.body
        );

        let his = marking(&test, &submission, "achieved", "Ben’s own words.").await;
        let page = ben.post_all(&address, &his).await;
        assert!(
            page.is(409)
                .has("This is being marked by Ada Assessor until 12:30."),
            "{}",
            page.body
        );
        assert!(page.has("Ben’s own words.") && page.has("The evidence for GP1.1.1 is valid"));

        test.app.clock.advance(29 * MINUTE);
        let mut hers = marking(&test, &submission, "achieved", "Ada’s own words.").await;
        hers[0].1 = "save".to_owned();
        ada.post_all(&address, &hers).await.redirects();
        test.app.clock.advance(29 * MINUTE);
        assert!(
            ben.get(&address).await.has("until 12:59"),
            "saving puts the end off"
        );
        test.app.clock.advance(MINUTE);
        assert!(ben.get(&address).await.has("Begin marking"));
        ben.post_all(&address, &his).await.redirects();
        hers[0].1 = "decide".to_owned();
        let page = ada.post_all(&address, &hers).await;
        assert!(
            page.is(409).has("The decisions of Ben Assessor stand.")
                && page.has("Ada’s own words.")
        );
        assert_eq!(test.count("SELECT COUNT(*) FROM marking_leases").await, 0);
    })
    .await;
}

#[tokio::test]
async fn what_is_let_go_is_free_at_once_and_the_words_stay() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let (_, submission) = test.handed_in(&learner).await;
        let (_, mut ada) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let (_, mut ben) = test.signed_in("Ben Assessor", ASSESSOR).await;
        let address = format!("/submissions/{submission}");
        let mut hers = marking(&test, &submission, "achieved", "Ada’s own words.").await;
        hers[0].1 = "release".to_owned();
        assert_eq!(
            ada.post_all(&address, &hers).await.redirects(),
            "/assessment?said=released"
        );
        ben.post(&format!("{address}/lease"), CLAIM)
            .await
            .redirects();
        ada.post(&format!("{address}/lease"), &[("do", "release")])
            .await
            .redirects();
        assert!(
            ben.get(&address).await.has("Record the decisions"),
            "nobody lets go what is another’s"
        );
        ben.post(&format!("{address}/lease"), &[("do", "release")])
            .await
            .redirects();
        let page = ada.get(&address).await;
        assert!(
            page.has("You saved work on it on 1 June 2026."),
            "{}",
            page.body
        );
        ada.post(&format!("{address}/lease"), CLAIM)
            .await
            .redirects();
        assert!(ada.get(&address).await.has("Ada’s own words."));
    })
    .await;
}

#[tokio::test]
async fn of_two_who_claim_at_once_one_has_it() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let (_, submission) = test.handed_in(&learner).await;
        let (_, mut ada) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let (_, mut ben) = test.signed_in("Ben Assessor", ASSESSOR).await;
        let address = format!("/submissions/{submission}");
        let lease = format!("{address}/lease");
        let (hers, his) = tokio::join!(ada.post(&lease, CLAIM), ben.post(&lease, CLAIM));
        hers.redirects();
        his.redirects();
        let forms = [ada.get(&address).await, ben.get(&address).await];
        let count = forms
            .iter()
            .filter(|page| page.has("Record the decisions"))
            .count();
        assert_eq!(count, 1);
    })
    .await;
}

#[tokio::test]
async fn nobody_claims_their_own_or_without_the_role_or_what_is_decided() {
    on_each_engine(async |test: TestApp| {
        let (db, now) = (&test.app.db, test.app.clock.now());
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let (_, own) = test.handed_in(&ada).await;
        let (_, submission) = test.handed_in(&learner).await;
        for (actor, submission) in [(&ada, &own), (&learner, &submission)] {
            let claimed = store::claim(db, actor, submission, now).await;
            assert!(matches!(claimed, Err(Error::Forbidden)), "{claimed:?}");
        }
        test.decided(&ada, &submission, Outcome::Achieved).await;
        let claimed = store::claim(db, &ada, &submission, now).await;
        assert!(matches!(claimed, Err(Error::Conflict(_))), "{claimed:?}");
    })
    .await;
}

#[tokio::test]
async fn the_queue_shows_what_is_chosen() {
    on_each_engine(async |test: TestApp| {
        let old = test.person("Olive Older", &[Role::Learner]).await;
        let (_, first) = test.handed_in(&old).await;
        test.app.clock.advance(8 * DAY);
        let new = test.person("Nina 50%", &[Role::Learner]).await;
        let (_, second) = test.handed_in(&new).await;
        let (_, mut ada) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let table = [
            ("", true, true),
            ("unit=GP1", true, true),
            ("unit=U3", false, false),
            ("learner=oLIVE", true, false),
            ("learner=50%25", false, true),
            ("learner=_live", false, false),
            ("longer=7", true, false),
            ("longer=14", false, false),
            ("longer=soon", true, true),
            ("longer=99999999999999999999", true, true),
            ("whose=begun", false, true),
            ("unit=GP1&learner=Nina&longer=3", false, false),
        ];
        ada.post(&format!("/submissions/{second}/lease"), CLAIM)
            .await
            .redirects();
        for (query, has_first, has_second) in table {
            let page = ada.get(&format!("/assessment?{query}")).await;
            let shown = (
                page.has(&format!("/submissions/{first}\"")),
                page.has(&format!("/submissions/{second}\"")),
            );
            assert_eq!(shown, (has_first, has_second), "{query}");
            assert!(page.has("2 pieces of work are waiting"));
        }
        let hostile = ada.get("/assessment?learner=%22%3E%3Cscript%3E").await;
        assert!(
            hostile.has("&quot;&gt;&lt;script&gt;")
                && hostile.has("Nothing that waits is of this kind.")
        );
    })
    .await;
}
