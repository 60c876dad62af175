//! Whether what was read out of a listing is what the gold answer names.

use pugmark_model::{Contact, ContactKind, Field, Intent, IntentKind, Price, TaxonFinding};
use std::collections::BTreeSet;

/// Whether the contacts found in title and text are exactly those of the gold answer, as sets.
///
/// Gold names a phone of any channel in E.164 and anything else as `kind:value` (`telegram:@name`). Links count only
/// where gold names links.
pub fn contacts_exact(found: &[Contact], gold: &[String]) -> bool {
    contacts_found(found, gold) == gold.iter().map(|contact| contact.to_lowercase()).collect()
}

/// The contacts found, in the notation of the gold answer.
fn contacts_found(found: &[Contact], gold: &[String]) -> BTreeSet<String> {
    let links_count = gold.iter().any(|contact| contact.starts_with("link:"));
    found
        .iter()
        .filter(|contact| in_the_words(contact.field))
        .filter(|contact| contact.kind != ContactKind::Link || links_count)
        .map(contact_key)
        .collect()
}

/// E.164 numbers as they are, everything else as `kind:value`, in lower case.
fn contact_key(contact: &Contact) -> String {
    let digits = contact.value.strip_prefix('+').unwrap_or_default();
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return contact.value.clone();
    }
    let kind = format!("{:?}", contact.kind);
    format!("{kind}:{}", contact.value).to_lowercase()
}

/// Whether the prices found in title and text are exactly those of the gold answer, as sets of amount and currency.
/// Amounts are compared as numbers: `1500`, `1500.0` and `01500` are one.
pub fn prices_exact(found: &[Price], gold: &[(String, Option<String>)]) -> bool {
    let found: BTreeSet<_> = found
        .iter()
        .filter(|price| in_the_words(price.field))
        .map(|price| (plain_amount(&price.amount), price.currency.as_deref()))
        .collect();
    let gold: BTreeSet<_> =
        gold.iter().map(|(amount, currency)| (plain_amount(amount), currency.as_deref())).collect();
    found == gold
}

/// A decimal string without needless zeros.
fn plain_amount(amount: &str) -> &str {
    let amount = amount.trim();
    let amount =
        if amount.contains('.') { amount.trim_end_matches('0').trim_end_matches('.') } else { amount };
    amount.trim_start_matches('0')
}

/// Whether the surest taxon belongs to the gold group. Where gold names no group, any finding will do.
pub fn taxon_group_right(found: &[TaxonFinding], gold: Option<&str>) -> bool {
    gold.is_none_or(|group| found.first().is_some_and(|taxon| taxon.group == group))
}

/// Whether the likeliest intent is the gold one (`sell`, `buy`, anything else counting as `other`).
pub fn intent_right(found: Intent, gold: &str) -> bool {
    let gold = match gold {
        "sell" => IntentKind::Sell,
        "buy" => IntentKind::Buy,
        _ => IntentKind::Other,
    };
    found.kind == gold
}

/// Only what stands in title and text is held against the gold answer.
fn in_the_words(field: Field) -> bool {
    matches!(field, Field::Title | Field::Text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(kind: ContactKind, value: &str) -> Contact {
        Contact { kind, value: value.into(), field: Field::Text, span: [0, 1] }
    }

    fn price(amount: &str, currency: &str, field: Field) -> Price {
        Price { amount: amount.into(), currency: Some(currency.into()), per: None, field, span: [0, 1] }
    }

    fn strings(values: &[&str]) -> Vec<String> {
        values.iter().map(|&value| value.to_owned()).collect()
    }

    #[test]
    fn a_phone_is_the_same_on_every_channel() {
        let found =
            [contact(ContactKind::Whatsapp, "+60123456789"), contact(ContactKind::Phone, "+60123456789")];
        assert!(contacts_exact(&found, &strings(&["+60123456789"])));
        assert!(!contacts_exact(&found, &[]));
    }

    #[test]
    fn handles_carry_their_channel() {
        let found = [contact(ContactKind::Telegram, "@Horn_Way"), contact(ContactKind::Wechat, "abc")];
        assert!(contacts_exact(&found, &strings(&["telegram:@horn_way", "wechat:abc"])));
        assert!(!contacts_exact(&found, &strings(&["telegram:@horn_way", "line:abc"])));
    }

    #[test]
    fn links_and_the_profile_do_not_count() {
        let mut in_profile = contact(ContactKind::Email, "a@b.example");
        in_profile.field = Field::Seller;
        let found = [contact(ContactKind::Link, "https://a.example"), in_profile];
        assert!(contacts_exact(&found, &[]));
        assert!(contacts_exact(&found, &strings(&["link:https://a.example"])));
    }

    #[test]
    fn prices_compare_as_numbers() {
        let found = [price("1500.00", "THB", Field::Text), price("0.50", "USD", Field::Title)];
        let gold = [("1500".to_owned(), Some("THB".to_owned())), (".5".to_owned(), Some("USD".to_owned()))];
        assert!(prices_exact(&found, &gold));
        let elsewhere = [price("9", "THB", Field::Comments)];
        assert!(prices_exact(&elsewhere, &[]));
        assert!(!prices_exact(&found, &gold[..1]));
    }

    #[test]
    fn amounts_lose_needless_zeros() {
        let cases =
            [("0", ""), ("100", "100"), ("0100.10", "100.1"), ("0.0", ""), ("0.5", ".5"), ("10.", "10")];
        for (amount, plain) in cases {
            assert_eq!(plain_amount(amount), plain, "{amount}");
        }
    }

    #[test]
    fn a_group_is_judged_by_the_surest_taxon() {
        let taxon = |group: &str| TaxonFinding {
            name: "x".into(),
            rank: "species".into(),
            group: group.into(),
            appendix: "I".into(),
            confidence: 0.9,
        };
        let found = [taxon("elephant"), taxon("rhino")];
        assert!(taxon_group_right(&found, Some("elephant")));
        assert!(!taxon_group_right(&found, Some("rhino")));
        assert!(taxon_group_right(&found, None));
        assert!(!taxon_group_right(&[], Some("rhino")));
    }

    #[test]
    fn unknown_intents_count_as_other() {
        let intent = |kind| Intent { kind, probability: 1.0 };
        assert!(intent_right(intent(IntentKind::Buy), "buy"));
        assert!(intent_right(intent(IntentKind::Other), "exchange"));
        assert!(!intent_right(intent(IntentKind::Sell), "other"));
    }
}
