//! Digits as they are written to be read by people only: in groups, in words, with `o` for zero.

use super::marks::{Found, Number, NumberRole, language_bits, lookup, spaced_script};

/// Most digits and groups in one run; a longer run is cut.
const LONGEST_RUN: usize = 40;

/// Some digits that stand together, or a number word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Where its digits begin in the run's digits.
    pub(super) from: usize,
    /// How many digits.
    pub(super) count: usize,
    /// Written as words or letters.
    pub(super) spelled: bool,
}

/// Groups with nothing but separators between.
#[derive(Debug, Clone, Default)]
pub(super) struct Run {
    pub(super) groups: Vec<Group>,
    pub(super) digits: String,
    /// A `+` stands before the first group.
    pub(super) plus: bool,
    languages: u32,
}

#[derive(Debug, Clone)]
struct Item {
    start: usize,
    end: usize,
    digits: String,
    languages: u32,
    spelled: bool,
}

/// All runs of at least `least` digits, in order.
pub(super) fn runs(text: &str, found: &[Found], language: Option<&str>, least: usize) -> Vec<Run> {
    let mut items = spelled_items(text, found, language);
    let spelled = !items.is_empty();
    let in_channel = |at: usize| {
        let next = found.partition_point(|word| word.start <= at);
        found[..next].iter().rev().take(3).any(|word| word.mark.channel.is_some() && at < word.end)
    };
    items.extend(written_items(text).into_iter().filter(|item| !item.spelled || !in_channel(item.start)));
    if spelled {
        items.sort_by_key(|item| (item.start, item.end));
    }
    let mut runs = Vec::new();
    let mut run = Run::default();
    for item in &items {
        if !run.accepts(text, item) {
            finish(text, &mut run, least, &mut runs);
        }
        run.push(item);
    }
    finish(text, &mut run, least, &mut runs);
    runs
}

fn finish(text: &str, run: &mut Run, least: usize, runs: &mut Vec<Run>) {
    let mut run = std::mem::take(run);
    if run.digits.len() >= least {
        run.plus = run.groups.first().is_some_and(|group| has_plus(text, group.start));
        runs.push(run);
    }
}

/// Whether a plus sign, or its name, stands before `at`.
fn has_plus(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '(', '\u{A0}']);
    if before.ends_with('+') {
        return true;
    }
    let word_start =
        before.char_indices().rev().take_while(|(_, c)| c.is_alphabetic()).last().map(|(index, _)| index);
    word_start.is_some_and(|start| lookup(&before[start..]).is_some_and(|mark| mark.plus))
}

impl Run {
    fn accepts(&self, text: &str, item: &Item) -> bool {
        let Some(last) = self.groups.last() else {
            return true;
        };
        item.start >= last.end
            && self.digits.len() + item.digits.len() <= LONGEST_RUN
            && self.groups.len() < LONGEST_RUN
            && (item.languages == 0 || self.languages == 0 || item.languages & self.languages != 0)
            && joins(&text[last.end..item.start], last, item)
    }

    fn push(&mut self, item: &Item) {
        let last_end = self.groups.last().map_or(0, |group| group.end);
        if item.start < last_end {
            return;
        }
        self.groups.push(Group {
            start: item.start,
            end: item.end,
            from: self.digits.len(),
            count: item.digits.len(),
            spelled: item.spelled,
        });
        self.digits.push_str(&item.digits);
        self.languages = match (self.languages, item.languages) {
            (0, bits) | (bits, 0) => bits,
            (a, b) => a & b,
        };
    }
}

