//! Permit numbers: claims after a mark, none without one.

use pugmark_model::Field;
use pugmark_text::{Normal, permit};

fn read(text: &str) -> Vec<(String, String)> {
    let mut permits = Vec::new();
    permit::extract(&Normal::new(text), Field::Text, &mut permits, &mut Vec::new());
    permits.into_iter().map(|permit| (permit.value, permit.shape.unwrap_or_default())).collect()
}

#[test]
fn numbers_after_a_mark_are_claims() {
    let cases = [
        ("with CITES permit no. 24US123456/9 in hand", "24us123456/9", "us-cites"),
        ("Article 10 certificate 612345/02", "612345/02", "gb-cites"),
        ("Art. 10 cert: 612345/02", "612345/02", "gb-cites"),
        ("CITES: FR1207500123-K", "fr1207500123-k", "fr-cites"),
        ("izin SATS-LN 00123/IV/SATS-LN/2024", "00123/iv/sats-ln/2024", "id-sats-ln"),
        ("surat 123/BKSDA.1/SATS-DN/2023 ada", "123/bksda.1/sats-dn/2023", "id-sats-dn"),
        ("APHA licence APO/PL 1234/24", "apo/pl 1234/24", "hk-apo"),
        ("许可证号：2023CN/EC001234/BJ", "2023cn/ec001234/bj", "cn-cites"),
        ("证书编号 20170000", "20170000", "number"),
        ("giấy phép số 17VN0123N/CT-KL", "17vn0123n/ct-kl", "vn-cites"),
        ("anilha SISPASS 2.8 123456", "2.8", ""),
        ("registro UMA-IN-1234-YUC", "uma-in-1234-yuc", "mx-uma"),
        ("permit PWS2024-AU-000123", "pws2024-au-000123", "au-pws"),
        ("разрешение CITES № 19RU001234", "19ru001234", ""),
        ("登録票 第123-456789号", "123-456789", "number"),
        ("ring no 12345", "12345", "number"),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(_, _, shape)| !shape.is_empty())
        .filter(|(text, value, shape)| !read(text).contains(&((*value).to_owned(), (*shape).to_owned())))
        .map(|(text, value, shape)| format!("{text}: got {:?}, wanted {value} {shape}", read(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn other_numbers_are_none() {
    for text in [
        "no permit, 1200 usd each",
        "permit from 2019, sold 2024",
        "certificate dated 12.05.2026",
        "cites II, weight 1500 g",
        "license plate, 10000 km",
        "ring size 18",
        "证书 2023年",
        "stamp SG 781",
        "izin edar, harga 1500 rb",
    ] {
        assert_eq!(read(text), [], "{text}");
    }
}
