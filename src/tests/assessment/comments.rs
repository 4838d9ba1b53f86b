//! Comments that assessors keep, and put into feedback without scripts.

use super::{ASSESSOR, HOSTILE, marking};
use crate::accounts::Role;
use crate::assessment::Outcome;
use crate::assessment::store::{self, Keep, LONGEST_KEPT};
use crate::error::Error;
use crate::tests::support::{TestApp, on_each_engine};

fn keep(body: &str, shared: bool) -> Keep<'_> {
    Keep {
        criterion: "",
        body,
        shared,
    }
}

#[tokio::test]
async fn a_comment_goes_into_the_feedback_and_everything_typed_stays() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", &[Role::Learner]).await;
        let (_, submission) = test.handed_in(&learner).await;
        let (ada, mut browser) = test.signed_in("Ada Assessor", ASSESSOR).await;
        let bad = [("body", ""), ("criterion", "U99.9.9")];
        let page = browser.post("/assessment/comments", &bad).await;
        assert!(page.is(422).has("Enter the comment.") && page.has("No criterion has this code."));
        let id = page.value_of("id");
        let good = [("body", HOSTILE), ("criterion", "GP1.1.1"), ("id", id)];
        for _ in 0..2 {
            let sent = browser.post("/assessment/comments", &good).await;
            sent.redirects();
        }
        let kept = "SELECT COUNT(*) FROM kept_comments";
        assert_eq!(test.count(kept).await, 1, "sent twice, it is one");
        let page = browser.get("/assessment/comments").await;
        assert!(
            page.has("&lt;script&gt;") && !page.has("<script>alert"),
            "{}",
            page.body
        );
        let db = &test.app.db;
        let kept = store::kept_comments(db, &ada).await.unwrap().remove(0);
        let address = format!("/submissions/{submission}");
        browser
            .post(&format!("{address}/lease"), &[("do", "claim")])
            .await
            .redirects();
        assert!(
            browser
                .get(&address)
                .await
                .has("Insert a comment that you keep (1)")
        );
        let mut form = marking(
            &test,
            &submission,
            Outcome::NotYetAchieved.key(),
            "Typed before.",
        )
        .await;
        form.remove(0);
        form.push(("insert".to_owned(), format!("GP1.1.1 {}", kept.id)));
        let sent = browser.post_all(&address, &form).await;
        assert_eq!(sent.redirects(), format!("{address}#feedback-GP1.1.1"));
        let page = browser.get(&address).await;
        assert_eq!(
            page.body
                .matches("Typed before.\n\n&lt;/textarea&gt;&lt;script&gt;")
                .count(),
            1,
            "{}",
            page.body
        );
        assert!(page.body.matches("Typed before.").count() > 1 && page.has("Thank you."));
        assert_eq!(test.count("SELECT COUNT(*) FROM decisions").await, 0);
        let change = format!("/assessment/comments/{}", kept.id);
        assert!(browser.get(&change).await.is(200).has("GP1.1.1"));
        browser
            .post(&change, &[("do", "save"), ("body", "Shorter.")])
            .await
            .redirects();
        assert!(browser.get("/assessment/comments").await.has("Shorter."));
        browser.post(&change, &[("do", "remove")]).await.redirects();
        assert!(
            browser
                .get("/assessment/comments")
                .await
                .has("You keep no comments yet.")
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_shared_is_everybodys_to_use_and_its_owners_to_change() {
    on_each_engine(async |test: TestApp| {
        let ada = test.person("Ada Assessor", ASSESSOR).await;
        let (ben, mut bens) = test.signed_in("Ben Assessor", ASSESSOR).await;
        let lena = test.person("Lena Learner", &[Role::Learner]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        store::keep_comment(db, &ada, None, &keep("For me.", false), now)
            .await
            .unwrap();
        store::keep_comment(db, &ada, None, &keep("For all.", true), now)
            .await
            .unwrap();
        let long = "x".repeat(LONGEST_KEPT + 1);
        for wrong in ["", long.as_str()] {
            let refused = store::keep_comment(db, &ada, None, &keep(wrong, true), now).await;
            assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
        }
        let bank = store::kept_comments(db, &ben).await.unwrap();
        assert_eq!(bank.len(), 1);
        assert!(store::kept_comments(db, &lena).await.is_err());
        let mine = store::kept_comments(db, &ada).await.unwrap();
        assert_eq!(mine.len(), 2);
        for kept in &mine {
            let refused =
                store::keep_comment(db, &ben, Some(&kept.id), &keep("Mine now.", true), now).await;
            assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
            assert!(store::drop_comment(db, &ben, &kept.id).await.is_err());
            bens.get(&format!("/assessment/comments/{}", kept.id))
                .await
                .is(404);
            assert_eq!(test.looks(&kept.id, "refused").await, 1);
        }
        assert!(bens.get("/assessment/comments").await.has("For all."));
    })
    .await;
}
