//! A small library without a fault, into which a test puts one section.

use crate::library::{Block, Compiled, Library, Section, compile};

pub(super) const TODAY: &str = "2026-01-01";

const SPECIFICATION: &str = "---\ntitle: Practitioner\nsummary: One sentence.\nversion: \"1.0\"\nkind: qualification\ncredits: 3\ntqt: 30\nglh: 12\nvalidity-months: 36\nmandatory: [U1]\nauthor: Programme team\nreviewer: awaiting clinical review\nreview-by: 2028-03-31\n---\n\nFor drug workers.\n";
const UNIT: &str = "---\ncode: U1\ntitle: Attachment\nsummary: One sentence.\nstatus: open\ncredits: 3\nglh: 12\nmodules: [attachment]\nquiz: attachment-quiz\nreview-by: 2028-03-31\n---\n\nIntroduction.\n\n## Understand attachment {#U1.1}\n\n### Explain a secure base {#U1.1.1}\n\nIn your own words.\n";
const MODULE: &str = "---\ntitle: Attachment\nsummary: One sentence.\nauthor: Programme team\nreviewer: awaiting clinical review\nreview-by: 2028-03-31\noutcomes: [U1.1]\n---\n\nIntroduction.\n";
const QUIZ: &str = "---\nid: attachment-quiz\ntitle: Quiz\nkind: quiz\npass-mark: 70\nattempts: 3\nwait-hours: 24\nshuffle: true\nreview-by: 2028-03-31\n---\n\nIntroduction.\n\n## Tuesday {#quiz-tuesday type=multiple criteria=U1.1.1}\n\nWhat?\n\n- [x] One\n  > Yes.\n- [x] Two\n  > Yes.\n- [ ] Three\n  > No.\n";
const PRACTICE: &str = "---\nid: attachment-practice\ntitle: Practice\nkind: practice\nreview-by: 2028-03-31\n---\n\n## Tuesday {#tuesday type=single criteria=U1.1.1}\n\nWhat *changed*? [@bowlby1988]\n\n- [ ] \"Nothing\"\n  > No [@bowlby1988].\n\n- [x] Her *worker*\n\n  > Yes.\n- [ ] Her mind\n  > No.\n\n> See [Base](01-base.md).\n\n## Wednesday {#wednesday type=single criteria=U1.1.1}\n\nWhat then?\n\n- [ ] One\n  > No.\n- [x] Two\n  > Yes.\n- [ ] Three\n  > No.\n";
const REFLECTION: &str = "---\nid: attachment-reflection\ntitle: Reflection\ncriteria: [U1.1.1]\nmin-words: 200\nreview-by: 2028-03-31\n---\n\nWrite.\n";
const WORKSHEET: &str = "---\nid: attachment-worksheet\ntitle: Worksheet\nsummary: One sentence.\ncontent-note: What is coming.\nreview-by: 2028-03-31\n---\n\nWith *her* [@bowlby1988].\n\n## Who is next? {#next type=short required criteria=U1.1.1}\n\nA role only. See [base](01-base.md).\n\n## Her words {#words type=long min-words=5 max-words=50}\n\n## Which one? {#which type=choice criteria=U1.1.1}\n\nThe nearest.\n\n1. A \"mentor\"\n2. A worker\n\n## Agreed {#agreed type=checklist}\n\n- One of\n  these\n- Another\n\n## When? {#when type=date}\n\n## Steps {#steps type=table rows=6 criteria=U1.1.1}\n\n- Not an option.\n\n| Step | By when |\n|---|---|\n\n## Signs {#signs type=table}\n\n| Sign |\n|---|\n";
const GLOSSARY: &str = "---\ntitle: Glossary\nreview-by: 2028-03-31\n---\n\n## Safe haven {#safe-haven}\n\nWhere one *flees* to [@bowlby1988]; see [secure base](#secure-base).\n\n## Secure base {#secure-base}\n\nWhere one sets out from.\n";
const REFERENCES: &str = "bowlby1988:\n  type: book\n  title: A Secure Base\n  author: \"Bowlby, J\"\n  date: 1988\n  publisher: Routledge\nhorvath1993:\n  type: article\n  title: The alliance's role?\n  author: [\"Horvath, A O\", \"Luborsky, Lester\"]\n  date: 1993\n  page-range: 561-573\n  parent:\n    type: periodical\n    title: Journal of Consulting\n    volume: 61\n    issue: 4\n  serial-number:\n    doi: 10.1037/0022\nchapter:\n  type: chapter\n  title: Endings\n  author: [\"A, B\", \"C, D\", \"E, F\", \"G, H\"]\n  date: 2001\n  page-range: 7\n  parent:\n    title: Handbook & more\n    editor: [\"Cassidy, J.\", \"Shaver, P R\"]\n    publisher: Guilford\nnice:\n  type: report\n  title: Guideline\n  organization: NICE\n  date: 2007\n  edition: 2\n  url: https://nice.org.uk/cg51\n";

/// A small library without a fault, with one section.
pub(super) fn files(section: &str) -> Vec<(&'static str, String)> {
    let scenario = include_str!("../scenario-sample.md")
        .replace("[U3.2.1, U3.2.2]", "[U1.1.1]")
        .replace("safran2011", "bowlby1988");
    let section = format!("---\ntitle: Base\ncriteria: [U1.1.1]\n---\n\n{section}");
    [
        ("glossary.md", GLOSSARY),
        ("references.yml", REFERENCES),
        (
            "qualifications/practitioner/specification.md",
            SPECIFICATION,
        ),
        ("qualifications/practitioner/units/u1.md", UNIT),
        ("modules/attachment/module.md", MODULE),
        ("modules/attachment/01-base.md", &section),
        (
            "modules/attachment/02-haven.md",
            "---\ntitle: Haven\ncriteria: []\n---\n\n## Where to?\n\nText.\n",
        ),
        ("modules/attachment/quiz.md", QUIZ),
        ("modules/attachment/practice.md", PRACTICE),
        ("modules/attachment/reflection.md", REFLECTION),
        ("modules/attachment/scenario-door.md", &scenario),
        ("modules/attachment/worksheet.md", WORKSHEET),
        (
            "modules/attachment/images/x.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        ),
        ("README.md", "not content"),
    ]
    .map(|(path, text)| (path, text.to_owned()))
    .to_vec()
}

pub(super) fn compiled(section: &str) -> Compiled {
    compile(&files(section).into_iter().collect(), TODAY)
}

pub(super) fn library(section: &str) -> Library {
    let compiled = compiled(section);
    let faults: Vec<String> = compiled.faults.iter().map(ToString::to_string).collect();
    compiled
        .library
        .unwrap_or_else(|| panic!("{}", faults.join("\n")))
}

pub(super) fn section(text: &str) -> Section {
    library(text).modules.remove(0).sections.remove(0)
}

/// A section's HTML, without activities.
pub(super) fn html(text: &str) -> String {
    section(text)
        .blocks
        .iter()
        .filter_map(Block::prose)
        .collect::<String>()
        .trim_end()
        .to_owned()
}
