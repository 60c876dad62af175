//! The summary page of a scan: one file, no script, nothing asked of the network.
//!
//! **Invariant.** Nothing from outside enters the page but through [`escape`], and no contact in clear unless the user
//! asked for it.

mod listing;
mod mask;
mod tables;

use crate::scan::{Shown, Tally, grouped};
use std::fmt::Write;

const STYLE: &str = include_str!("style.css");

/// What the page says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Content<'a> {
    pub(crate) tally: &'a Tally,
    pub(crate) shown: &'a [Shown],
    pub(crate) faults: u64,
    /// Whether contacts are masked.
    pub(crate) masked: bool,
}

/// The whole page.
pub(crate) fn page(content: Content<'_>) -> String {
    let mut html = String::from(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>Pugmark: summary of a scan</title>\n",
    );
    _ = write!(html, "<style>\n{STYLE}</style>\n</head>\n<body>\n");
    html.push_str("<a class=\"skip\" href=\"#listings\">Skip to the listings</a>\n");
    header(&mut html, content);
    html.push_str("<main>\n");
    tables::overview(&mut html, content.tally);
    listings(&mut html, content);
    html.push_str("</main>\n");
    footer(&mut html, content);
    html.push_str("</body>\n</html>\n");
    html
}

fn header(html: &mut String, content: Content<'_>) {
    let tally = content.tally;
    html.push_str("<header>\n<h1>Summary of a scan</h1>\n");
    html.push_str(
        "<p>A score is the probability that a trained reviewer would call a listing a suspected unlawful offer of \
         protected wildlife. It is a reason to look, and says nothing about guilt.</p>\n<dl class=\"figures\">\n",
    );
    let figures = [
        ("listings", tally.listings(), ""),
        ("urgent", tally.urgent, "urgent"),
        ("review", tally.review, "review"),
        ("clear", tally.clear, "clear"),
        ("faults", content.faults, ""),
    ];
    for (name, number, class) in figures {
        _ = writeln!(html, "<div class=\"{class}\"><dt>{name}</dt><dd>{}</dd></div>", grouped(number));
    }
    html.push_str("</dl>\n</header>\n");
}

fn listings(html: &mut String, content: Content<'_>) {
    html.push_str("<section aria-labelledby=\"listings\">\n<h2 id=\"listings\" tabindex=\"-1\">Suspected listings</h2>\n");
    if content.shown.is_empty() {
        html.push_str("<p>None.</p>\n");
    } else {
        let all = content.tally.suspected();
        _ = writeln!(
            html,
            "<p>The {} highest scores of {} suspected listings. Marked words carry the weight they add to the score: \
             <span class=\"for\">+</span> speaks for suspicion, <span class=\"against\">−</span> against it.{}</p>\n<ol class=\"listings\">",
            content.shown.len(),
            grouped(all),
            if content.masked { " Contacts are masked." } else { "" },
        );
        for shown in content.shown {
            listing::entry(html, shown, content.masked);
        }
        html.push_str("</ol>\n");
    }
    html.push_str("</section>\n");
}

fn footer(html: &mut String, content: Content<'_>) {
    _ = write!(html, "<footer><p>pugmark {}", env!("CARGO_PKG_VERSION"));
    if let Some(shown) = content.shown.first() {
        let (knowledge, model) = (escape(&shown.assessment.knowledge), escape(&shown.assessment.model));
        _ = write!(html, ", knowledge <code>{knowledge}</code>, model <code>{model}</code>");
    }
    html.push_str("</p></footer>\n");
}

/// Text made safe for HTML, in element content and in quoted attributes. Characters that reorder or hide text are
/// spelled out.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' | '\t' | '\u{200d}' => safe.push(character),
            hidden if crate::console::is_unprintable(hidden) => {
                safe.push_str(&crate::console::escape(hidden));
            }
            plain => safe.push(plain),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use pugmark_model::{
        Assessment, Contact, ContactKind, Extracted, Field, Intent, IntentKind, Listing, Signal, Verdict,
    };

    const HOSTILE: &str = "<script>alert(1)</script> ivory \u{202e} wa +60123456789 \"' onload=x";

    fn hostile() -> Shown {
        let signal = |id: &'static str, span: [u32; 2], text: &str| Signal {
            id: id.into(),
            weight: 1.25,
            field: Field::Text,
            span: Some(span),
            text: text.to_owned(),
            why: "<b>why</b>".to_owned(),
        };
        let contact = Contact {
            kind: ContactKind::Whatsapp,
            value: "+60123456789".to_owned(),
            field: Field::Text,
            span: [37, 49],
        };
        Shown {
            listing: Listing {
                text: Some(HOSTILE.to_owned()),
                platform: Some("<img src=x>".to_owned()),
                ..Listing::default()
            },
            assessment: Assessment {
                id: "\"><script>".to_owned(),
                score: 0.97,
                verdict: Verdict::Urgent,
                intent: Intent { kind: IntentKind::Sell, probability: 0.9 },
                taxa: Vec::new(),
                products: Vec::new(),
                exemption_claims: vec!["<i>".to_owned()],
                signals: vec![
                    signal("product", [26, 31], "ivory"),
                    signal("contact", [37, 49], "+60123456789"),
                ],
                extracted: Extracted { contacts: vec![contact], ..Extracted::default() },
                knowledge: "k".to_owned(),
                model: "m".to_owned(),
                note: Some("<u>".to_owned()),
            },
        }
    }

    fn shown_page(masked: bool) -> String {
        let shown = [hostile()];
        let mut tally = Tally::default();
        tally.add(&shown[0].assessment);
        tally.add_details(&shown[0].listing, &shown[0].assessment);
        page(Content { tally: &tally, shown: &shown, faults: 1, masked })
    }

    #[test]
    fn nothing_from_outside_becomes_markup() {
        let html = shown_page(true);
        for markup in ["<script", "<img", "<b>why", "<i>", "<u>", "\u{202e}"] {
            assert!(!html.contains(markup), "{markup} in {html}");
        }
        assert!(html.contains("&lt;script&gt;alert(1)"));
        assert!(html.contains("<mark"), "the words are marked");
    }

    #[test]
    fn nothing_is_asked_of_the_network() {
        let html = shown_page(false);
        for request in ["src=", "http:", "https:", "url(", "@import", "<link"] {
            assert!(!html.replace("&lt;img src=x&gt;", "").contains(request), "{request}");
        }
        assert!(html.contains("default-src 'none'"));
    }

    #[test]
    fn contacts_are_masked_unless_asked_for() {
        assert!(!shown_page(true).contains("0123456789"));
        assert!(!shown_page(true).contains("60123456789"));
        assert!(shown_page(false).contains("+60123456789"));
    }
}
