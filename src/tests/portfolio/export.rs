//! Taking a portfolio away and showing it elsewhere: it comes back whole, and whatever was changed in it is found.

use super::LEARNER;
use crate::accounts::{Actor, Role};
use crate::assessment::judgement::Plan;
use crate::assessment::{Outcome, Remarks, store as assessment};
use crate::library::sha256;
use crate::portfolio::export::archive::{Allowed, Packer, unpack};
use crate::portfolio::export::content::Achieved;
use crate::portfolio::export::{Checked, check, pack};
use crate::portfolio::purging::purge;
use crate::portfolio::purging::store::{Order, What};
use crate::tests::scenes::{GP, account, field, library_with};
use crate::tests::support::{Browser, Page, TestApp, on_each_engine};
use crate::tests::transfers;
use crate::transfers::store as moves;
use axum::http::Method;
use proptest::prelude::*;
use std::io::Read as _;

const HOSTILE: &str = "</p><script>alert(1)</script>";
const SLUG: &str = "specialist-practitioner";

/// Somebody with work that is achieved, with a file, and whose portfolio is packed.
async fn packed(test: &TestApp) -> (Actor, Vec<u8>) {
    let learner = test.person("Lena Learner", LEARNER).await;
    let assessor = test.person("Ada Assessor", &[Role::Assessor]).await;
    let enrolment = test.enrolled_on(&learner, SLUG).await;
    let evidence = test
        .begun(&learner, &enrolment, "U1", "u1-reflection-one-beginning")
        .await;
    test.with_file(&learner, &evidence).await;
    let text = format!("{} {HOSTILE}", account());
    let submission = test.hand_in(&learner, &evidence, &text).await;
    test.decided(&assessor, &submission, Outcome::Achieved)
        .await;
    test.quiz_passed(&learner).await;
    let bytes = archive(test, &learner).await;
    (learner, bytes)
}

async fn archive(test: &TestApp, learner: &Actor) -> Vec<u8> {
    let mut file = pack(&test.app, learner).await.unwrap();
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).unwrap();
    bytes
}

fn checked(bytes: &[u8]) -> Checked {
    check(bytes).unwrap_or_else(|words| panic!("{words}"))
}

#[tokio::test]
async fn everything_that_is_mine_comes_back_whole() {
    on_each_engine(async |test: TestApp| {
        let (learner, bytes) = packed(&test).await;
        let Checked { portfolio, signed } = checked(&bytes);
        assert_eq!(
            (portfolio.name.as_str(), portfolio.email.as_str()),
            ("Lena Learner", learner.email.as_str())
        );
        let piece = &portfolio.evidence[0];
        let submission = &piece.submissions[0];
        assert!(
            submission.text.ends_with(HOSTILE) && submission.outcome.as_deref() == Some("accepted")
        );
        assert_eq!(submission.files[0].name, "letter.pdf");
        assert_eq!(submission.decisions.len(), submission.criteria.len());
        let achieved = &portfolio.enrolments[0].achieved;
        assert_eq!(achieved.len(), submission.decisions.len());
        assert_eq!(
            (achieved[0].assessor.as_str(), &achieved[0].evidence),
            ("Ada Assessor", &piece.id)
        );
        assert_eq!(portfolio.attempts[0].passed, Some(true));
        let again = archive(&test, &learner).await;
        assert_eq!(
            checked(&again).signed.public_key,
            signed.public_key,
            "the key stays"
        );
        assert_eq!(signed.signed_at, test.app.clock.now());
        let text = String::from_utf8_lossy(&bytes);
        let page = text
            .split("<!DOCTYPE html>")
            .nth(1)
            .unwrap()
            .split("</html>")
            .next()
            .unwrap();
        assert!(
            !page.contains("<script") && page.contains("&lt;script&gt;alert(1)"),
            "{page}"
        );
        assert!(page.contains("files/") && page.contains("Portfolio of Lena Learner"));
        let folder = test.app.config.files_folder().join("arriving");
        assert_eq!(
            std::fs::read_dir(folder).unwrap().count(),
            0,
            "nothing is left"
        );
    })
    .await;
}

