//! What the advert claims, and what would prove it.

use super::needs::{Case, asked_by};
use super::route::Applies;
use super::rules::{ClaimRow, Exemption, Rules};
use super::{Claim, ClaimedExemption, Need, Unclear};
use pugmark_text::Normal;

/// The claim that a word stands for.
pub(crate) fn read<'a>(rules: &'a Rules, word: &str) -> Result<&'a ClaimRow, Unclear> {
    let wanted = plain(word);
    let is = |text: &String| plain(text) == wanted;
    let found =
        rules.claims.iter().find(|claim| is(&claim.id) || is(&claim.name) || claim.words.iter().any(is));
    found.ok_or_else(|| {
        let all: Vec<&str> = rules.claims.iter().map(|claim| claim.id.as_str()).collect();
        Unclear::new(format!("`{word}` is no claim known here"), format!("use one of: {}", all.join(", ")))
    })
}

/// Letters and digits only, so that `Pre-Convention` and `pre convention` are one.
fn plain(text: &str) -> String {
    Normal::plain(text.trim()).bare().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Sets a claim out under every law that knows it, and notes which needs it would free of.
pub(crate) fn weigh(case: &Case<'_>, claim: &ClaimRow, needs: &mut [Need]) -> Claim {
    let mut exemptions = Vec::new();
    for row in case.rules.exemptions.iter().filter(|row| row.claims.contains(&claim.id)) {
        let only_if = match case.applies(&row.when) {
            Applies::No => continue,
            Applies::Yes => String::new(),
            Applies::If(words) => words,
        };
        exemptions.push(exemption(case, row, only_if, &claim.id, needs));
    }
    Claim { id: claim.id.clone(), name: claim.name.clone(), means: claim.means.clone(), exemptions }
}

fn exemption(
    case: &Case<'_>,
    row: &Exemption,
    only_if: String,
    claim: &str,
    needs: &mut [Need],
) -> ClaimedExemption {
    let mut frees_of: Vec<String> = Vec::new();
    for need in needs.iter_mut() {
        if !need.papers.iter().all(|paper| row.lifts.contains(&paper.id)) {
            continue;
        }
        frees_of.extend(need.papers.iter().map(|paper| paper.id.clone()));
        if !need.freed_by.iter().any(|known| known == claim) {
            need.freed_by.push(claim.to_owned());
        }
    }
    let before = match row.before.as_str() {
        "listing" if case.subject.first_listed.is_empty() => "the first listing of the species".to_owned(),
        "listing" => case.subject.first_listed.clone(),
        other => other.to_owned(),
    };
    ClaimedExemption {
        under: asked_by(&row.when.country),
        before,
        conditions: row.conditions.clone(),
        proved_by: row.proved_by.clone(),
        papers: case.papers(&row.papers),
        frees_of,
        only_if,
        reference: row.reference.clone(),
        confirmed: row.confirmed,
    }
}
