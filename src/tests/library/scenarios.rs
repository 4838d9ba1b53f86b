//! Conversations: what each construct becomes, and what is wrong with a whole.

use super::sample::{TODAY, files, library};
use crate::library::scenario::{
    Compare, Effect, Ending, Fact, Passage, Scenario, Scene, Test, graph,
};
use crate::library::{Block, Severity, compile};

fn sample() -> Scenario {
    library("Text.").scenario("sample-door").unwrap().clone()
}

fn scene<'s>(scenario: &'s Scenario, id: &str) -> &'s Scene {
    scenario.scenes.iter().find(|scene| scene.id == id).unwrap()
}

/// A file with these scenes, and its faults as `line: message`.
fn faults(scenes: &str) -> Vec<String> {
    let text = format!(
        "---\nid: a\ntitle: A\nsummary: S\ncriteria: []\nstate: {{ bond: 0, task: 0 }}\nreview-by: 2028-03-31\n---\n\nIntroduction.\n\n{scenes}"
    );
    let (_, faults) = Scenario::from_file("modules/m/scenario-a.md", &text);
    faults
        .iter()
        .map(|fault| format!("{}: {}", fault.line - 12, fault.message))
        .collect()
}

#[test]
fn what_the_front_matter_says() {
    let scenario = sample();
    let first: Vec<_> = scenario
        .state
        .iter()
        .map(|value| (value.name.as_str(), value.first))
        .collect();
    assert_eq!(first, [("bond", 0), ("task", 0), ("goal", 0)]);
    assert_eq!(
        (scenario.minutes, scenario.markers.as_slice()),
        (Some(5), ["withdrawal".to_owned()].as_slice())
    );
    assert!(scenario.content_note.is_some() && scenario.module == "attachment");
    assert!(
        scenario.body.contains("<strong>twice</strong>") && scenario.body.contains("Bowlby"),
        "{}",
        scenario.body
    );
    assert_eq!(scenario.criteria, ["U1.1.1"]);
}

#[test]
fn a_scene_is_told_said_and_answered() {
    let scenario = sample();
    let door = scene(&scenario, "door");
    assert_eq!(door.title, "She looks at the door");
    let told = |said, when: Vec<Test>, html: &str| Passage {
        said,
        when,
        html: html.to_owned(),
    };
    let below_zero = Fact::Value {
        value: 0,
        compare: Compare::Less,
        number: 0,
    };
    assert_eq!(
        door.passages,
        [
            told(
                false,
                vec![],
                "<p>Kerry stops talking after you mention probation.</p>\n"
            ),
            told(true, vec![], "<p>You’re all the same, aren’t you.</p>\n"),
            told(
                false,
                vec![Test {
                    negated: false,
                    fact: below_zero
                }],
                "<p>She has picked up her bag.</p>\n"
            ),
        ]
    );
    let [explain, named, early] = door.lines.as_slice() else {
        panic!("three lines")
    };
    assert_eq!(
        (explain.html.as_str(), explain.to),
        ("Explain why the conditions matter.", 1)
    );
    assert_eq!(
        explain.effects,
        [Effect::Change { value: 0, by: -1 }, Effect::Begin(0)]
    );
    assert_eq!(
        explain.comment.as_deref(),
        Some("<p>Content over process, and it <em>can</em> be read as “hear me first”.</p>\n")
    );
    assert_eq!(
        named.plain,
        "“I went quick there. What was it like to hear that?”"
    );
    assert_eq!(
        early.when,
        [Test {
            negated: true,
            fact: Fact::Seen(1)
        }]
    );
}

#[test]
fn a_condition_before_a_quote_holds_for_all_of_it() {
    let scenario = Scenario::from_source(
        "---\nid: a\nstate: { bond: 0 }\n---\n\n## A {#a}\n\n> `if bond > 1` One.\n>\n> Two.\n>\n> `if open anger` Three.\n\n- […](#b) `if not open anger` `bond = −2`\n- [Say *it*.](#b) `marker anger`\n\n## B {#b ending=broken}\n\n> **Debrief** One.\n>\n> `if seen a and bond <= 1` Two.\n>\n> - Three\n",
    )
    .unwrap();
    let tests: Vec<usize> = scenario.scenes[0]
        .passages
        .iter()
        .map(|passage| passage.when.len())
        .collect();
    assert_eq!(tests, [1, 1, 2]);
    assert!(
        scenario.scenes[0]
            .passages
            .iter()
            .all(|passage| passage.said)
    );
    let [automatic, chosen] = scenario.scenes[0].lines.as_slice() else {
        panic!("two lines")
    };
    assert!(automatic.automatic && !chosen.automatic);
    assert_eq!(automatic.effects, [Effect::Set { value: 0, to: -2 }]);
    assert_eq!(chosen.html, "Say <em>it</em>.");
    let ending = &scenario.scenes[1];
    assert_eq!(ending.ending, Some(Ending::Broken));
    let debrief: Vec<(usize, &str)> = ending
        .debrief
        .iter()
        .map(|passage| (passage.when.len(), passage.html.trim()))
        .collect();
    assert_eq!(
        debrief,
        [
            (0, "<p>One.</p>"),
            (2, "<p>Two.</p>"),
            (0, "<ul>\n<li>Three</li>\n</ul>")
        ]
    );
}

#[test]
fn a_link_alone_embeds_the_conversation() {
    let library = library("Text.\n\n[The conversation](scenario-door.md)\n");
    let blocks = &library.modules[0].sections[0].blocks;
    assert_eq!(blocks[1], Block::Scenario("sample-door".to_owned()));
}

