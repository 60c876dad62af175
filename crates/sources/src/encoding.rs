//! Any encoding in, UTF-8 out, decided from a sample that holds more than ASCII.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, Encoding, GB18030, GBK, UTF_16BE, UTF_16LE};
use std::io::{self, Read};

/// How much text from the first non-ASCII byte on decides the encoding.
const SAMPLE_BYTES: usize = 1 << 20;
/// Weight of valid multi-byte sequences without an invalid one after which more sample tells nothing.
const SURE: u64 = 2000;
const CHUNK: usize = 64 << 10;

/// A byte source: a file, standard input, a decompressor.
pub(crate) type Input = Box<dyn Read + Send>;

enum State {
    /// Nothing seen yet.
    Start,
    /// Only ASCII so far: the same in every encoding read here, so it passes and decides nothing.
    Ascii,
    /// UTF-8: passes as it is, errors and all.
    Utf8,
    /// Another encoding.
    Legacy(Decoder),
}

/// Reads a byte source as UTF-8. Invalid UTF-8 in what was found to be UTF-8 passes through for the caller to see.
pub(crate) struct Utf8Stream {
    input: Input,
    state: State,
    /// Raw bytes read ahead and not yet given out.
    raw: Vec<u8>,
    given: usize,
    /// The input has ended, or failed (the failure is told after what was read ahead is given out).
    ended: bool,
    failure: Option<io::Error>,
    encoding: Option<&'static Encoding>,
}

impl Utf8Stream {
    pub(crate) fn new(input: Input) -> Self {
        Utf8Stream {
            input,
            state: State::Start,
            raw: Vec::new(),
            given: 0,
            ended: false,
            failure: None,
            encoding: None,
        }
    }

    /// The encoding, when it was found to be another than UTF-8.
    pub(crate) fn encoding(&self) -> Option<&'static Encoding> {
        self.encoding
    }

    /// Fills `out` (at least 64 bytes long) with UTF-8; 0 means the end.
    pub(crate) fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            if matches!(self.state, State::Start) {
                self.start();
            }
            if matches!(self.state, State::Utf8) && self.given == self.raw.len() && !self.ended {
                return read_retrying(&mut self.input, out);
            }
            if self.given == self.raw.len() && !self.ended {
                self.read_ahead(CHUNK);
            }
            if matches!(self.state, State::Ascii) {
                self.look_for_more_than_ascii();
            }
            let written = self.give(out);
            if written > 0 {
                return Ok(written);
            }
            if self.ended && self.given == self.raw.len() {
                return self.failure.take().map_or(Ok(0), Err);
            }
        }
    }

    /// Decides what a byte order mark or alternating zeros decide.
    fn start(&mut self) {
        while self.raw.len() < 64 && !self.ended {
            self.read_ahead(CHUNK);
        }
        let head = &self.raw[..self.raw.len().min(64)];
        self.state = State::Ascii;
        if let Some((encoding, mark_length)) = Encoding::for_bom(head) {
            self.given = mark_length;
            self.settle(encoding);
        } else if let Some(encoding) = utf16_without_mark(head) {
            self.settle(encoding);
        }
    }

    fn settle(&mut self, encoding: &'static Encoding) {
        if encoding == encoding_rs::UTF_8 {
            self.state = State::Utf8;
        } else {
            let wide = if encoding == GBK { GB18030 } else { encoding };
            self.encoding = Some(wide);
            self.state = State::Legacy(wide.new_decoder_without_bom_handling());
        }
    }

    /// Appends up to `count` bytes to `raw`, dropping what was given out.
    fn read_ahead(&mut self, count: usize) {
        self.raw.drain(..self.given);
        self.given = 0;
        let length = self.raw.len();
        self.raw.resize(length + count, 0);
        match read_retrying(&mut self.input, &mut self.raw[length..]) {
            Ok(read) => {
                self.raw.truncate(length + read);
                self.ended = read == 0;
            }
            Err(error) => {
                self.raw.truncate(length);
                self.ended = true;
                self.failure = Some(error);
            }
        }
    }

    fn look_for_more_than_ascii(&mut self) {
        if self.raw[self.given..].is_ascii() {
            return;
        }
        let first = self.raw[self.given..].iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
        let enough = first + SAMPLE_BYTES;
        let mut judged = self.judge();
        while !self.ended && self.raw.len() - self.given < enough && !judged.sure() {
            self.read_ahead(CHUNK.max(self.raw.len()));
            judged = self.judge();
        }
        let encoding = if judged.is_utf8() { encoding_rs::UTF_8 } else { self.guess() };
        self.settle(encoding);
    }

    fn judge(&self) -> Utf8Evidence {
        Utf8Evidence::of(&self.raw[self.given..])
    }

    fn guess(&self) -> &'static Encoding {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(&self.raw[self.given..], self.ended);
        detector.guess(None, Utf8Detection::Deny)
    }

    /// Gives out what is in `raw`.
    fn give(&mut self, out: &mut [u8]) -> usize {
        let source = &self.raw[self.given..];
        if let State::Legacy(decoder) = &mut self.state {
            let (result, read, written, _) = decoder.decode_to_utf8(source, out, self.ended);
            self.given += read;
            if self.ended && result == CoderResult::InputEmpty {
                // A decoder that was told of the end must not be used again; nothing is left for it either.
                self.state = State::Utf8;
            }
            return written;
        }
        let count = source.len().min(out.len());
        out[..count].copy_from_slice(&source[..count]);
        self.given += count;
        count
    }
}

