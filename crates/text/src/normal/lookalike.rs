//! Look-alike letters, folded on tokens of mixed script only: real Russian and Greek survive.

use super::Cell;
use super::script::Script;

/// Latin letters and the Cyrillic ones they are taken for.
const LATIN_TO_CYRILLIC: [(char, char); 14] = [
    ('a', 'а'),
    ('b', 'в'),
    ('c', 'с'),
    ('e', 'е'),
    ('h', 'н'),
    ('i', 'і'),
    ('k', 'к'),
    ('m', 'м'),
    ('n', 'п'),
    ('o', 'о'),
    ('p', 'р'),
    ('t', 'т'),
    ('x', 'х'),
    ('y', 'у'),
];

/// Folds the tokens that mix Latin with Cyrillic, Greek or another look-alike script; says which cells it changed.
pub(super) fn fold_mixed_tokens(cells: &mut [Cell], mut changed: impl FnMut(&Cell)) {
    let latin = cells.iter().filter(|cell| is_latin(cell.folded)).count();
    let cyrillic = cells.iter().filter(|cell| Script::of(cell.folded) == Some(Script::Cyrillic)).count();
    let mut start = 0;
    while start < cells.len() {
        if !is_token_letter(cells[start].folded) {
            start += 1;
            continue;
        }
        let length = cells[start..].iter().take_while(|cell| is_token_letter(cell.folded)).count();
        fold_token(&mut cells[start..start + length], latin >= cyrillic, &mut changed);
        start += length;
    }
}

fn is_token_letter(character: char) -> bool {
    Script::of(character).is_some_and(|script| !script.is_unspaced() && script != Script::Hangul)
}

/// `mostly_latin`: what the text around says where a token could be read either way.
fn fold_token(token: &mut [Cell], mostly_latin: bool, changed: &mut impl FnMut(&Cell)) {
    let latin = token.iter().filter(|cell| is_latin(cell.folded)).count();
    if latin == 0 || latin == token.len() {
        return;
    }
    let to_latin: Option<Vec<char>> = token.iter().map(latin_shape).collect();
    let to_cyrillic: Option<Vec<char>> = token.iter().map(cyrillic_shape).collect();
    let shapes = match (to_latin, to_cyrillic) {
        (Some(shapes), None) | (None, Some(shapes)) => shapes,
        (Some(latin_shapes), Some(cyrillic_shapes)) => {
            if mostly_latin {
                latin_shapes
            } else {
                cyrillic_shapes
            }
        }
        (None, None) => return,
    };
    for (cell, shape) in token.iter_mut().zip(shapes) {
        if cell.folded != shape {
            cell.folded = shape;
            changed(cell);
        }
    }
}

fn is_latin(character: char) -> bool {
    Script::of(character) == Some(Script::Latin)
}

fn latin_shape(cell: &Cell) -> Option<char> {
    if is_latin(cell.folded) {
        return Some(cell.folded);
    }
    skeleton_letter(cell.raw).or_else(|| skeleton_letter(cell.folded))
}

fn cyrillic_shape(cell: &Cell) -> Option<char> {
    match Script::of(cell.folded) {
        Some(Script::Cyrillic) => Some(cell.folded),
        Some(Script::Latin) => {
            LATIN_TO_CYRILLIC.iter().find(|(latin, _)| *latin == cell.folded).map(|(_, cyrillic)| *cyrillic)
        }
        _ => None,
    }
}

/// The ASCII letter a character is confusable with by UTS 39, lower case.
fn skeleton_letter(character: char) -> Option<char> {
    let mut buffer = [0; 4];
    let text: &str = character.encode_utf8(&mut buffer);
    let mut skeleton = unicode_security::skeleton(text);
    let (Some(letter), None) = (skeleton.next(), skeleton.next()) else {
        return None;
    };
    if !letter.is_ascii_alphabetic() {
        return None;
    }
    // UTS 39 takes a capital I for a small l.
    if letter == 'l' && character.is_uppercase() {
        return Some('i');
    }
    Some(letter.to_ascii_lowercase())
}