#[tokio::test]
async fn one_changed_byte_is_found_wherever_it_is() {
    let test = TestApp::sqlite().await;
    let (_, bytes) = packed(&test).await;
    checked(&bytes);
    for at in 0..bytes.len() {
        // Every byte of the headers and of the short members; of the long texts one in seven.
        let is_long = at > 400 && at + 2_000 < bytes.len();
        if is_long && at % 7 != 0 {
            continue;
        }
        let mut changed = bytes.clone();
        changed[at] ^= 1 << (at % 8);
        assert!(check(changed.as_slice()).is_err(), "byte {at}");
    }
    for cut in [0, 3, 4, 29, 31, 500, bytes.len() - 1] {
        assert!(check(&bytes[..cut]).is_err(), "cut at {cut}");
    }
    let behind = [&bytes[..], b"x"].concat();
    assert!(check(behind.as_slice()).is_err());
    let before = [b"x", &bytes[..]].concat();
    assert!(check(before.as_slice()).is_err());
}

#[tokio::test]
async fn another_key_makes_another_signature_and_no_other_content_has_it() {
    let test = TestApp::sqlite().await;
    let (_, bytes) = packed(&test).await;
    let other = TestApp::sqlite().await;
    let (_, theirs) = packed(&other).await;
    assert_ne!(
        checked(&bytes).signed.public_key,
        checked(&theirs).signed.public_key
    );
    let texts = |bytes: &[u8]| {
        unpack(bytes, |_| {
            Some(Allowed {
                most: u64::MAX,
                keep: true,
            })
        })
        .unwrap()
    };
    let (mine, theirs) = (texts(&bytes), texts(&theirs));
    let mut packer = Packer::new(Vec::new());
    for member in &mine.members {
        let from = if member.name == "signature.json" {
            &theirs
        } else {
            &mine
        };
        packer.add(&member.name, &from.texts[&member.name]).unwrap();
    }
    let mixed = packer.finish().unwrap();
    assert!(check(mixed.as_slice()).unwrap_err().contains("signature"));
}

/// An archive of these members, whatever they are.
fn made_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut packer = Packer::new(Vec::new());
    for (name, bytes) in members {
        packer.add(name, bytes).unwrap();
    }
    packer.finish().unwrap()
}

#[test]
fn evil_archives_are_refused_in_words() {
    let file = format!("files/{}.pdf", sha256("x"));
    let table: Vec<(Vec<u8>, &str)> = vec![
        (Vec::new(), "ends too early"),
        (b"no archive".to_vec(), "no archive as Secure Base"),
        (made_of(&[]), "no portfolio"),
        (made_of(&[("../../etc/passwd", b"x")]), "does not belong"),
        (made_of(&[("/etc/passwd", b"x")]), "does not belong"),
        (made_of(&[("files\\a", b"x")]), "does not belong"),
        (
            made_of(&[("files/../portfolio.json", b"x")]),
            "does not belong",
        ),
        (made_of(&[("files/", b"")]), "does not belong"),
        (made_of(&[("evil.html", b"x")]), "does not belong"),
        (
            made_of(&[(&format!("files/{}.svg", sha256("x")), b"x")]),
            "does not belong",
        ),
        (
            made_of(&[("portfolio.json", b"{}"), ("portfolio.json", b"{}")]),
            "twice",
        ),
        (
            made_of(&[("portfolio.json", b"{}"), ("index.html", b"")]),
            "does not end with",
        ),
        (
            made_of(&[
                ("portfolio.json", b"{}"),
                ("hashes.txt", b""),
                ("signature.json", b"{}"),
            ]),
            "list of hashes",
        ),
        (
            made_of(&[("hashes.txt", b""), ("signature.json", b"{}")]),
            "signature",
        ),
        (made_of(&[(&file, b"y")]), "no portfolio"),
        (
            made_of(&[("signature.json", &[b'['; 2_000])]),
            "larger than it can be",
        ),
    ];
    for (archive, words) in table {
        let said = check(archive.as_slice()).unwrap_err();
        assert!(said.contains(words), "{words}: {said}");
    }
    // Compressed, a link, encrypted, with an extra field, of a length that is not there.
    let right = made_of(&[
        ("portfolio.json", b"{}"),
        ("hashes.txt", b""),
        ("signature.json", b"{}"),
    ]);
    for (at, value) in [(8, 8), (6, 1), (28, 4), (18, 0xff), (22, 0xff), (4, 20)] {
        let mut evil = right.clone();
        evil[at] = value;
        assert!(check(evil.as_slice()).is_err(), "{at}");
    }
    let large = |_: &str| {
        Some(Allowed {
            most: 1,
            keep: true,
        })
    };
    let said = unpack(right.as_slice(), large).err().unwrap();
    assert!(said.contains("larger than it can be"), "{said}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_packed_is_unpacked_and_any_change_is_found(
        contents in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..50), 0..6),
        at in any::<prop::sample::Index>(), change in 1u8..,
    ) {
        let names: Vec<String> = (0..contents.len()).map(|number| format!("member-{number}")).collect();
        let members: Vec<_> = names.iter().map(String::as_str).zip(contents.iter().map(Vec::as_slice)).collect();
        let archive = made_of(&members);
        let keep = |name: &str| name.starts_with("member-").then_some(Allowed { most: 50, keep: true });
        let unpacked = unpack(archive.as_slice(), keep).unwrap();
        prop_assert_eq!(unpacked.members.len(), contents.len());
        for (name, content) in &members {
            prop_assert_eq!(unpacked.texts[*name].as_slice(), *content);
        }
        let mut changed = archive.clone();
        let at = at.index(changed.len());
        changed[at] ^= change;
        prop_assert!(unpack(changed.as_slice(), keep).is_err());
    }

    #[test]
    fn any_bytes_can_be_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let with_signature = [b"PK\x03\x04", bytes.as_slice()].concat();
        prop_assert!(check(bytes.as_slice()).is_err() && check(with_signature.as_slice()).is_err());
    }
}