fn read_retrying(input: &mut Input, out: &mut [u8]) -> io::Result<usize> {
    loop {
        match input.read(out) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

/// UTF-16 of mostly ASCII text: every other byte is zero.
fn utf16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let pairs = || head.chunks_exact(2);
    if pairs().len() < 2 {
        None
    } else if pairs().all(|pair| pair[0] != 0 && pair[1] == 0) {
        Some(UTF_16LE)
    } else if pairs().all(|pair| pair[0] == 0 && pair[1] != 0) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// How much speaks for UTF-8 and against it. Longer sequences are rarer by chance in other encodings.
#[derive(Default)]
struct Utf8Evidence {
    valid: u64,
    invalid: u64,
}

impl Utf8Evidence {
    fn of(sample: &[u8]) -> Self {
        let mut evidence = Utf8Evidence::default();
        let mut chunks = sample.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            evidence.valid += chunk.valid().bytes().map(weight_of_lead).sum::<u64>();
            let cut_at_the_end = chunks.peek().is_none() && chunk.invalid().len() < 4;
            let tells_nothing = chunk.invalid().is_empty() || cut_at_the_end && looks_cut(chunk.invalid());
            evidence.invalid += u64::from(!tells_nothing);
        }
        evidence
    }

    fn sure(&self) -> bool {
        self.invalid == 0 && self.valid >= SURE
    }

    fn is_utf8(&self) -> bool {
        self.valid >= self.invalid * 4
    }
}

fn weight_of_lead(byte: u8) -> u64 {
    match byte {
        0xC0..=0xDF => 1,
        0xE0..=0xEF => 3,
        0xF0..=0xFF => 6,
        _ => 0,
    }
}

/// Whether these bytes may be the beginning of a sequence that the sample's end cut.
fn looks_cut(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(bytes: Vec<u8>) -> (String, Option<&'static str>) {
        let mut stream = Utf8Stream::new(Box::new(io::Cursor::new(bytes)));
        let mut text = Vec::new();
        let mut out = [0; 1000];
        loop {
            let count = stream.read(&mut out).unwrap();
            if count == 0 {
                break;
            }
            text.extend_from_slice(&out[..count]);
        }
        (String::from_utf8_lossy(&text).into_owned(), stream.encoding().map(Encoding::name))
    }

    #[test]
    fn finds_the_usual_encodings() {
        let cases = [
            (
                "windows-1252",
                "Défense d'éléphant sculptée à vendre, très belle pièce, état impeccable, 450 € à débattre",
            ),
            ("gb18030", "出售象牙手镯一对，老料，微信联系，价格面议，广西玉林发货，支持顺丰快递，非诚勿扰"),
            ("Big5", "出售象牙手鐲一對，老料，微信聯繫，價格面議，台北面交，支持快遞，非誠勿擾，歡迎詢問"),
            (
                "Shift_JIS",
                "象牙の印鑑を売ります。状態は良好です。送料は無料です。お問い合わせください。カメもあります。",
            ),
            ("windows-874", "ขายงาช้างแกะสลัก ราคาสามพันบาท สนใจทักแชทได้เลย ส่งฟรีทั่วประเทศ ของแท้แน่นอน"),
            (
                "EUC-KR",
                "상아 도장 판매합니다. 상태 좋습니다. 택배 가능합니다. 연락 주세요. 가격은 협의 가능합니다.",
            ),
            (
                "windows-1251",
                "Продаю бивень мамонта, резьба, недорого, пишите в личные сообщения, доставка по России",
            ),
        ];
        for (name, text) in cases {
            let encoding = Encoding::for_label(name.as_bytes()).unwrap();
            let (bytes, _, unmapped) = encoding.encode(text);
            assert!(!unmapped, "{name}");
            let (read, found) = read_all(bytes.repeat(3));
            assert_eq!(read, text.repeat(3), "{name}");
            assert_eq!(found.map(str::to_lowercase), Some(name.to_lowercase()));
        }
    }

    #[test]
    fn a_long_ascii_start_does_not_decide() {
        let mut bytes = "plain words, ".repeat(50_000).into_bytes();
        bytes.extend(b"D\xe9fense d'\xe9l\xe9phant sculpt\xe9e, tr\xe8s belle");
        let (read, found) = read_all(bytes);
        assert!(read.ends_with("Défense d'éléphant sculptée, très belle"));
        assert_eq!(found, Some("windows-1252"));
    }

    #[test]
    fn utf8_and_utf16_pass() {
        let text = "título,текст\nмамонт,象牙 🐘\n";
        assert_eq!(read_all(text.as_bytes().to_vec()), (text.to_owned(), None));
        assert_eq!(read_all([b"\xEF\xBB\xBF", text.as_bytes()].concat()), (text.to_owned(), None));
        let wide: Vec<u8> =
            "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(read_all(wide), (text.to_owned(), Some("UTF-16LE")));
        let bare: Vec<u8> =
            "title,text\nивory\n".replace("ив", "iv").encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read_all(bare).1, Some("UTF-16BE"));
    }
}