/// Whether what stands between two groups lets them be one number.
fn joins(gap: &str, last: &Group, item: &Item) -> bool {
    if gap.len() > 24 {
        return false;
    }
    let loose = last.spelled || item.spelled || (last.count <= 1 && item.digits.len() <= 1);
    let mut count = 0;
    for character in gap.chars() {
        count += 1;
        let joining = match character {
            ' '
            | '\u{A0}'
            | '.'
            | '-'
            | '('
            | ')'
            | '_'
            | '*'
            | '~'
            | '\''
            | '·'
            | '•'
            | '・'
            | '…'
            | 'ー'
            | '\u{2010}'..='\u{2015}' => true,
            ',' | '/' | '|' | ';' | ':' | '\\' | '،' | '、' | '+' => loose,
            '\u{20A0}'..='\u{20CF}' => false,
            other => other >= '\u{2000}' && !other.is_alphanumeric(),
        };
        if !joining {
            return item.spelled && last.spelled && is_and(gap);
        }
    }
    count <= 5
}

fn is_and(gap: &str) -> bool {
    lookup(gap.trim()).and_then(|mark| mark.number).is_some_and(|number| number.role == NumberRole::And)
}

/// Number words as digits: `twenty one` is `21`, `double five` is `55`.
fn spelled_items(text: &str, found: &[Found], language: Option<&str>) -> Vec<Item> {
    let words = number_words(found, language);
    let mut items = Vec::with_capacity(words.len());
    let mut index = 0;
    while index < words.len() {
        let (start, mut end, number) = words[index];
        index += 1;
        let mut digits = match number.role {
            NumberRole::And => continue,
            NumberRole::Repeat => {
                let Some((digit, digit_end)) = digit_after(text, end, words.get(index).copied()) else {
                    continue;
                };
                if words.get(index).is_some_and(|next| next.1 == digit_end) {
                    index += 1;
                }
                end = digit_end;
                digit.repeat(number.value as usize)
            }
            NumberRole::Value => {
                let mut value = number.value;
                while let Some((next_value, next_end, steps)) = addend(text, value, end, &words[index..]) {
                    value += next_value;
                    end = next_end;
                    index += steps;
                }
                value.to_string()
            }
        };
        digits.truncate(6);
        items.push(Item { start, end, digits, languages: number.languages, spelled: true });
    }
    items
}

/// The number words of the text's language, and those of others that stand together.
fn number_words(found: &[Found], language: Option<&str>) -> Vec<(usize, usize, Number)> {
    let all: Vec<(usize, usize, Number)> = found
        .iter()
        .filter_map(|word| word.mark.number.map(|number| (word.start, word.end, number)))
        .collect();
    let Some(language) = language else { return all };
    let expected = language_bits(language);
    let together = |a: &(usize, usize, Number), b: &(usize, usize, Number)| {
        b.0 >= a.1 && b.0 - a.1 <= 3 && a.2.languages & b.2.languages != 0
    };
    let is_kept = |index: usize| {
        let word = &all[index];
        word.2.languages & expected != 0
            || (index > 0 && together(&all[index - 1], word))
            || all.get(index + 1).is_some_and(|next| together(word, next))
    };
    (0..all.len()).filter(|index| is_kept(*index)).map(|index| all[index]).collect()
}

/// The digit that a word such as `double` repeats, with its end.
fn digit_after(text: &str, at: usize, word: Option<(usize, usize, Number)>) -> Option<(String, usize)> {
    let rest = text.get(at..)?;
    let skipped = rest.len() - rest.trim_start_matches([' ', '-']).len();
    let start = at + skipped;
    if let Some((word_start, word_end, number)) = word
        && word_start == start
        && number.role == NumberRole::Value
        && number.value < 10
    {
        return Some((number.value.to_string(), word_end));
    }
    let digit = text.get(start..)?.chars().next().filter(char::is_ascii_digit)?;
    Some((digit.to_string(), start + 1))
}