#[tokio::test]
async fn a_missing_file_and_what_was_purged_are_left_out() {
    on_each_engine(async |test: TestApp| {
        let (learner, bytes) = packed(&test).await;
        let portfolio = checked(&bytes).portfolio;
        let hash = portfolio.evidence[0].files[0].hash.clone();
        std::fs::remove_file(test.app.shelf.place(&hash)).unwrap();
        let without = archive(&test, &learner).await;
        checked(&without);
        let text = String::from_utf8_lossy(&without).into_owned();
        assert!(!text.contains("%PDF-1.7 a letter") && text.contains("which was missing"));
        let admin = test.person("Sam Admin", &[Role::Administrator]).await;
        let order = Order {
            what: What::Evidence,
            words_too: false,
            reason: "Why.".to_owned(),
        };
        let submission = &portfolio.evidence[0].submissions[0].id;
        purge(&test.app, &admin, submission, &order).await.unwrap();
        let after = archive(&test, &learner).await;
        let checked = checked(&after);
        assert!(!String::from_utf8_lossy(&after).contains("One week I was away"));
        assert_eq!(
            checked.portfolio.evidence[0].submissions[0].text,
            crate::ledger::ERASED
        );
        assert!(!checked.portfolio.evidence[0].removed.is_empty());
    })
    .await;
}

/// Sends an archive as an assessor's browser does.
async fn sent(browser: &mut Browser, address: &str, archive: &[u8]) -> Page {
    let head =
        b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"portfolio.zip\"\r\n\r\n";
    let body = [&head[..], archive, b"\r\n--x--\r\n"].concat();
    let kind = "multipart/form-data; boundary=x";
    browser
        .send_bytes(Method::POST, address, Some((kind, body)))
        .await
}

