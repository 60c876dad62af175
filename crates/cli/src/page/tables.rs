//! The counts: scores as a picture; groups, languages and platforms as tables.

use super::escape;
use crate::scan::{BARS, Names, Share, Tally, grouped};
use std::fmt::Write;

/// Rows of a table.
const ROWS: usize = 15;

/// Histogram and tables.
pub(super) fn overview(html: &mut String, tally: &Tally) {
    html.push_str("<section aria-labelledby=\"scores\">\n<h2 id=\"scores\">Scores</h2>\n");
    histogram(html, &tally.histogram);
    html.push_str("</section>\n<section aria-labelledby=\"counts\">\n<h2 id=\"counts\">Counts</h2>\n<div class=\"tables\">\n");
    table(html, "Taxon group", &tally.groups);
    table(html, "Language", &tally.languages);
    table(html, "Platform", &tally.platforms);
    html.push_str("</div>\n</section>\n");
}

/// Bars on a scale of logarithms, or the clear ones would hide the rest.
fn histogram(html: &mut String, bars: &[Share; BARS]) {
    const HEIGHT: f64 = 120.0;
    const STEP: usize = 32;
    let highest = bars.iter().map(|bar| bar.listings).max().unwrap_or(0);
    let scale = HEIGHT / (highest as f64).ln_1p().max(1.0);
    let width = STEP * BARS;
    _ = writeln!(
        html,
        "<figure><svg viewBox=\"0 -18 {width} 158\" role=\"img\" aria-labelledby=\"scores-title scores-text\">\n\
         <title id=\"scores-title\">Histogram of scores</title>\n<desc id=\"scores-text\">{}</desc>",
        described(bars)
    );
    for (place, bar) in bars.iter().enumerate() {
        let height = (bar.listings as f64).ln_1p() * scale;
        let dark = if bar.listings == 0 { 0.0 } else { height * bar.suspected as f64 / bar.listings as f64 };
        let left = place * STEP + 3;
        _ = writeln!(
            html,
            "<rect class=\"all\" x=\"{left}\" y=\"{:.1}\" width=\"{}\" height=\"{:.1}\"/>\
             <rect class=\"suspected\" x=\"{left}\" y=\"{:.1}\" width=\"{}\" height=\"{dark:.1}\"/>",
            HEIGHT - height,
            STEP - 6,
            height - dark,
            HEIGHT - dark,
            STEP - 6,
        );
        if bar.listings > 0 {
            let (middle, above) = (place * STEP + STEP / 2, HEIGHT - height - 4.0);
            _ = writeln!(html, "<text x=\"{middle}\" y=\"{above:.1}\">{}</text>", short(bar.listings));
        }
    }
    for tenth in 0..=10 {
        let at = (width * tenth / 10).clamp(10, width - 12);
        _ = writeln!(html, "<text x=\"{at}\" y=\"136\">{:.1}</text>", tenth as f64 / 10.0);
    }
    html.push_str("</svg>\n<figcaption>Listings by score (heights by logarithm); the filled part is suspected.</figcaption></figure>\n");
}

/// The picture in words.
fn described(bars: &[Share; BARS]) -> String {
    let parts: Vec<String> = bars
        .iter()
        .enumerate()
        .filter(|(_, bar)| bar.listings > 0)
        .map(|(place, bar)| {
            let (from, to) = (place as f64 / BARS as f64, (place + 1) as f64 / BARS as f64);
            format!("{from:.2} to {to:.2}: {} listings, {} suspected", bar.listings, bar.suspected)
        })
        .collect();
    parts.join("; ")
}

/// A count in little room.
fn short(count: u64) -> String {
    match count {
        0..=9_999 => count.to_string(),
        10_000..=999_999 => format!("{}k", count / 1_000),
        _ => format!("{:.1}M", count as f64 / 1e6),
    }
}

/// The names with most suspected listings.
fn table(html: &mut String, name: &str, names: &Names) {
    let mut rows: Vec<(&String, &Share)> = names.iter().collect();
    rows.sort_by_key(|(_, share)| std::cmp::Reverse((share.suspected, share.listings)));
    _ = writeln!(
        html,
        "<table><caption>{name}</caption><thead><tr><th scope=\"col\">{name}</th><th scope=\"col\">suspected</th>\
         <th scope=\"col\">listings</th></tr></thead>\n<tbody>"
    );
    for (value, share) in rows.iter().take(ROWS) {
        _ = writeln!(
            html,
            "<tr><th scope=\"row\">{}</th><td class=\"number\">{}</td><td class=\"number\">{}</td></tr>",
            escape(&value.chars().take(60).collect::<String>()),
            grouped(share.suspected),
            grouped(share.listings),
        );
    }
    html.push_str("</tbody>");
    if rows.len() > ROWS {
        _ = write!(html, "<tfoot><tr><td colspan=\"3\">and {} more</td></tr></tfoot>", rows.len() - ROWS);
    }
    html.push_str("</table>\n");
}