#[test]
fn what_was_stored_is_the_same_conversation() {
    let scenario = sample();
    let again = Scenario::from_source(&scenario.version.source).unwrap();
    assert_eq!(again.version, scenario.version);
    // Without the library what is cited stays text.
    let shape = |scenario: &Scenario| {
        format!(
            "{:?}",
            scenario
                .scenes
                .iter()
                .map(|scene| (&scene.passages, &scene.lines))
                .collect::<Vec<_>>()
        )
    };
    assert_eq!(shape(&again), shape(&scenario));
    assert!(Scenario::from_source("---\nid: a\nstate: { bond: 0 }\n---\n\nNothing.\n").is_none());
}

#[test]
fn ends_that_are_dead_in_some_situations_only_are_found() {
    let scenes = "## A {#a}\n\n- [Plus.](#b) `bond +1`\n  > C.\n- [Minus.](#b) `bond -1`\n  > C.\n\n## B {#b}\n\n- [On.](#end) `if bond > 0`\n  > C.\n\n## End {#end ending=held}\n\n> **Debrief** D.\n";
    assert_eq!(
        faults(scenes),
        ["7: a dead end: no line of this scene can be said (for example with bond -1, task 0)"]
    );
    assert_eq!(faults(&scenes.replace("`if bond > 0`", "")), [""; 0]);
}

#[test]
fn a_way_out_that_never_opens_is_a_loop() {
    let scenes = "## A {#a}\n\n- [Round.](#a) `bond +1`\n  > C.\n- [Out.](#end) `if bond < 0`\n  > C.\n\n## End {#end ending=held}\n\n> **Debrief** D.\n";
    assert_eq!(
        faults(scenes),
        [
            "0: a loop: no ending can be reached from here (for example with bond 0, task 0)",
            "4: this line can never be said",
            "7: this scene is never reached: no line that leads here can be said",
        ]
    );
    // Values stay between -5 and 5: six times round is as good as five.
    assert_eq!(faults(&scenes.replace("bond < 0", "bond > 4")), [""; 0]);
    assert!(
        faults(
            &scenes
                .replace("bond < 0", "bond > 4")
                .replace("#a) `bond +1`", "#a) `bond +1` `bond -1`")
        )[0]
        .contains("a loop")
    );
}

#[test]
fn a_paragraph_is_judged_by_what_can_come_before_it() {
    let scenes = |condition: &str| {
        format!(
            "## A {{#a}}\n\n- [Twice.](#b) `task +2`\n  > C.\n- [Past.](#end)\n  > C.\n\n## B {{#b}}\n\n- [On.](#end) `task +1`\n  > C.\n\n## End {{#end ending=held}}\n\n> **Debrief** D.\n>\n> `{condition}` Sometimes.\n"
        )
    };
    for possible in [
        "if seen b",
        "if not seen b",
        "if task = 3",
        "if task < 1",
        "if task > 2",
        "if seen end",
    ] {
        assert_eq!(faults(&scenes(possible)), [""; 0], "{possible}");
    }
    for never in [
        "if task = 1",
        "if task < 0",
        "if task > 3",
        "if not seen a",
        "if not seen end",
    ] {
        assert_eq!(
            faults(&scenes(never)),
            ["16: this can never be shown"],
            "{never}"
        );
    }
}

#[test]
fn too_many_situations_are_a_warning() {
    // Eighteen doors, open or shut, each asked about by a line: more than two hundred thousand situations.
    let doors = 0..18;
    let hall: String = doors
        .clone()
        .map(|door| format!("- [Door {door}.](#d{door}) `if not seen d{door}`\n  > C.\n"))
        .collect();
    let rooms: String = doors
        .map(|door| format!("## D {{#d{door}}}\n\n- […](#hall)\n\n"))
        .collect();
    let text = format!(
        "## Hall {{#hall}}\n\n{hall}- [Out.](#end)\n  > C.\n\n{rooms}## End {{#end ending=held}}\n\n> **Debrief** D.\n"
    );
    let faults = faults(&text);
    assert_eq!(
        faults,
        [
            "0: this conversation can come to more than 100000 situations; the rest of them is not checked"
        ]
    );
}

#[test]
fn a_warning_keeps_nothing_from_being_served() {
    let mut files = files("Text.");
    for (path, text) in &mut files {
        if path.ends_with("scenario-door.md") {
            *text = text.replace("`if bond < 0` She has", "`if bond > 4` She has");
        }
    }
    let compiled = compile(&files.into_iter().collect(), TODAY);
    let warnings: Vec<_> = compiled
        .faults
        .iter()
        .map(|fault| (fault.severity, fault.line))
        .collect();
    assert_eq!(warnings, [(Severity::Warning, 20)]);
    assert!(compiled.library.is_some());
}

#[test]
fn the_picture_has_every_scene_and_every_line() {
    let scenario = sample();
    let svg = graph::svg(&scenario);
    for scene in &scenario.scenes {
        assert!(svg.contains(&format!("#{}", scene.id)), "{}", scene.id);
    }
    let lines: usize = scenario.scenes.iter().map(|scene| scene.lines.len()).sum();
    assert_eq!(svg.matches("<path class=\"edge").count(), lines);
    for words in [
        "bond -1 · strain withdrawal",
        "if not seen explained",
        "ending: strained",
        "edge auto",
        "edge back",
        "if bond ≥ 2",
    ] {
        assert!(svg.contains(words), "{words}");
    }
    assert!(!svg.contains("NaN") && svg.contains("“I went quick there."));
}