#[tokio::test]
async fn an_assessor_elsewhere_recognises_what_was_achieved_one_by_one() {
    on_each_engine(async |there: TestApp| {
        let (_, bytes) = packed(&there).await;
        let code = checked(&bytes).portfolio.enrolments[0].achieved[0]
            .criterion
            .clone();
        let here = TestApp::sqlite().await;
        let newcomer = here.person("Lena Newcomer", LEARNER).await;
        let enrolment = here.enrolled_on(&newcomer, SLUG).await;
        let (_, mut assessor) = here.signed_in("Bea Assessor", &[Role::Assessor]).await;
        let prior = format!("/enrolments/{}/prior-learning", enrolment.id);
        let import = format!("{prior}/import");
        assert!(assessor.get(&prior).await.is(200).has(&import));
        assessor.get(&import).await.is(200);
        let page = sent(&mut assessor, &import, b"").await;
        assert!(page.is(422).has("Choose an archive."));
        let mut changed = bytes.clone();
        changed[1_000] ^= 1;
        let page = sent(&mut assessor, &import, &changed).await;
        assert!(
            page.is(422).has("Nothing was read from it."),
            "{}",
            page.body
        );
        let page = sent(&mut assessor, &import, &bytes).await;
        assert!(
            page.is(200).has("every byte is as it was signed"),
            "{}",
            page.body
        );
        assert!(page.has("Unknown here.") && page.has("Make sure that they are one person."));
        assert!(
            page.has(&code) && page.has("2026-06-01") && !page.has(" checked"),
            "nothing is chosen"
        );
        assert_eq!(here.count("SELECT COUNT(*) FROM prior_learning").await, 0);
        trust(&here, &checked(&bytes).signed.public_key).await;
        let page = sent(&mut assessor, &import, &bytes).await;
        assert!(
            page.is(200).has("Known here as Harbour House"),
            "{}",
            page.body
        );
        let (completed, what) = (format!("completed-{code}"), format!("what-{code}"));
        let chosen = format!("{prior}/chosen");
        let key = checked(&bytes).signed.public_key;
        let old = [
            ("key", key.as_str()),
            ("criterion", code.as_str()),
            (&completed, "2001-01-01"),
            (&what, "Read <it>."),
        ];
        let page = assessor.post(&chosen, &old).await;
        assert!(
            page.is(422).has("takes prior learning of the last") && page.has("Read &lt;it&gt;."),
            "{}",
            page.body
        );
        let none = [
            ("key", key.as_str()),
            (completed.as_str(), "2026-06-01"),
            (&what, "Read."),
        ];
        assert!(
            assessor
                .post(&chosen, &none)
                .await
                .is(422)
                .has("Choose what you recognise.")
        );
        let right = [
            ("key", key.as_str()),
            ("criterion", code.as_str()),
            (&completed, "2026-06-01"),
            (&what, "Read."),
        ];
        assessor.post(&chosen, &right).await.redirects();
        assessor.post(&chosen, &right).await.redirects();
        assert_eq!(here.count("SELECT COUNT(*) FROM prior_learning").await, 1);
    })
    .await;
}

/// An administrator enters a key in the settings.
async fn trust(test: &TestApp, key: &str) {
    let (_, mut admin) = test.signed_in("Sam Admin", &[Role::Administrator]).await;
    let fields = |trusted: String| {
        vec![
            ("organisation", "Here".to_owned()),
            ("accent", "#0b5d4d".to_owned()),
            ("trusted", trusted),
        ]
    };
    let post = async |admin: &mut Browser, trusted: String| {
        let fields = fields(trusted);
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        admin.post("/settings", &fields).await
    };
    let page = post(&mut admin, "no key".to_owned()).await;
    assert!(page.is(422).has("Line 1: enter a key"), "{}", page.body);
    post(
        &mut admin,
        format!("\n{} Harbour House\n", key.to_uppercase()),
    )
    .await
    .redirects();
}

#[tokio::test]
async fn the_archive_is_downloaded_by_its_learner_and_nothing_is_recorded() {
    on_each_engine(async |test: TestApp| {
        let (learner, _) = packed(&test).await;
        let before = test.rows().await;
        let mut browser = test.browser();
        assert!(
            browser
                .get("/portfolio/export")
                .await
                .redirects()
                .starts_with("/sign-in")
        );
        browser.sign_in(&learner.email).await;
        assert!(
            browser
                .get("/portfolio")
                .await
                .is(200)
                .has("/portfolio/export")
        );
        let page = browser.post("/portfolio/export", &[]).await;
        assert_eq!(page.is(200).header("content-type"), "application/zip");
        assert_eq!(
            page.header("content-disposition"),
            "attachment; filename=\"portfolio-2026-06-01.zip\""
        );
        assert!(
            page.header("content-security-policy")
                .starts_with("sandbox")
        );
        assert!(page.body.starts_with("PK"));
        let sessions = |rows: Vec<(String, i64)>| -> Vec<_> {
            rows.into_iter()
                .filter(|(table, _)| table != "sessions")
                .collect()
        };
        assert_eq!(sessions(test.rows().await), sessions(before));
    })
    .await;
}

/// The page to read, as it lies in an archive.
fn page_of(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let page = text.split("<!DOCTYPE html>").nth(1).unwrap();
    page.split("</html>").next().unwrap().to_owned()
}

