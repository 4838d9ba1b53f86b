//! Plays in the database, on both engines.

use super::*;
use crate::args;
use crate::db::Read;
use crate::error::Error;
use crate::scenarios::store::{self, Say, own_story};
use crate::tests::support::START;

fn line(branch: i64, step: usize, line: usize) -> Say {
    Say { branch, step, line }
}

#[tokio::test]
async fn two_clicks_begin_one_play_and_say_one_line() {
    on_each_engine(async |test: TestApp| {
        let (db, scenario) = (&test.app.db, test.scenario());
        let lena = test.person("Lena Learner", LEARNER).await;
        let play = store::begin(db, &lena, &scenario, START).await.unwrap();
        assert_eq!(
            store::begin(db, &lena, &scenario, START).await.unwrap(),
            play
        );
        let first = store::say(db, &lena, &play, &scenario, line(1, 1, 0), START)
            .await
            .unwrap();
        let second = store::say(db, &lena, &play, &scenario, line(1, 1, 0), START)
            .await
            .unwrap();
        assert_eq!(first, second);
        assert_eq!(test.count("SELECT COUNT(*) FROM play_steps").await, 1);
        // A play in which something was said is not taken for a new one.
        assert_ne!(
            store::begin(db, &lena, &scenario, START).await.unwrap(),
            play
        );
        let pinned = "SELECT COUNT(*) FROM content_versions WHERE kind = 'scenario'";
        assert_eq!(test.count(pinned).await, 1);
        let step: (String, i64, String) = db
            .one("SELECT from_scene, line, to_scene FROM play_steps", args![])
            .await
            .unwrap();
        assert_eq!(step, ("door".to_owned(), 1, "explained".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn two_windows_do_not_part_ways_by_accident() {
    on_each_engine(async |test: TestApp| {
        let (db, scenario) = (&test.app.db, test.scenario());
        let lena = test.person("Lena Learner", LEARNER).await;
        let play = test.played(&lena, &[0]).await;
        let table = [
            (
                line(1, 1, 1),
                "another line in the place of one that was said",
            ),
            (line(1, 3, 0), "a line that skips one"),
            (line(1, 0, 0), "a line before the first"),
            (line(1, 2, 9), "a line that is not offered"),
        ];
        for (say, what) in table {
            let refused = store::say(db, &lena, &play, &scenario, say, START).await;
            assert!(
                matches!(refused, Err(Error::Conflict(_))),
                "{what}: {refused:?}"
            );
        }
        let nowhere = store::say(db, &lena, &play, &scenario, line(7, 2, 0), START).await;
        assert!(matches!(nowhere, Err(Error::NotFound)), "{nowhere:?}");
        let back = store::go_back(db, &lena, &play, 1, 0, START).await.unwrap();
        let left = store::say(db, &lena, &play, &scenario, line(1, 2, 0), START).await;
        assert!(matches!(left, Err(Error::Conflict(_))), "{left:?}");
        store::say(db, &lena, &play, &scenario, line(back, 1, 2), START)
            .await
            .unwrap();
        let story = own_story(db, &lena, &play, START).await.unwrap();
        assert_eq!((story.path(1), story.path(back)), (vec![0], vec![2]));
    })
    .await;
}

#[tokio::test]
async fn two_windows_at_once_say_one_line() {
    on_each_engine(async |test: TestApp| {
        let (db, scenario) = (&test.app.db, test.scenario());
        let lena = test.person("Lena Learner", LEARNER).await;
        let play = test.played(&lena, &[]).await;
        let say = |number| store::say(db, &lena, &play, &scenario, line(1, 1, number), START);
        let outcomes = futures_util::future::join_all([say(0), say(1), say(2), say(0)]).await;
        assert!(outcomes.iter().any(Result::is_ok), "{outcomes:?}");
        assert_eq!(test.count("SELECT COUNT(*) FROM play_steps").await, 1);
    })
    .await;
}

#[tokio::test]
async fn going_back_begins_a_branch_and_leaves_the_old_way() {
    on_each_engine(async |test: TestApp| {
        let (db, scenario) = (&test.app.db, test.scenario());
        let lena = test.person("Lena Learner", LEARNER).await;
        let play = test.played(&lena, &[0, 0, 1]).await;
        assert_eq!(
            store::go_back(db, &lena, &play, 1, 1, START).await.unwrap(),
            2
        );
        assert_eq!(
            store::go_back(db, &lena, &play, 1, 1, START).await.unwrap(),
            2
        );
        store::say(db, &lena, &play, &scenario, line(2, 2, 1), START)
            .await
            .unwrap();
        // From the new way back to what both share, and again.
        assert_eq!(
            store::go_back(db, &lena, &play, 2, 0, START).await.unwrap(),
            3
        );
        store::say(db, &lena, &play, &scenario, line(3, 1, 1), START)
            .await
            .unwrap();
        assert_eq!(
            store::go_back(db, &lena, &play, 1, 2, START).await.unwrap(),
            4
        );
        let story = own_story(db, &lena, &play, START).await.unwrap();
        let paths: Vec<Vec<usize>> = (1..=4).map(|branch| story.path(branch)).collect();
        assert_eq!(paths, [vec![0, 0, 1], vec![0, 1], vec![1], vec![0, 0]]);
        assert_eq!(story.current(), 4);
        for (branch, kept) in [(4, 2), (4, 9), (1, 4)] {
            let refused = store::go_back(db, &lena, &play, branch, kept, START).await;
            assert!(
                matches!(refused, Err(Error::Invalid(_))),
                "{branch} {kept}: {refused:?}"
            );
        }
        let nowhere = store::go_back(db, &lena, &play, 9, 0, START).await;
        assert!(matches!(nowhere, Err(Error::NotFound)), "{nowhere:?}");
        // The end of a way that was left can be taken up again.
        assert_eq!(
            store::go_back(db, &lena, &play, 3, 1, START).await.unwrap(),
            5
        );
    })
    .await;
}

#[tokio::test]
async fn a_play_is_its_owners_alone_and_stays_in_its_version() {
    on_each_engine(async |test: TestApp| {
        let (db, scenario) = (&test.app.db, test.scenario());
        let lena = test.person("Lena Learner", LEARNER).await;
        let other = test.person("Otto Other", LEARNER).await;
        let manager = test.person("Mona Manager", &[Role::Manager]).await;
        let play = test.played(&lena, &[0]).await;
        assert!(matches!(
            own_story(db, &other, &play, START).await,
            Err(Error::NotFound)
        ));
        assert_eq!(test.looks(&play, "refused").await, 1);
        let say = line(1, 2, 0);
        let theirs = store::say(db, &other, &play, &scenario, say, START).await;
        assert!(matches!(theirs, Err(Error::NotFound)), "{theirs:?}");
        assert!(matches!(
            store::go_back(db, &other, &play, 1, 0, START).await,
            Err(Error::NotFound)
        ));
        assert!(matches!(
            store::begin(db, &manager, &scenario, START).await,
            Err(Error::Forbidden)
        ));
        // The file is edited: what was said stays, and a new play is of the new version.
        let edited = library_with(|_, text| text.replace("Offer to end early.", "Offer to stop."));
        let new = edited.scenario("sample-door").unwrap().clone();
        test.app.replace_library(edited);
        let another = store::begin(db, &lena, &new, START).await.unwrap();
        let hash = |story: &crate::scenarios::Story| story.play.scenario_hash.clone();
        let (old_story, new_story) = (
            own_story(db, &lena, &play, START).await.unwrap(),
            own_story(db, &lena, &another, START).await.unwrap(),
        );
        assert_eq!(
            (hash(&old_story), hash(&new_story)),
            (scenario.version.hash, new.version.hash)
        );
        let (_, pinned) = crate::scenarios::talk::load(&test.app, &lena, &play)
            .await
            .unwrap();
        assert_eq!(pinned.scenes[0].lines[2].plain, "Offer to end early.");
    })
    .await;
}
