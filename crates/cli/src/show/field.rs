//! One field of a listing with its signals beneath.

use super::layout::{Line, lines};
use crate::console::{self, Paint, Style};
use pugmark_model::{Field, Listing, Signal};
use std::borrow::Cow;
use unicode_width::UnicodeWidthStr;

/// The text of a field as spans count it; `None` for what has no single text.
pub(crate) fn original(listing: &Listing, field: Field) -> Option<Cow<'_, str>> {
    match field {
        Field::Title => listing.title.as_deref().map(Cow::Borrowed),
        Field::Text => listing.text.as_deref().map(Cow::Borrowed),
        Field::Comments if listing.comments.is_empty() => None,
        Field::Comments => Some(Cow::Owned(listing.comments.join("\n"))),
        Field::Seller | Field::Listing => None,
    }
}

/// The signals of a field that have a place in it, in order of place.
pub(crate) fn by_field(signals: &[Signal], field: Field) -> Vec<&Signal> {
    let mut of_field: Vec<&Signal> =
        signals.iter().filter(|signal| signal.field == field && signal.span.is_some()).collect();
    of_field.sort_by_key(|signal| signal.span);
    of_field
}

/// Lines of a text with each signal under its words. `elide` leaves out lines without signals.
pub(crate) fn annotated(
    text: &str,
    signals: &[&Signal],
    width: usize,
    elide: bool,
    paint: Paint,
) -> Vec<String> {
    let mut printed = Vec::new();
    let mut left_out = false;
    for (number, line) in lines(text, width).iter().enumerate() {
        let on_line = on_line(line, signals);
        if elide && on_line.is_empty() && number > 0 {
            left_out = true;
            continue;
        }
        if std::mem::take(&mut left_out) {
            printed.push(paint.dress(Style::Faint, "…"));
        }
        printed.push(dressed(line, &on_line, paint));
        for signal in on_line {
            printed.push(reason(line, signal, width, paint));
        }
    }
    if left_out {
        printed.push(paint.dress(Style::Faint, "…"));
    }
    printed
}

/// The signals that begin on a line.
fn on_line<'a>(line: &Line, signals: &[&'a Signal]) -> Vec<&'a Signal> {
    let (start, end) = line.range();
    signals
        .iter()
        .filter(|signal| signal.span.is_some_and(|[from, _]| start <= from && from < end))
        .copied()
        .collect()
}

/// A line with the words of its signals in colour.
fn dressed(line: &Line, signals: &[&Signal], paint: Paint) -> String {
    let mut text = String::new();
    let mut run = String::new();
    let mut run_style = None;
    for cell in &line.0 {
        let style = signals.iter().find(|signal| covers(signal, cell.at)).map(|signal| style_of(signal));
        if style != run_style {
            text.push_str(&finished(&run, run_style, paint));
            run.clear();
            run_style = style;
        }
        run.push_str(&cell.shown);
    }
    text.push_str(&finished(&run, run_style, paint));
    text
}

fn finished(run: &str, style: Option<Style>, paint: Paint) -> String {
    style.map_or_else(|| run.to_owned(), |style| paint.dress(style, run))
}

fn covers(signal: &Signal, at: u32) -> bool {
    signal.span.is_some_and(|[start, end]| start <= at && at < end)
}

/// Red for what speaks for suspicion, green for what speaks against it.
pub(super) fn style_of(signal: &Signal) -> Style {
    if signal.weight > 0.0 { Style::Against } else { Style::For }
}

/// A line of carets under the words of a signal, with its weight and reason beside them. Where a terminal may turn
/// the text around, the words are quoted instead.
fn reason(line: &Line, signal: &Signal, width: usize, paint: Paint) -> String {
    let said = format!("{:+.2} {}: {}", signal.weight, signal.id, console::printable(&signal.why));
    let style = style_of(signal);
    if line.is_reordered() {
        return paint.dress(style, &format!("  “{}” {said}", console::printable(&signal.text)));
    }
    let [start, end] = signal.span.unwrap_or_default();
    let column = line.column_of(start);
    let carets = "^".repeat((line.column_of(end) - column).max(1));
    let (before, after) = (column, width.saturating_sub(column + carets.len()));
    let beside = if said.width() < after || said.width() >= before {
        format!("{}{carets} {said}", " ".repeat(column))
    } else {
        format!("{}{said} {carets}", " ".repeat(column - said.width() - 1))
    };
    paint.dress(style, &beside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signal(id: &'static str, weight: f64, span: [u32; 2], text: &str, why: &str) -> Signal {
        Signal {
            id: id.into(),
            weight,
            field: Field::Text,
            span: Some(span),
            text: text.into(),
            why: why.into(),
        }
    }

    fn shown(text: &str, signals: &[Signal], width: usize) -> String {
        let signals: Vec<&Signal> = signals.iter().collect();
        annotated(text, &signals, width, false, Paint::none()).join("\n")
    }

    #[test]
    fn reasons_stand_under_their_words() {
        let signals = [
            signal("product", 1.5, [4, 9], "ivory", "a material"),
            signal("price", 0.2, [10, 13], "5$", "asked"),
        ];
        let expected =
            "raw ivory 5 $ only\n    ^^^^^ +1.50 product: a material\n          ^^^ +0.20 price: asked";
        assert_eq!(shown("raw ivory 5 $ only", &signals, 60), expected);
    }

    #[test]
    fn wide_characters_get_two_carets() {
        let signals = [signal("code", 2.0, [1, 3], "象牙", "x")];
        assert_eq!(shown("出象牙手串", &signals, 60), "出象牙手串\n  ^^^^ +2.00 code: x");
    }

    #[test]
    fn a_reason_moves_left_where_the_right_has_no_room() {
        let text = "some long words before it and then the ivory";
        let signals = [signal("product", -1.0, [39, 44], "ivory", "a colour")];
        let beneath = format!("{}-1.00 product: a colour ^^^^^", " ".repeat(15));
        assert_eq!(shown(text, &signals, 44), format!("{text}\n{beneath}"));
    }

    #[test]
    fn arabic_words_are_quoted_instead_of_underlined() {
        let signals = [signal("code", 2.0, [0, 3], "عاج", "ivory")];
        assert_eq!(shown("عاج للبيع", &signals, 60), "عاج للبيع\n  “عاج” +2.00 code: ivory");
    }

    #[test]
    fn a_span_past_the_end_does_no_harm() {
        let signals = [signal("odd", 1.0, [2, 900], "c", "x"), signal("lost", 1.0, [50, 60], "", "y")];
        assert_eq!(shown("abc", &signals, 60), "abc\n  ^ +1.00 odd: x");
    }
}