#[tokio::test]
async fn what_others_did_and_why_they_decided_comes_along() {
    on_each_engine(async |test: TestApp| {
        let learner = test.person("Lena Learner", LEARNER).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let admin = test.person("Sam Admin", &[Role::Administrator]).await;
        let (db, now) = (&test.app.db, test.app.clock.now());
        let (_, observed) = test.observed(&ada, &learner).await;
        let mut decisions = test.decisions(&observed, Outcome::NotYetAchieved).await;
        decisions[0].judgement.vacs = "VA".to_owned();
        decisions[0].judgement.explained = "It is from last year.".to_owned();
        decisions[0].judgement.plan = Some(Plan {
            what: "Record <another>.".to_owned(),
            by: "2026-07-31".to_owned(),
        });
        let beside = vec![("did".to_owned(), "Which words?".to_owned())];
        let remarks = Remarks { comment: "Nearly.".to_owned(), beside, ..Remarks::default() };
        assessment::decide(db, &ada, &observed, &decisions, remarks, now).await.unwrap();
        let (_, testified) = test.testified(&learner, "wil@example.net").await;
        let mut declined = test.decisions(&testified, Outcome::NotYetAchieved).await;
        declined[0].judgement.declined = Some("It is about somebody else.".to_owned());
        assessment::decide(db, &ada, &testified, &declined, "", now).await.unwrap();
        let enrolment = test.enrolled(&learner).await;
        let purged = test.begun(&learner, &enrolment, "GP1", super::REFLECTION).await;
        let handed_in = test.hand_in(&learner, &purged, &account()).await;
        let order = Order { what: What::Submission, words_too: false, reason: "A name.".to_owned() };
        purge(&test.app, &admin, &handed_in, &order).await.unwrap();
        let with_file_alone = test.begun(&learner, &enrolment, "GP1", "gp-reflection").await;
        test.with_file(&learner, &with_file_alone).await;
        let bytes = archive(&test, &learner).await;
        let portfolio = checked(&bytes).portfolio;
        let witness = portfolio.evidence.iter().find_map(|piece| piece.witness.as_ref());
        let witness = witness.unwrap();
        let who = (witness.name.as_str(), witness.role.as_str(), witness.organisation.as_str());
        assert_eq!(who, ("Wil Witness", "Team manager", "Harbour House"));
        let recorded = portfolio.evidence.iter().find_map(|piece| piece.recorded.as_ref());
        assert_eq!(recorded.unwrap().assessor, "Ada Assessor");
        let page = page_of(&bytes);
        for words in [
            "Given by Wil Witness, Team manager, Harbour House, on 1 June 2026.",
            "Recorded by Ada Assessor on 1 June 2026; it was on 20 May 2026, 40 minutes, at the clinic.",
            "GP1.1.1: What the learner did · She asked before she advised.",
            "The evidence is valid and authentic.",
            "It is from last year.",
            "Next step, by 31 July 2026:",
            "Record &lt;another&gt;.",
            "Which words?",
            "The link was declined:",
            "It is about somebody else.",
            "What was here was removed for good on 1 June 2026. The reason: A name.",
            "letter.pdf",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(!page.contains("wil@example.net"), "nor how to reach a witness");
    })
    .await;
}

#[tokio::test]
async fn what_is_achieved_is_what_the_standing_says_on_the_version_one_is_on() {
    on_each_engine(async |test: TestApp| {
        let lena = test.person("Lena Learner", LEARNER).await;
        let ada = test.person("Ada Assessor", &[Role::Assessor]).await;
        let before = test.achieved(&lena, &ada).await;
        test.app.replace_library(transfers::next());
        let (db, now) = (&test.app.db, test.app.clock.now());
        let library = test.app.library();
        moves::transfer(
            db,
            &lena,
            &library,
            &before.id,
            &library.mappings.last().unwrap().hash,
            now,
        )
        .await
        .unwrap();
        let enrolment = crate::learning::enrolment(db, &before.id).await.unwrap();
        let shown = crate::portfolio::shown(db, &enrolment).await.unwrap();
        let mut codes: Vec<&str> = shown.iter().map(|one| one.criterion.as_str()).collect();
        codes.sort_unstable();
        let bytes = archive(&test, &lena).await;
        let portfolio = checked(&bytes).portfolio;
        let achieved = &portfolio.enrolments[0].achieved;
        let exported: Vec<&str> = achieved.iter().map(|one| one.criterion.as_str()).collect();
        assert_eq!(exported, codes);
        assert!(
            exported.contains(&"GP1.2.9") && !exported.contains(&"GP1.2.3"),
            "{exported:?}"
        );
        let of = |one: &Achieved| {
            (
                one.qualification.clone(),
                one.version.clone(),
                one.specification.clone(),
            )
        };
        let expected = (
            GP.to_owned(),
            "9.0".to_owned(),
            enrolment.specification_hash.clone(),
        );
        assert!(
            achieved.iter().all(|one| of(one) == expected),
            "{achieved:?}"
        );
    })
    .await;
}

/// An assessor here with the page of an archive from there, for an enrolment on this qualification.
async fn read_here(bytes: &[u8], slug: &str) -> (TestApp, Browser, String, Page) {
    let here = TestApp::sqlite().await;
    let newcomer = here.person("Lena Newcomer", LEARNER).await;
    let enrolment = here.enrolled_on(&newcomer, slug).await;
    let (_, mut assessor) = here.signed_in("Bea Assessor", &[Role::Assessor]).await;
    let prior = format!("/enrolments/{}/prior-learning", enrolment.id);
    let page = sent(&mut assessor, &format!("{prior}/import"), bytes).await;
    (here, assessor, prior, page)
}

#[tokio::test]
async fn another_version_is_said_and_another_qualification_not_taken() {
    let there = TestApp::sqlite().await;
    let other = library_with(|path, text| {
        match path.ends_with("specialist-practitioner/specification.md") {
            true => text.replace("summary: \"For", "summary: \"Meant for"),
            false => text,
        }
    });
    there.app.replace_library(other);
    let (_, bytes) = packed(&there).await;
    let version = checked(&bytes).portfolio.enrolments[0].version.clone();
    let (.., page) = read_here(&bytes, SLUG).await;
    let words = format!("It was achieved on version {version}, with another text than version");
    assert!(page.is(200).has(&words), "{}", page.body);
    let same = TestApp::sqlite().await;
    let (_, bytes) = packed(&same).await;
    let (.., page) = read_here(&bytes, SLUG).await;
    assert!(
        page.is(200).has("What was achieved there") && !page.has("with another text than"),
        "{}",
        page.body
    );
    let (.., page) = read_here(&bytes, GP).await;
    assert!(
        page.is(200)
            .has("it is another qualification, whose criteria may have the same codes"),
        "{}",
        page.body
    );
    assert!(!page.has("name=\"criterion\""), "{}", page.body);
}

#[tokio::test]
async fn an_unknown_key_is_made_sure_of_and_all_is_recorded_or_nothing() {
    let there = TestApp::sqlite().await;
    let (_, bytes) = packed(&there).await;
    let portfolio = checked(&bytes);
    let codes: Vec<String> = portfolio.portfolio.enrolments[0]
        .achieved
        .iter()
        .map(|one| one.criterion.clone())
        .collect();
    let (here, mut assessor, prior, page) = read_here(&bytes, SLUG).await;
    assert!(page.is(200).has("name=\"made-sure\""), "{}", page.body);
    let chosen = format!("{prior}/chosen");
    let fields = |what: &str, sure: bool| {
        let mut fields = vec![field("key", page.value_of("key"))];
        for code in &codes {
            fields.push(field("criterion", code));
            fields.push(field(format!("completed-{code}"), "2026-05-30"));
            fields.push(field(format!("what-{code}"), what));
        }
        fields.extend(sure.then(|| field("made-sure", "yes")));
        fields
    };
    let unsure = assessor
        .post_all(&chosen, &fields("Read <it>.", false))
        .await;
    assert!(
        unsure.is(422).has("href=\"#made-sure\"") && unsure.has("Read &lt;it&gt;."),
        "{}",
        unsure.body
    );
    assert_eq!(here.count("SELECT COUNT(*) FROM prior_learning").await, 0);
    let mut first = fields("Read it.", true);
    first.retain(|(name, value)| {
        name == "key" || name == "made-sure" || name.ends_with(&codes[0]) || *value == codes[0]
    });
    assessor.post_all(&chosen, &first).await.redirects();
    let one = here.count("SELECT COUNT(*) FROM prior_learning").await;
    assert_eq!(one, 1);
    let conflict = assessor
        .post_all(&chosen, &fields("Other words.", true))
        .await;
    let beside = format!("href=\"#what-{}\"", codes[0]);
    assert!(
        conflict.is(422).has(&beside) && conflict.has("Other words."),
        "{}",
        conflict.body
    );
    assert_eq!(
        here.count("SELECT COUNT(*) FROM prior_learning").await,
        one,
        "all or nothing"
    );
    assessor
        .post_all(&chosen, &fields("Read it.", true))
        .await
        .redirects();
    assert_eq!(
        here.count("SELECT COUNT(*) FROM prior_learning").await,
        codes.len() as i64
    );
}
