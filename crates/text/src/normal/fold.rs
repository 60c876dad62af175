//! What one character becomes: NFKC, lower case, one digit shape, one Han shape, no invisible characters.

use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

/// What a character folds to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fold {
    /// Itself in normal form.
    Char(char),
    /// A letter or digit in fancy dress: enclosed, mathematical, full-width, regional indicator, small capital.
    Styled(char),
    /// More than one character: ask [`expand`].
    Many,
    /// A combining mark: joins what stands before it.
    Mark(char),
    /// Removed, and worth a flag between letters.
    ZeroWidth,
    /// Removed, and worth a flag: bidirectional override or isolate.
    Bidi,
    /// Removed, and worth a flag: tag characters.
    Tag,
    /// Removed: variation selectors, tatweel, harakat.
    Nothing,
}

const PAGE: usize = 256;
/// Planes 0 and 1 are tabled; the tags and the rest are folded as they come.
const PAGES: usize = 0x2_0000 / PAGE;

static TABLE: [OnceLock<Box<[Fold; PAGE]>>; PAGES] = [const { OnceLock::new() }; PAGES];

/// Folds one character, through a table that fills itself a page at a time.
pub(super) fn fold(character: char) -> Fold {
    let code = character as usize;
    let Some(page) = TABLE.get(code / PAGE) else {
        return compute(character);
    };
    page.get_or_init(|| {
        let first = code / PAGE * PAGE;
        let mut page = Box::new([Fold::Nothing; PAGE]);
        for (offset, slot) in page.iter_mut().enumerate() {
            *slot =
                u32::try_from(first + offset).ok().and_then(char::from_u32).map_or(Fold::Nothing, compute);
        }
        page
    })[code % PAGE]
}

/// The characters of a [`Fold::Many`].
pub(super) fn expand(character: char) -> impl Iterator<Item = char> {
    std::iter::once(character)
        .nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| !matches!(c, '\u{0300}'..='\u{036F}'))
        .filter_map(|c| match fold(c) {
            Fold::Char(folded) | Fold::Styled(folded) | Fold::Mark(folded) => Some(folded),
            Fold::Many => Some(c),
            _ => None,
        })
}

fn compute(character: char) -> Fold {
    if let Some(removed) = invisible(character) {
        return removed;
    }
    if let Some(letter) = dressed(character) {
        return Fold::Styled(letter);
    }
    if let Some(digit) = digit_value(character) {
        return if character.is_ascii() {
            Fold::Char(digit)
        } else {
            dressed_or_script_digit(character, digit)
        };
    }
    let mut folded =
        std::iter::once(character).nfkc().flat_map(char::to_lowercase).filter(|c| *c != '\u{0307}');
    let (Some(first), None) = (folded.next(), folded.next()) else {
        return if character == '\u{0307}' { Fold::Mark(character) } else { Fold::Many };
    };
    let plain = unify(first);
    if let Some(letter) = dressed(plain) {
        return Fold::Styled(letter);
    }
    if unicode_normalization::char::canonical_combining_class(plain) != 0 || is_jamo_tail(plain) {
        return Fold::Mark(plain);
    }
    if plain.is_ascii_alphanumeric() && !character.is_ascii() && !is_accented_latin(character) {
        return Fold::Styled(plain);
    }
    Fold::Char(plain)
}

fn invisible(character: char) -> Option<Fold> {
    Some(match character {
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}' => {
            Fold::Bidi
        }
        '\u{200B}'..='\u{200D}'
        | '\u{2060}'..='\u{2064}'
        | '\u{206A}'..='\u{206F}'
        | '\u{FEFF}'
        | '\u{00AD}'
        | '\u{034F}'
        | '\u{180B}'..='\u{180F}'
        | '\u{115F}'
        | '\u{1160}'
        | '\u{3164}'
        | '\u{FFA0}'
        | '\u{2800}' => Fold::ZeroWidth,
        '\u{E0000}'..='\u{E007F}' => Fold::Tag,
        '\u{FE00}'..='\u{FE0F}'
        | '\u{E0100}'..='\u{E01EF}'
        | '\u{20DD}'..='\u{20E4}'
        | '\u{1F3FB}'..='\u{1F3FF}'
        | '\u{0640}'
        | '\u{064B}'..='\u{065F}'
        | '\u{0670}'
        | '\u{06D6}'..='\u{06ED}' => Fold::Nothing,
        '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{9F}' => Fold::Char(' '),
        _ => return None,
    })
}

