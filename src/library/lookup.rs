//! Finding things in the library by their addresses and ids.

use super::{
    Framework, Library, Mapping, Method, Module, Quiz, Reflection, Scenario, Specification, Term,
    Unit, Worksheet,
};

impl Library {
    /// The qualification or stand-alone unit at an address.
    pub fn specification(&self, slug: &str) -> Option<&Specification> {
        self.specifications
            .iter()
            .find(|specification| specification.slug == slug)
    }

    /// A version of a specification, current or kept, by its author's number.
    pub fn version(&self, slug: &str, label: &str) -> Option<&Specification> {
        let all = self.specifications.iter().chain(&self.kept);
        all.into_iter()
            .find(|version| version.slug == slug && version.label == label)
    }

    /// The mapping that leads on from a version.
    pub fn mapping_from(&self, slug: &str, label: &str) -> Option<&Mapping> {
        self.mappings
            .iter()
            .find(|mapping| mapping.slug == slug && mapping.from == label)
    }

    /// The framework at an address.
    pub fn framework(&self, slug: &str) -> Option<&Framework> {
        self.frameworks
            .iter()
            .find(|framework| framework.slug == slug)
    }

    /// The module at an address.
    pub fn module(&self, slug: &str) -> Option<&Module> {
        self.modules.iter().find(|module| module.slug == slug)
    }

    /// The quiz or practice with an id.
    pub fn quiz(&self, id: &str) -> Option<&Quiz> {
        self.quizzes.iter().find(|quiz| quiz.id == id)
    }

    /// The reflection with an id.
    pub fn reflection(&self, id: &str) -> Option<&Reflection> {
        self.reflections
            .iter()
            .find(|reflection| reflection.id == id)
    }

    /// The conversation with an id.
    pub fn scenario(&self, id: &str) -> Option<&Scenario> {
        self.scenarios.iter().find(|scenario| scenario.id == id)
    }

    /// The form for evidence of a method.
    pub fn form(&self, method: Method) -> Option<&Worksheet> {
        self.forms.iter().find(|form| form.method == method)
    }

    /// The worksheet with an id.
    pub fn worksheet(&self, id: &str) -> Option<&Worksheet> {
        self.worksheets.iter().find(|worksheet| worksheet.id == id)
    }

    /// The term of the glossary with an id.
    pub fn term(&self, id: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.id == id)
    }

    /// Every unit that has a module, with the specification it belongs to.
    pub fn units_with_module(&self, slug: &str) -> impl Iterator<Item = (&Specification, &Unit)> {
        let pairs = self.specifications.iter().flat_map(|specification| {
            specification
                .units
                .iter()
                .map(move |unit| (specification, unit))
        });
        pairs.filter(move |(_, unit)| unit.modules.iter().any(|module| module == slug))
    }
}
