//! The content library: what each construct becomes, and what is pinned.

mod completion;
mod faults;
mod frameworks;
mod guesses;
mod hostile;
mod mappings;
mod rules;
mod sample;
mod scenarios;
mod statistics;
mod sums;
mod versions;
mod worksheets;

use std::path::Path;

use sample::{files, html, library, section};

use crate::library::{Block, Files};

#[test]
fn prose_becomes_plain_html() {
    let cases = [
        (
            "One *two* **three**\nfour.",
            "<p>One <em>two</em> <strong>three</strong>\nfour.</p>",
        ),
        ("\"It's\" -- so...", "<p>“It’s” – so…</p>"),
        ("a < b & c\\\nd", "<p>a &lt; b &amp; c<br/>\nd</p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        (
            "3. one\n4. two",
            "<ol start=\"3\">\n<li>one</li>\n<li>two</li>\n</ol>",
        ),
        ("`<b>`", "<p><code>&lt;b&gt;</code></p>"),
        ("> Words.", "<blockquote>\n<p>Words.</p>\n</blockquote>"),
        (
            "## What's *new*?\n\n### Two\n\n## What's new",
            "<h2 id=\"whats-new\">What’s <em>new</em>?</h2>\n<h3 id=\"two\">Two</h3>\n<h2 id=\"whats-new-2\">What’s new</h2>",
        ),
        (
            "![A \"shape\"](images/x.svg)",
            "<figure><img src=\"/modules/attachment/images/x.svg\" alt=\"A “shape”\"/></figure>",
        ),
        (
            "![A](images/x.svg \"Title\")",
            "<figure><img src=\"/modules/attachment/images/x.svg\" alt=\"A\"/><figcaption>Title</figcaption></figure>",
        ),
        (
            "| a | b |\n|---|--:|\n| 1 | 2 |",
            "<div class=\"table\" role=\"region\" aria-label=\"Table\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"right\">b</th></tr></thead><tbody>\n<tr><td>1</td><td class=\"right\">2</td></tr>\n</tbody></table></div>",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(html(text), expected, "{text}");
    }
}

#[test]
fn links_become_addresses() {
    let cases = [
        (
            "[a](02-haven.md)",
            "<a href=\"/modules/attachment/haven\">a</a>",
        ),
        (
            "[a](02-haven.md#where-to)",
            "<a href=\"/modules/attachment/haven#where-to\">a</a>",
        ),
        (
            "[a](../attachment/module.md)",
            "<a href=\"/modules/attachment\">a</a>",
        ),
        (
            "To [a](quiz.md)",
            "To <a href=\"/quizzes/attachment-quiz\">a</a>",
        ),
        (
            "To [a](reflection.md)",
            "To <a href=\"/reflections/attachment-reflection\">a</a>",
        ),
        (
            "To [a](scenario-door.md)",
            "To <a href=\"/scenarios/sample-door\">a</a>",
        ),
        (
            "To [a](worksheet.md)",
            "To <a href=\"/worksheets/attachment-worksheet\">a</a>",
        ),
        (
            "[a](../../qualifications/practitioner/units/u1.md)",
            "<a href=\"/qualifications/practitioner#U1\">a</a>",
        ),
        ("[a](../../glossary.md)", "<a href=\"/glossary\">a</a>"),
        (
            "[a](https://x.org/?a=1&b=\"2)",
            "<a href=\"https://x.org/?a=1&amp;b=&quot;2\" rel=\"noreferrer\">a</a>",
        ),
        ("[a](mailto:a@b.org)", "<a href=\"mailto:a@b.org\">a</a>"),
        ("<a@b.org>", "<a href=\"mailto:a@b.org\">a@b.org</a>"),
    ];
    for (text, expected) in cases {
        assert_eq!(html(text), format!("<p>{expected}</p>"), "{text}");
    }
}

#[test]
fn a_quote_that_opens_with_a_bold_line_is_a_box() {
    assert_eq!(
        html("> **Kerry, week five**\n>\n> She came."),
        "<div class=\"case\" role=\"note\" aria-label=\"Kerry, week five\"><p class=\"case-title\">Kerry, week five</p>\n<p>She came.</p>\n</div>"
    );
    assert_eq!(
        html("> **Try this: today**\n> Ask."),
        "<div class=\"try\" role=\"note\" aria-label=\"Try this: today\"><p class=\"case-title\">Try this: today</p>\n<p>Ask.</p>\n</div>"
    );
    assert_eq!(
        html("> **Bold** words."),
        "<blockquote>\n<p><strong>Bold</strong> words.</p>\n</blockquote>"
    );
}

#[test]
fn notes_stand_after_the_block_that_first_mentions_them() {
    let text = "Theory [@bowlby1988, ch. 1] and [safe haven](../../glossary.md#safe-haven).\n\nAgain [@bowlby1988; @nice][^a].\n\n[^a]: A note [@horvath1993].\n";
    insta::assert_snapshot!(html(text), @r##"
<p>Theory<sup class="cite"><a href="#ref-1" id="cite-1" aria-label="Reference 1, ch. 1">1, ch. 1</a></sup> and <a class="term" href="/glossary#safe-haven">safe haven</a>.</p>
<div class="notes" role="note" aria-label="Notes"><p id="ref-1"><span class="note-number">1</span> Bowlby, J. (1988) <em>A Secure Base</em>. Routledge.</p><p class="term"><strong>Safe haven</strong>: Where one <em>flees</em> to; see <a class="term" href="/glossary#secure-base">secure base</a>. <a href="/glossary#safe-haven">Glossary</a></p></div>
<p>Again<sup class="cite"><a href="#ref-1" id="cite-1-2" aria-label="Reference 1">1</a>; <a href="#ref-2" id="cite-2" aria-label="Reference 2">2</a>; <a href="#ref-3" id="cite-3" aria-label="Note 3">3</a></sup>.</p>
<div class="notes" role="note" aria-label="Notes"><p id="ref-2"><span class="note-number">2</span> NICE (2007) <em>Guideline</em>. 2nd edn. <a href="https://nice.org.uk/cg51" rel="noreferrer">nice.org.uk</a></p><p id="ref-3"><span class="note-number">3</span> A note<sup class="cite"><a href="#ref-4" id="cite-4" aria-label="Reference 4">4</a></sup>.</p><p id="ref-4"><span class="note-number">4</span> Horvath, A.O. and Luborsky, L. (1993) ‘The alliance’s role?’, <em>Journal of Consulting</em>, 61(4), pp. 561–573. <a href="https://doi.org/10.1037/0022" rel="noreferrer">doi:10.1037/0022</a></p></div>
"##);
    let text = "One [@chapter].";
    insta::assert_snapshot!(html(text), @r##"
<p>One<sup class="cite"><a href="#ref-1" id="cite-1" aria-label="Reference 1">1</a></sup>.</p>
<div class="notes" role="note" aria-label="Notes"><p id="ref-1"><span class="note-number">1</span> A, B. <em>et al.</em> (2001) ‘Endings’, in Cassidy, J. and Shaver, P.R. (eds) <em>Handbook &amp; more</em>, p. 7. Guilford.</p></div>
"##);
}

#[test]
fn a_paragraph_that_is_only_a_link_to_an_activity_embeds_it() {
    let blocks = section("Before.\n\n[Check](practice.md#tuesday)\n\n[The quiz](quiz.md)\n\n[Yours](reflection.md)\n\n[A plan](worksheet.md)\n\nAfter [this](practice.md#tuesday).\n").blocks;
    let expected = [
        Block::Prose("<p>Before.</p>\n".into()),
        Block::Question {
            quiz: "attachment-practice".into(),
            question: "tuesday".into(),
        },
        Block::Quiz("attachment-quiz".into()),
        Block::Reflection("attachment-reflection".into()),
        Block::Worksheet("attachment-worksheet".into()),
        Block::Prose(
            "<p>After <a href=\"/quizzes/attachment-practice#tuesday\">this</a>.</p>\n".into(),
        ),
    ];
    assert_eq!(blocks, expected);
}

#[test]
fn reading_time_is_counted_in_words() {
    let read = section(&"It's a word, \"or\" two. ".repeat(41));
    assert_eq!((read.words, read.minutes), (205, 2));
    assert_eq!(section("One [@nice].").words, 1);
}

#[test]
fn a_question_has_its_options_and_their_feedback() {
    let library = library("Text.");
    let quiz = library.quiz("attachment-practice").expect("it is there");
    let question = quiz.question("tuesday").expect("it is there");
    assert_eq!(
        (question.type_key(), question.criteria.as_slice()),
        ("single", ["U1.1.1".to_owned()].as_slice())
    );
    let texts: Vec<_> = question
        .options()
        .iter()
        .map(|option| {
            (
                option.text.as_str(),
                option.right,
                option.feedback.contains("<p>"),
            )
        })
        .collect();
    assert_eq!(
        texts,
        [
            ("“Nothing”", false, true),
            ("Her <em>worker</em>", true, true),
            ("Her mind", false, true)
        ]
    );
    assert_eq!(question.options()[2].key, "Her mind".sha256_prefix());
    assert!(
        question.stem.contains("id=\"tuesday-cite-1\""),
        "ids do not clash with those of the page: {}",
        question.stem
    );
    assert_eq!(
        question.feedback.as_deref(),
        Some("<p>See <a href=\"/modules/attachment/base\">Base</a>.</p>\n")
    );
    assert_eq!(
        library
            .units_with_module("attachment")
            .map(|(specification, unit)| (specification.slug.as_str(), unit.code.as_str()))
            .collect::<Vec<_>>(),
        [("practitioner", "U1")]
    );
}

trait Sha256Prefix {
    fn sha256_prefix(&self) -> String;
}

impl Sha256Prefix for &str {
    fn sha256_prefix(&self) -> String {
        use sha2::Digest;
        sha2::Sha256::digest(self.as_bytes())
            .iter()
            .take(4)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

#[test]
fn a_missing_folder_is_named() {
    let error = Files::from_dir(Path::new("/no/such/folder")).expect_err("there is none");
    assert!(
        error.to_string().starts_with("/no/such/folder: "),
        "{error}"
    );
}

#[test]
fn a_folder_is_read_with_everything_in_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files("Text.") {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("it has one")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    std::fs::write(folder.path().join(".hidden"), "x").expect("a file");
    assert_eq!(
        Files::from_dir(folder.path()).expect("it can be read"),
        files("Text.").into_iter().collect()
    );
}

#[derive(rust_embed::RustEmbed)]
#[folder = "src/tests/faulty-content"]
struct Embedded;

#[test]
fn embedded_files_are_those_of_the_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tests/faulty-content");
    let files = Files::from_dir(&folder).expect("it can be read");
    assert_eq!(Files::from_embedded::<Embedded>(), files);
}
