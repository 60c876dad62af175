//! Signals, their sum, its calibration, and the assessment that explains it.
//!
//! **Invariant.** Nothing here does input or output, reads a clock, or fails on any listing.
//! **Invariant.** `score == calibrate(sum of the weights of all signals)`.

pub mod evaluate;
mod evidence;
mod intent;
mod signals;
mod subject;
mod told;
mod weights;

pub use weights::{Calibration, SHIPPED, SignalId, Thresholds, Weights};

use evidence::Evidence;
use pugmark_knowledge::Knowledge;
use pugmark_knowledge::vocabulary::{Cue, Role};
use pugmark_model::{Assessment, Listing, ProductFinding, TaxonFinding, Verdict};
use std::sync::Arc;
use subject::Subject;
use told::Telling;

/// Judges listings. Cheap to share between threads.
#[derive(Debug, Clone)]
pub struct Scorer {
    knowledge: Arc<Knowledge>,
    weights: Arc<Weights>,
}

impl Scorer {
    /// A scorer with the shipped weights.
    ///
    /// # Panics
    /// Never: a test reads the shipped weights.
    #[allow(clippy::expect_used)]
    pub fn new(knowledge: Arc<Knowledge>) -> Self {
        Self {
            knowledge,
            weights: Arc::new(Weights::from_toml(SHIPPED).expect("the shipped weights are read by a test")),
        }
    }

    /// A scorer with weights from a TOML text.
    ///
    /// # Errors
    /// What is wrong with the text, with line and mend.
    pub fn with_weights(knowledge: Arc<Knowledge>, toml: &str) -> Result<Self, String> {
        Ok(Self { knowledge, weights: Arc::new(Weights::from_toml(toml)?) })
    }

    /// The tables it judges by.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// The same scorer with a shadow term made active, by its number in the tables.
    #[must_use]
    pub fn with_term_active(&self, number: u32) -> Self {
        Self {
            knowledge: Arc::new(self.knowledge.with_term_active(number)),
            weights: Arc::clone(&self.weights),
        }
    }

    /// The weights in force.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// Judges one listing. The same listing always gives the same assessment.
    pub fn assess(&self, listing: &Listing) -> Assessment {
        let evidence = Evidence::gather(&self.knowledge, listing);
        let subjects = subject::read(&evidence, &self.knowledge, &self.weights);
        let intent = intent::judge(&evidence, listing);
        let signals =
            signals::Builder::new(&evidence, &self.knowledge, &self.weights, &subjects).build(listing);
        let score = self.weights.calibrate(signals.iter().map(|signal| signal.weight).sum());
        let taxa = self.taxa(&subjects, &evidence, self.weights.verdict(score));
        let products = self.products(&subjects);
        let exemption_claims = exemption_claims(&evidence);
        Assessment {
            id: listing.id.clone().unwrap_or_default(),
            score,
            verdict: self.weights.verdict(score),
            intent,
            taxa,
            products,
            exemption_claims,
            signals,
            extracted: evidence.extracted,
            knowledge: self.knowledge.hash().to_owned(),
            model: self.weights.hash().to_owned(),
            note: None,
        }
    }

    /// The taxa that are there, surest first, each once.
    fn taxa(&self, subjects: &[Subject], evidence: &Evidence<'_>, verdict: Verdict) -> Vec<TaxonFinding> {
        let mut taxa: Vec<TaxonFinding> = Vec::new();
        if subjects.is_empty() {
            return taxa;
        }
        let telling = Telling::new(evidence, &self.knowledge, &self.weights);
        let told = telling.told(subjects, verdict != Verdict::Clear);
        for listed in [true, false] {
            for subject in told.iter().filter(|subject| (subject.role == Role::Listed) == listed) {
                let Some(taxon) = subject.taxon.map(|number| self.knowledge.taxon(number)) else {
                    continue;
                };
                if taxa.iter().any(|known| known.name == taxon.name) {
                    continue;
                }
                taxa.push(TaxonFinding {
                    name: taxon.name.clone(),
                    rank: taxon.rank.clone(),
                    group: taxon.group.clone(),
                    appendix: taxon.appendix.clone(),
                    confidence: confidence(subject),
                });
            }
        }
        taxa
    }

    /// The product forms of the subjects, surest first, each once.
    fn products(&self, subjects: &[Subject]) -> Vec<ProductFinding> {
        let mut products: Vec<ProductFinding> = Vec::new();
        for subject in subjects {
            let Some(product) = subject.product.map(|number| self.knowledge.product(number)) else {
                continue;
            };
            if products.iter().all(|known| known.code != product.code) {
                let (code, name) = (product.code.clone(), product.name.clone());
                products.push(ProductFinding { code, name, confidence: confidence(subject) });
            }
        }
        products
    }
}

/// A subject's strength as 0 to 1.
fn confidence(subject: &Subject) -> f64 {
    intent::round(1.0 - (-subject.strength().max(0.05) / 1.5).exp())
}

/// Exemptions the text claims, in the order of the vocabulary.
fn exemption_claims(evidence: &Evidence<'_>) -> Vec<String> {
    let claims = [
        (Cue::Antique, "antique"),
        (Cue::Preconvention, "pre-convention"),
        (Cue::CaptiveBred, "captive-bred"),
        (Cue::Mammoth, "mammoth"),
    ];
    let claimed =
        |class: Cue| evidence.cues.iter().any(|(known, _, found)| *known == class && !found.negated);
    claims.iter().filter(|(class, _)| claimed(*class)).map(|(_, name)| (*name).to_owned()).collect()
}
