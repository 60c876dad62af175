//! Properties: what is written is read back, and no bytes make a reader panic or lose its place.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use proptest::prelude::*;
use pugmark_model::{Listing, Money, Seller};
use pugmark_sources::{Format, Limits, Options, read_bytes};

fn written() -> impl Strategy<Value = String> {
    "[a-zA-Zа-я象牙é🐘 ,;|\"'\t\n\r\\\\]{0,30}[a-zа-я象🐘]"
}

fn listings() -> impl Strategy<Value = Vec<Listing>> {
    let one =
        (written(), written(), 0_u32..100_000, written()).prop_map(|(title, text, amount, name)| Listing {
            id: Some("id".to_owned()),
            title: Some(title),
            text: Some(text),
            price: Some(Money { amount: Some(amount.to_string()), currency: Some("USD".to_owned()) }),
            seller: Some(Seller { name: Some(name), ..Seller::default() }),
            ..Listing::default()
        });
    prop::collection::vec(one, 0..12)
}

/// Small bounds, so that few bytes reach them.
fn tight() -> Options {
    let limits = Limits {
        max_record_bytes: 200,
        max_depth: 8,
        batch_records: 3,
        batch_bytes: 100,
        ..Limits::default()
    };
    Options { limits, ..Options::default() }
}

fn read_back(name: &str, bytes: Vec<u8>, options: Options) -> Vec<Listing> {
    // An empty file is a fault of its own.
    if bytes.is_empty() {
        return Vec::new();
    }
    read_bytes(name, bytes, options).into_iter().map(|result| result.unwrap().listing).collect()
}

/// Values as the keys of a listing may hold them, rightly or wrongly.
fn values() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::json;
    let texts = ["", " ", "x", "12.5", "-1", "2026-02-20", "vn", "USD", "a|b"].map(|text| json!(text));
    let others = [
        json!(null),
        json!(7),
        json!(-2),
        json!(0.5),
        json!(["a", "b"]),
        json!([{"path": "p"}, "q", ""]),
        json!({"amount": 5, "currency": "EUR"}),
        json!({"amount": "", "id": 9, "name": "n"}),
    ];
    prop::sample::select([&texts[..], &others[..]].concat())
}

const KEYS: [&str; 24] = [
    "id",
    "title",
    "text",
    "description",
    "body",
    "price",
    "currency",
    "price.amount",
    "price_currency",
    "quantity",
    "country",
    "posted_at",
    "observed_at",
    "seller",
    "seller_id",
    "seller.name",
    "seller_name",
    "seller_bio",
    "images",
    "comments",
    "location",
    "url",
    "other",
    "source",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn jsonl_round_trip(listings in listings(), batch_records in 1_usize..5) {
        let lines: Vec<String> = listings.iter().map(|listing| serde_json::to_string(listing).unwrap()).collect();
        let limits = Limits { batch_records, ..Limits::default() };
        let options = || Options { limits, ..Options::default() };
        prop_assert_eq!(&read_back("a.jsonl", lines.join("\n").into_bytes(), options()), &listings);
        let array = format!("[{}]", lines.join(",\n"));
        prop_assert_eq!(&read_back("a.json", array.into_bytes(), options()), &listings);
    }

    #[test]
    fn table_round_trip(listings in listings(), delimiter in prop::sample::select(&b",;\t|"[..])) {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        writer.write_record(["id", "title", "text", "price", "currency", "seller.name"]).unwrap();
        for listing in &listings {
            let price = listing.price.as_ref().unwrap();
            let name = listing.seller.as_ref().unwrap().name.as_deref().unwrap();
            let (title, text) = (listing.title.as_deref().unwrap(), listing.text.as_deref().unwrap());
            writer.write_record(["id", title, text, price.amount.as_deref().unwrap(), "USD", name]).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        prop_assert_eq!(read_back("a.csv", bytes, Options::default()), listings);
    }

    #[test]
    fn no_bytes_make_a_reader_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..600),
        name in prop::sample::select(&["a", "a.jsonl", "a.json", "a.csv", "a.tsv", "a.parquet", "a.gz", "a.zst"][..]),
        keep_extra in any::<bool>(),
    ) {
        read_bytes(name, bytes, Options { keep_extra, ..tight() });
    }

    #[test]
    fn no_near_miss_makes_a_reader_panic(
        text in "[\\[\\]{}\",:;|\\\\\n\r\tNaNtextpriceid0-9é\u{0}. -]{0,400}",
        format in prop::sample::select(&[Format::Auto, Format::Jsonl, Format::Csv, Format::Tsv][..]),
        head in prop::sample::select(&["", "id,text,price\n", "[", "{\"text\":", "\u{FEFF}text\n"][..]),
        name in prop::sample::select(&["a", "a.json"][..]),
    ) {
        read_bytes(name, format!("{head}{text}").into_bytes(), Options { format, ..tight() });
    }

    #[test]
    fn the_fast_way_and_the_way_by_a_map_agree(
        fields in prop::collection::btree_map(prop::sample::select(&KEYS[..]), values(), 0..8),
    ) {
        let record = serde_json::to_vec(&fields).unwrap();
        let read = |keep_extra| read_bytes("a.jsonl", record.clone(), Options { keep_extra, ..Options::default() });
        let (fast, slow) = (read(false), read(true));
        for (fast, slow) in fast.iter().zip(&slow) {
            match (fast, slow) {
                (Ok(fast), Ok(slow)) => {
                    prop_assert_eq!(&fast.listing, &slow.listing);
                    prop_assert_eq!(&fast.faults, &slow.faults);
                }
                (Err(fast), Err(slow)) => prop_assert_eq!(fast, slow),
                (fast, slow) => prop_assert!(false, "{fast:?} {slow:?}"),
            }
        }
    }

    #[test]
    fn a_damaged_pack_never_panics(position in 0_usize..4000, byte in any::<u8>(), zst in any::<bool>()) {
        use std::io::Write;
        let lines: Vec<String> = (0..100).map(|number| format!("{{\"text\":\"listing {number}\"}}")).collect();
        let text = lines.join("\n");
        let mut packed = if zst { zstd::encode_all(text.as_bytes(), 1).unwrap() } else {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            encoder.write_all(text.as_bytes()).unwrap();
            encoder.finish().unwrap()
        };
        let place = position % packed.len();
        packed[place] ^= byte;
        read_bytes("a.jsonl", packed, Options::default());
    }
}
