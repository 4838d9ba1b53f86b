//! The layout of the content folder: which file is what, by its path alone.

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind<'a> {
    References,
    Glossary,
    Specification {
        slug: &'a str,
    },
    Unit {
        slug: &'a str,
    },
    /// A file of an earlier version of a specification.
    Kept {
        slug: &'a str,
        label: &'a str,
    },
    /// A framework of others.
    Framework {
        slug: &'a str,
    },
    /// What became of the criteria from one version to the next.
    Mapping {
        slug: &'a str,
    },
    Module {
        slug: &'a str,
    },
    Section {
        module: &'a str,
        slug: &'a str,
    },
    Quiz {
        module: &'a str,
    },
    Reflection {
        module: &'a str,
    },
    Scenario {
        module: &'a str,
    },
    Worksheet {
        module: &'a str,
    },
    /// A form for evidence from work, of one method.
    Form {
        method: &'a str,
    },
    /// The address is below `/modules/`.
    Image {
        address: &'a str,
    },
}

impl<'a> Kind<'a> {
    /// What the file at `path` is, or `None` if the format has no such file.
    pub(crate) fn of(path: &'a str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').collect();
        match *parts.as_slice() {
            ["references.yml"] => Some(Self::References),
            ["glossary.md"] => Some(Self::Glossary),
            ["qualifications", slug, "specification.md"] if is_slug(slug) => {
                Some(Self::Specification { slug })
            }
            ["qualifications", slug, "units", name] if is_slug(slug) && name.ends_with(".md") => {
                Some(Self::Unit { slug })
            }
            [
                "qualifications",
                slug,
                "versions",
                label,
                "specification.md",
            ] if is_slug(slug) && is_label(label) => Some(Self::Kept { slug, label }),
            ["qualifications", slug, "versions", label, "units", name]
                if is_slug(slug) && is_label(label) && name.ends_with(".md") =>
            {
                Some(Self::Kept { slug, label })
            }
            ["qualifications", slug, "mappings", name]
                if is_slug(slug) && name.ends_with(".md") =>
            {
                Some(Self::Mapping { slug })
            }
            ["forms", name] => name
                .strip_suffix(".md")
                .filter(|method| is_slug(method))
                .map(|method| Self::Form { method }),
            ["frameworks", name] => name
                .strip_suffix(".md")
                .filter(|slug| is_slug(slug))
                .map(|slug| Self::Framework { slug }),
            ["modules", module, name] if is_slug(module) => Self::in_module(module, name),
            ["modules", module, "images", name] if is_slug(module) && is_image(name) => {
                Some(Self::Image {
                    address: &path["modules/".len()..],
                })
            }
            _ => None,
        }
    }

    fn in_module(module: &'a str, name: &'a str) -> Option<Self> {
        let stem = name.strip_suffix(".md")?;
        if stem == "module" {
            return Some(Self::Module { slug: module });
        }
        if !is_slug(stem) {
            return None;
        }
        if ["quiz", "practice", "bank"]
            .iter()
            .any(|name| stem.starts_with(name))
        {
            return Some(Self::Quiz { module });
        }
        if stem.starts_with("reflection") {
            return Some(Self::Reflection { module });
        }
        if stem.starts_with("scenario") {
            return Some(Self::Scenario { module });
        }
        if stem.starts_with("worksheet") {
            return Some(Self::Worksheet { module });
        }
        let (number, slug) = stem.split_once('-')?;
        let numbered = number.len() == 2 && number.bytes().all(|byte| byte.is_ascii_digit());
        numbered.then_some(Self::Section { module, slug })
    }
}

/// A version as authors number it, such as `1.0`.
fn is_label(text: &str) -> bool {
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split('.').all(number)
}

fn is_image(name: &str) -> bool {
    [".svg", ".png"]
        .iter()
        .any(|suffix| name.strip_suffix(suffix).is_some_and(is_slug))
}

/// Lower-case letters and digits in words joined by single hyphens.
pub(crate) fn is_slug(text: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    text.split('-').all(word)
}

/// A unit's code: capital letters and a number, such as `U3` or `GP1`.
pub(crate) fn is_unit_code(text: &str) -> bool {
    let number = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
    number.len() < text.len() && is_number(number)
}

/// Whether `code` is `parent`, a full stop, and a number.
pub(crate) fn is_child_code(code: &str, parent: &str) -> bool {
    code.strip_prefix(parent)
        .and_then(|rest| rest.strip_prefix('.'))
        .is_some_and(is_number)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit())
}