/// What the next word adds to `value` (`sixty` + `two`), its end, and how many words that took.
fn addend(
    text: &str,
    value: u16,
    end: usize,
    next: &[(usize, usize, Number)],
) -> Option<(u16, usize, usize)> {
    let is_close = |start: usize, from: usize| {
        text.get(from..start)
            .is_some_and(|gap| gap.chars().all(|c| matches!(c, ' ' | '-' | '\u{2010}'..='\u{2015}')))
    };
    let (first_start, first_end, first) = *next.first()?;
    if !is_close(first_start, end) {
        return None;
    }
    let (added, added_end, steps) = match first.role {
        NumberRole::Value => (first, first_end, 1),
        NumberRole::And => {
            let (start, second_end, second) = *next.get(1)?;
            if second.role != NumberRole::Value || !is_close(start, first_end) {
                return None;
            }
            (second, second_end, 2)
        }
        NumberRole::Repeat => return None,
    };
    let fits = match value {
        100..=900 if value.is_multiple_of(100) => (1..100).contains(&added.value),
        60 | 80 if added.value >= 10 => added.value < 20 && added.languages & LANGUAGE_FR != 0,
        20..=90 | 120..=990 if value.is_multiple_of(10) => (1..10).contains(&added.value),
        _ => false,
    };
    fits.then_some((added.value, added_end, steps))
}

/// The bit of French, where tens may be counted on from sixty and eighty.
const LANGUAGE_FR: u32 = 1 << 8;

/// Groups written in digits, with letters that look like digits.
fn written_items(text: &str) -> Vec<Item> {
    let mut items = Vec::new();
    let mut start = None;
    let mut has_digit = false;
    let mut has_zero_letter = false;
    for (index, character) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        if character.is_ascii_digit() || spaced_script(character) != 0 {
            start.get_or_insert(index);
            has_digit |= character.is_ascii_digit();
            has_zero_letter |= is_zero_letter(character);
            continue;
        }
        if let Some(token_start) = start.take()
            && (has_digit || has_zero_letter)
        {
            written_item(text, token_start, index, &mut items);
        }
        has_digit = false;
        has_zero_letter = false;
    }
    items
}

fn is_zero_letter(character: char) -> bool {
    matches!(character, 'o' | '\u{43E}' | '\u{3BF}')
}

fn written_item(text: &str, start: usize, end: usize, items: &mut Vec<Item>) {
    let token = &text[start..end];
    if token.len() > 64 {
        return;
    }
    let mut push = |from: usize, to: usize| {
        if let Some((digits, spelled)) = as_digits(&text[from..to]) {
            items.push(Item { start: from, end: to, digits, languages: 0, spelled });
        }
    };
    if as_digits(token).is_some() {
        return push(start, end);
    }
    let is_glued =
        |word: &str| lookup(word).is_some_and(|mark| mark.channel.is_some() || mark.phone || mark.filler);
    let Some(first) = token.find(|c: char| c.is_ascii_digit()) else {
        return;
    };
    let last = token.rfind(|c: char| c.is_ascii_digit()).map_or(token.len(), |index| index + 1);
    let (prefix, suffix) = (&token[..first], &token[last..]);
    if (prefix.is_empty() || is_glued(prefix)) && (suffix.is_empty() || is_glued(suffix)) {
        push(start + first, start + last);
    } else if let Some(mark) = prefix.strip_suffix(is_zero_letter)
        && suffix.is_empty()
        && is_glued(mark)
    {
        push(start + mark.len(), start + last);
    }
}

/// A token as digits, and whether letters were read as digits; `None` when it is another kind of word.
fn as_digits(token: &str) -> Option<(String, bool)> {
    if !token.chars().all(|c| c.is_ascii_digit() || is_zero_letter(c) || matches!(c, 'l' | 'i')) {
        return None;
    }
    let mut digits = String::with_capacity(token.len());
    let mut written = 0;
    let mut only_zeros = true;
    for character in token.chars() {
        match character {
            '0'..='9' => {
                written += 1;
                digits.push(character);
            }
            c if is_zero_letter(c) => digits.push('0'),
            'l' | 'i' => {
                only_zeros = false;
                digits.push('1');
            }
            _ => return None,
        }
    }
    let has_unit = written == token.len() - 1 && token.ends_with(['l', 'i']);
    if (written == 0 && !only_zeros) || has_unit || (written < 2 && !only_zeros) {
        return None;
    }
    Some((digits, written < token.len()))
}