/// Letters in dress that NFKC leaves as they are.
fn dressed(character: char) -> Option<char> {
    const SMALL_CAPITALS: &str = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡ\u{0}ʏᴢ";
    let letter = |first: u32| char::from_u32('a' as u32 + (character as u32 - first));
    match character {
        '\u{1F1E6}'..='\u{1F1FF}' => letter(0x1F1E6),
        '\u{1F150}'..='\u{1F169}' => letter(0x1F150),
        '\u{1F170}'..='\u{1F189}' => letter(0x1F170),
        '\u{2776}'..='\u{277E}' => char::from_u32('1' as u32 + (character as u32 - 0x2776)),
        '\u{2780}'..='\u{2788}' => char::from_u32('1' as u32 + (character as u32 - 0x2780)),
        '\u{278A}'..='\u{2792}' => char::from_u32('1' as u32 + (character as u32 - 0x278A)),
        '\u{24F5}'..='\u{24FD}' => char::from_u32('1' as u32 + (character as u32 - 0x24F5)),
        '\u{250}'..='\u{2AF}' | '\u{1D00}'..='\u{1D7F}' | '\u{A700}'..='\u{A7FF}' => SMALL_CAPITALS
            .chars()
            .position(|small| small == character && small != '\u{0}')
            .and_then(|at| char::from_u32('a' as u32 + at as u32)),
        _ => None,
    }
}

/// Value of a decimal digit in any script whose digits stand in one run of ten.
fn digit_value(character: char) -> Option<char> {
    const ZEROS: [u32; 22] = [
        0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6,
        0xE50, 0xED0, 0xF20, 0x1040, 0x17E0, 0x1810, 0x1946, 0xFF10,
    ];
    let code = character as u32;
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code))?;
    char::from_u32('0' as u32 + (code - zero))
}

fn dressed_or_script_digit(character: char, digit: char) -> Fold {
    if character as u32 >= 0xFF10 { Fold::Styled(digit) } else { Fold::Char(digit) }
}

fn is_jamo_tail(character: char) -> bool {
    matches!(character, '\u{1161}'..='\u{1175}' | '\u{11A8}'..='\u{11C2}')
}

fn is_accented_latin(character: char) -> bool {
    matches!(character, '\u{00AA}' | '\u{00BA}' | '\u{00C0}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}' | '\u{212A}' | '\u{212B}')
}

/// One shape for what readers take as one: Han by Simplified, Arabic alef and yeh, ё, quotes, dashes, spaces.
fn unify(character: char) -> char {
    match character {
        '\t' | '\r' => ' ',
        '\n' | '\u{2028}' | '\u{2029}' => '\n',
        c if c.is_whitespace() => ' ',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' | 'ې' => 'ي',
        'ک' => 'ك',
        'ة' | 'ۀ' | 'ہ' | 'ھ' => 'ه',
        'ё' => 'е',
        '‘' | '’' | '‛' | '′' | '`' | '´' | 'ʼ' => '\'',
        '“' | '”' | '„' | '″' | '«' | '»' => '"',
        '‐'..='―' | '−' | '﹘' | '﹣' => '-',
        // A stroke, only ever used to part what should not be read together.
        '丨' => '¦',
        '、' | '،' => ',',
        '。' => '.',
        '【' | '「' | '『' | '〖' => '[',
        '】' | '」' | '』' | '〗' => ']',
        c if is_han(c) => fast2s::convert(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c),
        c => c,
    }
}

/// Whether a character is a Han ideograph.
pub(super) fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}' | '々' | '〇')
}

/// A Latin letter without its accents, and Thai or Lao without tone marks (`None`: nothing is left).
pub(super) fn without_accent(character: char) -> Option<char> {
    match character {
        'đ' | 'ð' => Some('d'),
        'ł' => Some('l'),
        'ø' => Some('o'),
        'ı' => Some('i'),
        '\u{0E48}'..='\u{0E4B}' | '\u{0EC8}'..='\u{0ECB}' => None,
        '\u{00C0}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}' => std::iter::once(character).nfd().next(),
        other => Some(other),
    }
}
