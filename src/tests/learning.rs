//! Reading and enrolling: what is recorded, once, and what is left to do, in words.

mod completed;
mod completion;
mod steps;

use super::scenes::{GP, library_with};
use super::support::{TestApp, on_each_engine};
use super::world::World;
use crate::accounts::Role;
use crate::args;
use crate::db::Read;
use crate::learning::{Progress, readings};
use crate::library::{Library, Module, Section};

const LEARNER: &[Role] = &[Role::Learner];
const MODULE: &str = "attachment-in-the-consultation";

fn module(library: &Library) -> Module {
    library.module(MODULE).unwrap().clone()
}

fn address(section: &Section) -> String {
    format!("/modules/{MODULE}/{}", section.slug)
}

#[tokio::test]
async fn enrolling_twice_is_once_and_stays_on_its_version() {
    on_each_engine(async |test: TestApp| {
        let (_, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let mut second = browser.clone();
        let page = format!("/qualifications/{GP}");
        let (one, two) = tokio::join!(browser.post(&page, &[]), second.post(&page, &[]));
        assert_eq!(one.redirects(), two.redirects());
        browser
            .post(&page, &[("specification_hash", "x")])
            .await
            .is(422);
        let old = test.specification(GP);
        test.app.replace_library(library_with(|path, text| {
            match path.ends_with("gp-attachment-unit/specification.md") {
                true => text.replace("tqt: 20", "level: 7\ntqt: 20"),
                false => text,
            }
        }));
        assert_ne!(test.specification(GP).version.hash, old.version.hash);
        browser.post(&page, &[]).await.redirects();
        let (hash,): (String,) = test
            .app
            .db
            .one("SELECT specification_hash FROM enrolments", args![])
            .await
            .unwrap();
        assert_eq!(hash, old.version.hash);
        assert_eq!(test.count("SELECT COUNT(*) FROM enrolments").await, 1);
        let mine = browser.get(&page).await;
        assert!(
            mine.has("on version 1.1")
                && mine.has("The wording of version 1.1 has been edited since you came to it."),
            "{}",
            mine.body
        );
        assert!(!mine.has("<dt>Level</dt>"));
        let both = browser.get(&format!("{page}/transfer")).await;
        assert!(
            both.has("The wording of version 1.1 has been edited since you came to it."),
            "both pages say one thing: {}",
            both.body
        );
        assert!(test.browser().get(&page).await.has("<dt>Level</dt>"));
        assert!(browser.get("/portfolio").await.has("version 1.1"));
    })
    .await;
}

#[tokio::test]
async fn a_section_is_read_once_and_progress_never_passes_the_whole() {
    on_each_engine(async |test: TestApp| {
        let (lena, mut browser) = test.signed_in("Lena Learner", LEARNER).await;
        let library = test.app.library();
        let module = module(&library);
        for (index, section) in module.sections.iter().enumerate() {
            let reading = format!("{}/reading", address(section));
            let next = module
                .sections
                .get(index + 1)
                .map_or(format!("/modules/{MODULE}"), address);
            for _ in 0..2 {
                assert_eq!(browser.post(&reading, &[]).await.redirects(), next);
            }
        }
        assert_eq!(
            test.count("SELECT COUNT(*) FROM readings").await,
            module.sections.len() as i64
        );
        assert!(
            browser
                .get(&address(&module.sections[0]))
                .await
                .has("All read")
        );

        let edited =
            library_with(
                |path, text| match path.contains("attachment-in-the-consultation/01-") {
                    true => text + "\nA sentence more.\n",
                    false => text,
                },
            );
        test.app.replace_library(edited);
        browser
            .post(&format!("{}/reading", address(&module.sections[0])), &[])
            .await
            .redirects();
        let library = test.app.library();
        let progress = Progress::new(&readings(&test.app.db, &lena.id).await.unwrap());
        let now = library.module(MODULE).unwrap();
        assert_eq!(progress.count(now), now.sections.len());
        assert!(progress.is_complete(now) && progress.minutes_left(now) == 0);
        assert!(browser.get("/modules").await.has("data-state=\"done\""));
        assert!(
            browser
                .post("/modules/none/none/reading", &[])
                .await
                .is(404)
                .has("Page not found")
        );
    })
    .await;
}

#[tokio::test]
async fn hard_material_says_so_first_and_can_be_skipped() {
    on_each_engine(async |test: TestApp| {
        let library = test.app.library();
        let module = module(&library);
        let mut browser = test.browser();
        for (index, section) in module.sections.iter().enumerate() {
            let page = browser.get(&address(section)).await;
            let before = page.is(200).body.split("class=\"prose\"").next().unwrap();
            assert_eq!(
                before.contains("Before you read. "),
                section.content_note.is_some(),
                "{}",
                section.slug
            );
            let next = module
                .sections
                .get(index + 1)
                .map_or(format!("/modules/{MODULE}"), address);
            assert!(
                page.has(&format!("href=\"{next}\"")) && page.has("rel=\"next\""),
                "{}",
                section.slug
            );
            let skip = section.content_note.is_some() && index + 1 < module.sections.len();
            assert_eq!(
                before.contains("skip to the next section"),
                skip,
                "{}",
                section.slug
            );
            assert_eq!(page.has("rel=\"prev\""), index > 0, "{}", section.slug);
            assert!(page.has(&format!(
                "Section {} of {}",
                index + 1,
                module.sections.len()
            )));
        }
        for missing in [
            "/modules/none",
            "/modules/none/none",
            &format!("/modules/{MODULE}/none"),
            &format!("/modules/{MODULE}/images/none.svg"),
        ] {
            browser.get(missing).await.is(404);
        }
    })
    .await;
}

#[tokio::test]
async fn looking_writes_nothing_but_who_looked() {
    on_each_engine(async |test: TestApp| {
        let world = World::new(&test).await;
        let before = test.rows().await;
        for (_, browser) in &world.browsers {
            for address in world.pages() {
                browser.clone().get(&address).await;
            }
        }
        for ((table, before), (_, after)) in before.into_iter().zip(test.rows().await) {
            assert!(
                before == after || ["access_log", "pass_views"].contains(&table.as_str()),
                "{table}: {before} rows, then {after}"
            );
        }
    })
    .await;
}
