//! Contacts: the classes of writing that hide them, and the shared sets where they are present.

#![allow(clippy::unwrap_used)]

use pugmark_model::{Contact, ContactKind, Field};
use pugmark_text::{Hints, Normal, contact, place};
use std::collections::BTreeSet;
use std::path::PathBuf;

fn shared(path: &str) -> Option<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    let bytes = std::fs::read(path).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn read(text: &str, hints: &Hints) -> Vec<Contact> {
    let mut contacts = Vec::new();
    contact::extract(&Normal::new(text), Field::Text, hints, &mut contacts, &mut Vec::new());
    contacts
}

fn written(contact: &Contact) -> String {
    let prefix = match contact.kind {
        _ if contact.value.starts_with('+') => "",
        ContactKind::Wechat => "wechat:",
        ContactKind::Qq => "qq:",
        ContactKind::Telegram => "telegram:",
        ContactKind::Line => "line:",
        ContactKind::Zalo => "zalo:",
        ContactKind::Snapchat => "snapchat:",
        ContactKind::Instagram => "instagram:",
        ContactKind::Messenger => "messenger:",
        ContactKind::Kakao => "kakao:",
        ContactKind::Email => "email:",
        ContactKind::Link => "link:",
        _ => "other:",
    };
    format!("{prefix}{}", contact.value)
}

fn languages(name: &str) -> Option<&'static str> {
    ["zh", "en", "vi", "th", "id", "ms", "es", "pt", "fr", "ru", "ar", "sw", "hi", "ja"]
        .into_iter()
        .find(|language| *language == name)
}

#[test]
fn development_rows_are_read_exactly() {
    let Some(rows) = shared("data/labelled/redteam.jsonl") else {
        eprintln!("skipped: ../shared is absent");
        return;
    };
    let (mut right, mut total) = (0, 0);
    for line in rows.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = format!("{}\n{}", row["title"].as_str().unwrap_or(""), row["text"].as_str().unwrap());
        let hints = place::hints(
            row["location"].as_str(),
            None,
            row["platform"].as_str(),
            languages(row["language"].as_str().unwrap()),
        );
        let got: BTreeSet<String> = read(&text, &hints).iter().map(written).collect();
        let gold: BTreeSet<String> = row["gold"]["contacts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|value| value.as_str().unwrap().to_owned())
            .collect();
        total += 1;
        if got == gold {
            right += 1;
        } else {
            eprintln!("{} {:?} {hints:?}: got {got:?}, wanted {gold:?}", row["id"], row["location"]);
        }
    }
    eprintln!("contacts exactly right: {right} of {total}");
    assert!(f64::from(right) >= 0.95 * f64::from(total), "{right} of {total}");
}

/// Texts that hold hardly any contact: what is found there is looked at by eye.
#[test]
#[ignore = "prints for the eye: cargo test -p pugmark-text --test contacts -- --ignored --nocapture"]
fn contacts_in_real_texts() {
    let sets = [
        ("ads/birds_stemmed.csv", &["text", "title", "description"][..]),
        ("ads/leather.csv", &[]),
        ("ads/ordinary_titles.csv", &[]),
        ("ads/sharks.csv", &[]),
        ("posts/ivory.csv", &[]),
        ("posts/ivory_three_annotators.csv", &[]),
        ("news/hk_customs_zh.csv", &[]),
    ];
    for (name, _) in sets {
        let Some(table) = shared(&format!("data/labelled/{name}")) else {
            continue;
        };
        let mut rows =
            csv::ReaderBuilder::new().flexible(true).has_headers(true).from_reader(table.as_bytes());
        let (mut total, mut links, mut others) = (0, 0, 0);
        for record in rows.records().filter_map(Result::ok) {
            total += 1;
            for cell in &record {
                let every =
                    [("US", "en"), ("GB", "en"), ("CN", "zh"), ("HK", "zh"), ("VN", "vi"), ("ES", "es")];
                let hints = every.map(|(country, language)| Hints {
                    country: country.as_bytes().try_into().ok(),
                    language: languages(language),
                });
                let found: BTreeSet<Contact> = hints.iter().flat_map(|hints| read(cell, hints)).collect();
                for contact in found {
                    if contact.kind == ContactKind::Link {
                        links += 1;
                        continue;
                    }
                    others += 1;
                    let from = contact.span[0].saturating_sub(25) as usize;
                    let around: String = cell
                        .chars()
                        .skip(from)
                        .take((contact.span[1] - contact.span[0]) as usize + 45)
                        .collect();
                    eprintln!("  {} [{}]", written(&contact), around.replace('\n', " "));
                }
            }
        }
        eprintln!("{name}: {others} contacts and {links} links in {total} rows");
    }
}

/// Checks one text: `country` and `language` as hints, the wanted contacts parted by spaces.
fn misread(country: &str, language: &str, text: &str, wanted: &str) -> Option<String> {
    let country = (country.len() == 2).then(|| country.as_bytes().try_into().unwrap());
    let got: BTreeSet<String> =
        read(text, &Hints { country, language: languages(language) }).iter().map(written).collect();
    let wanted: BTreeSet<String> = wanted.split_whitespace().map(str::to_owned).collect();
    (got != wanted).then(|| format!("{text:?}: got {got:?}, wanted {wanted:?}"))
}

fn check(cases: &[(&str, &str, &str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(country, language, text, wanted)| misread(country, language, text, wanted))
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn numbers_spelled_in_words_are_read_in_every_language() {
    check(&[
        ("US", "en", "call two oh two five five five zero one four three", "+12025550143"),
        ("US", "en", "text 2o2 double five 5 zero one eight eight", "+12025550188"),
        ("GB", "en", "ring zero seven seven double zero nine hundred 000", ""),
        ("CN", "zh", "电话一三八零零零零四五六七", "+8613800004567"),
        ("CN", "zh", "幺三拐洞洞洞洞四五六勾", "+8613700004569"),
        ("CN", "zh", "壹叁捌 零零零零 肆伍陆柒", "+8613800004567"),
        ("VN", "vi", "alo không chín không ba không không không bốn một hai", "+84903000412"),
        ("VN", "vi", "khong chin bay mot hai ba bon nam sau bay", "+84971234567"),
        ("VN", "vi", "lh 09 không ba 000 bốn 12 zalo", "+84903000412"),
        ("TH", "th", "โทร ศูนย์เก้าหนึ่ง สองสามสี่ ห้าหกเจ็ดแปด", "+66912345678"),
        ("TH", "th", "ศูนย์ แปด หนึ่ง 234 ห้า หก เจ็ด แปด", "+66812345678"),
        ("ID", "id", "wa nol delapan satu dua tiga empat lima enam tujuh delapan", "+62812345678"),
        ("ID", "id", "hub kosong lapan satu tiga 4567 delapan sembilan kosong", "+628134567890"),
        ("MY", "ms", "call kosong satu dua tiga empat lima enam tujuh lapan sembilan", "+60123456789"),
        ("BR", "pt", "zap onze nove oito sete seis cinco quatro três dois um", "+5511987654321"),
        ("BR", "pt", "chama vinte e um nove noventa e oito setenta e seis 54 32", "+5521998765432"),
        ("BR", "pt", "meia um nove nove oito sete meia cinco quatro três dois", "+5561998765432"),
        ("MX", "es", "tel cincuenta y cinco 12 34 cincuenta y seis setenta y ocho", "+525512345678"),
        ("CO", "es", "llama al tres cero cero uno dos tres cuatro cinco seis siete", "+573001234567"),
        ("ES", "es", "seis uno dos tres cuatro cinco seis siete ocho", "+34612345678"),
        (
            "FR",
            "fr",
            "appelle le zéro six douze trente-quatre cinquante-six soixante-dix-huit",
            "+33612345678",
        ),
        ("FR", "fr", "zéro six quatre-vingt-dix-neuf zéro un vingt et un quatre vingt", "+33699012180"),
        (
            "RU",
            "ru",
            "звони восемь девятьсот двадцать шесть сто двадцать три сорок пять шестьдесят семь",
            "+79261234567",
        ),
        ("RU", "ru", "восемь девять один два три четыре пять шесть семь восемь девять", "+79123456789"),
        ("SA", "ar", "جوال صفر خمسة صفر واحد اثنين ثلاثة اربعة خمسة ستة سبعة", "+966501234567"),
        ("KE", "sw", "piga sifuri saba moja mbili tatu nne tano sita saba nane", "+254712345678"),
        ("TZ", "sw", "simu 07 moja mbili 345 sita saba nane", "+255712345678"),
        ("IN", "hi", "फोन नौ आठ सात छह पांच चार तीन दो एक शून्य", "+919876543210"),
        ("IN", "hi", "call nau aath saat chhe paanch chaar teen do ek shunya", "+919876543210"),
        ("JP", "ja", "電話ゼロ九ゼロ一二三四五六七八", "+819012345678"),
        ("JP", "ja", "れいきゅうれい いちにさんよん ごろくななはち", "+819012345678"),
    ]);
}

#[test]
fn numbers_written_to_hide_are_read() {
    check(&[
        ("VN", "vi", "lh o9o3.ooo.412 zalo", "+84903000412"),
        ("VN", "vi", "z.a.l.o 0.9.0.3.0.0.0.4.1.2", "+84903000412"),
        ("VN", "vi", "zl0903000412", "+84903000412"),
        ("VN", "vi", "sđt:0903·000·412", "+84903000412"),
        ("VN", "vi", "0️⃣9️⃣0️⃣3️⃣0️⃣0️⃣0️⃣4️⃣1️⃣2️⃣ ib", "+84903000412"),
        ("VN", "vi", "zalo.me/0903000412", "+84903000412"),
        ("VN", "vi", "+84 903 000 412", "+84903000412"),
        ("VN", "vi", "0903000412 - 0912000413", "+84903000412 +84912000413"),
        ("ID", "id", "WA: O8l2-34S6-7890", ""),
        ("ID", "id", "WA O812~3456~789O", "+6281234567890"),
        ("ID", "id", "w a 0 8 1 2 3 4 5 6 7 8 9 0", "+6281234567890"),
        ("ID", "id", "https://wa.me/6281234567890?text=halo", "+6281234567890"),
        ("CN", "zh", "加薇138★0000★4567", "+8613800004567"),
        ("CN", "zh", "手机①③⑧⓪⓪⓪⓪④⑤⑥⑦", "+8613800004567"),
        ("CN", "zh", "13800004567微信同号", "+8613800004567"),
        ("CN", "zh", "wx13800004567", "+8613800004567"),
        ("TH", "th", "โทร.๐๘๑-๒๓๔-๕๖๗๘", "+66812345678"),
        ("SA", "ar", "واتساب ٠٥٠١٢٣٤٥٦٧", "+966501234567"),
        ("RU", "ru", "8(926)123 45 67 вацап", "+79261234567"),
        ("RU", "ru", "+7-926-123-45-67", "+79261234567"),
        ("", "en", "whatsapp +27 82 123 4567", "+27821234567"),
        ("", "en", "whatsapp 27821234567", "+27821234567"),
        ("", "en", "WhatsApp: 0027 82 123 4567", "+27821234567"),
        ("MX", "es", "wsp 55-1234-5678 o 5512345679", "+525512345678 +525512345679"),
        ("BR", "pt", "zap (11) 9.8765-4321", "+5511987654321"),
        ("FR", "fr", "06.12.34.56.78", "+33612345678"),
        ("GB", "en", "07700 900 123", "+447700900123"),
        ("KE", "sw", "0712 345 678", "+254712345678"),
        ("JP", "ja", "090-1234-5678", "+819012345678"),
        ("IN", "hi", "98765 43210", "+919876543210"),
    ]);
}

#[test]
fn ids_of_messengers_are_read() {
    check(&[
        ("CN", "zh", "加V：abc_d12345 懂的来", "wechat:abc_d12345"),
        ("CN", "zh", "➕薇❤ tiger-88shop", "wechat:tiger-88shop"),
        ("CN", "zh", "VX➕:laowang2020a", "wechat:laowang2020a"),
        ("CN", "zh", "微信号 q w e 1 2 3 4 5", "wechat:qwe12345"),
        ("CN", "zh", "vx：abc下划线d1234", "wechat:abc_d1234"),
        ("CN", "zh", "威信: xiaoming_cang", "wechat:xiaoming_cang"),
        ("CN", "zh", "w.x: goodstuff99", "wechat:goodstuff99"),
        ("CN", "zh", "企鹅 123456789", "qq:123456789"),
        ("CN", "zh", "扣2345678901", "qq:2345678901"),
        ("CN", "zh", "QQ群：87654321", "qq:87654321"),
        ("CN", "zh", "飞机 @laowang_yy", "telegram:@laowang_yy"),
        ("", "en", "tg: dark_trader", "telegram:@dark_trader"),
        ("", "en", "Telegram @horns4u", "telegram:@horns4u"),
        ("", "en", "t.me/horns4u", "telegram:@horns4u"),
        ("", "en", "t me slash horns underscore 4u", "telegram:@horns_4u"),
        ("", "en", "https://t.me/horns_4u now", "telegram:@horns_4u"),
        ("RU", "ru", "пишите в тг @abc_test", "telegram:@abc_test"),
        ("RU", "ru", "телега abc нижнее подчеркивание test", "telegram:@abc_test"),
        ("RU", "ru", "в телеграм: rogaopt", "telegram:@rogaopt"),
        ("", "ar", "تلجرام @sqr_77", "telegram:@sqr_77"),
        ("TH", "th", "แอดไลน์ @abc.test", "line:@abc.test"),
        ("TH", "th", "line id : nok_chon", "line:nok_chon"),
        ("TH", "th", "ไลน์ somchai จุด 99", "line:somchai.99"),
        ("TH", "th", "ไอดีไลน์ amulet99", "line:amulet99"),
        ("JP", "ja", "LINE ID: kame_shop", "line:kame_shop"),
        ("TW", "zh", "加賴 bird8899", "line:bird8899"),
        ("FR", "fr", "snap: zoo.du.13", "snapchat:zoo.du.13"),
        ("", "ar", "سناب falcon_q8", "snapchat:falcon_q8"),
        ("", "en", "IG: exotic.pets_za", "instagram:exotic.pets_za"),
        ("VN", "vi", "nhóm zalo.me/g/abcdef123", "zalo:g/abcdef123"),
        ("", "en", "mail me at john.doe@example.com thanks", "email:john.doe@example.com"),
        ("", "en", "john.doe (at) example (dot) com", "email:john.doe@example.com"),
        ("", "en", "john dot doe [at] gmail [dot] com", "email:john.doe@gmail.com"),
        ("", "en", "email john_doe at gmail dot com", "email:john_doe@gmail.com"),
        ("BR", "pt", "email joao arroba gmail ponto com", "email:joao@gmail.com"),
        ("MX", "es", "correo juan.perez arroba hotmail punto com", "email:juan.perez@hotmail.com"),
        ("FR", "fr", "mail jean arobase orange point fr", "email:jean@orange.fr"),
        ("RU", "ru", "почта ivan собака mail точка ru", "email:ivan@mail.ru"),
        ("CN", "zh", "邮箱 abc艾特163点com", "email:abc@163.com"),
        ("TH", "th", "อีเมล somchai แอท gmail จุด com", "email:somchai@gmail.com"),
        ("VN", "vi", "email abc a còng gmail chấm com", "email:abc@gmail.com"),
    ]);
}

#[test]
fn other_numbers_and_words_are_no_contacts() {
    check(&[
        ("ID", "id", "2 biji @3,5jt nett, 5 biji @3jt", ""),
        ("VN", "vi", "14tr5/con, 2 con 28tr, bảo hành 12 tháng", ""),
        ("VN", "vi", "giá 1.500.000 đ fix 1.400.000", ""),
        ("CN", "zh", "订单号 20260417000123 包邮", ""),
        ("CN", "zh", "单号13800004567123", ""),
        ("GB", "en", "Stamp SG 781 to SG 789, cat. 2015-2016, ISBN 978 0 85259 123 4", ""),
        ("GB", "en", "GRANGER 0044567 print pb57185 1960-1975", ""),
        ("US", "en", "size 10 12 14 16 18 20 22, item 123456789012", ""),
        ("US", "en", "$1 250 000 or 1,250,000 in 12.05.2026", ""),
        ("FR", "fr", "250 000 000 FCFA, du 01.02.2026 au 03.04.2026", ""),
        ("RU", "ru", "один два три дня, 1 500 000 руб, артикул 89261234567", ""),
        ("HK", "en", "made 2010-2015, weight 1200 1400 g", ""),
        ("BR", "pt", "lote de 10 20 30 40 50 60 unidades por R$ 1.000.000,00", ""),
        ("ES", "es", "registro 612345678, 500 000 000 euros", ""),
        ("", "en", "with one age line. Reads well at 2.5x, dated 1890", ""),
        ("", "en", "good signal: strong and wa of life", ""),
        ("", "en", "RT @some_body: look at this", ""),
        ("", "en", "look at google.com for more", ""),
        ("SA", "sw", "wa na ya kwa watu wawili", ""),
        ("CN", "zh", "飞机票 卫星 企鹅玩偶 一二三四五 平安扣一个", ""),
        ("TH", "th", "สีส้ม สองตัว สามพันบาท ห้าร้อย หกสิบ", ""),
        ("CN", "zh", "证书编号 201700001234 重量 12345678 克", ""),
    ]);
}

#[test]
fn example_numbers_of_all_countries_come_out_as_e164() {
    let Some(rows) = shared("data/conformance/phone-examples/example_numbers.jsonl") else {
        eprintln!("skipped: ../shared is absent");
        return;
    };
    let (mut national, mut international, mut total) = (0, 0, 0);
    for line in rows.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let wanted = row["e164"].as_str().unwrap();
        let region: [u8; 2] = row["region"].as_str().unwrap().as_bytes().try_into().unwrap_or(*b"ZZ");
        let hints = Hints { country: Some(region), language: None };
        let is_read =
            |text: &str, hints: &Hints| read(text, hints).iter().any(|contact| contact.value == wanted);
        let written = format!("tel: {}", row["national"].as_str().unwrap());
        total += 1;
        national += i32::from(is_read(&written, &hints));
        international += i32::from(is_read(row["international"].as_str().unwrap(), &Hints::default()));
        if !is_read(&written, &hints) || !is_read(row["international"].as_str().unwrap(), &Hints::default()) {
            eprintln!("{line}: {:?}", read(&written, &hints));
        }
    }
    eprintln!("example numbers: {national} national and {international} international of {total}");
    assert!(
        f64::from(national) >= 0.97 * f64::from(total) && f64::from(international) >= 0.97 * f64::from(total)
    );
}

/// Mean time of one text, over real posts: cargo test --release -p pugmark-text --test contacts -- --ignored speed --nocapture
#[test]
#[ignore = "a measure, not a check"]
fn speed_over_real_posts() {
    for name in ["posts/ivory.csv", "ads/ordinary_titles.csv", "news/hk_customs_zh.csv"] {
        let Some(table) = shared(&format!("data/labelled/{name}")) else {
            continue;
        };
        let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(table.as_bytes());
        let cells: Vec<String> = rows
            .records()
            .filter_map(Result::ok)
            .filter_map(|row| row.iter().max_by_key(|cell| cell.len()).map(str::to_owned))
            .collect();
        let normals: Vec<Normal> = cells.iter().map(|cell| Normal::new(cell)).collect();
        let hints = Hints { country: Some(*b"GB"), language: Some("en") };
        let (mut contacts, mut taken, mut permits) = (Vec::new(), Vec::new(), Vec::new());
        let mut round = |count: usize| {
            let start = std::time::Instant::now();
            for _ in 0..count {
                for normal in &normals {
                    contacts.clear();
                    taken.clear();
                    contact::extract(normal, Field::Text, &hints, &mut contacts, &mut taken);
                }
            }
            start.elapsed() / (count * normals.len()) as u32
        };
        round(1);
        let each = round(20);
        let start = std::time::Instant::now();
        for normal in &normals {
            permits.clear();
            pugmark_text::permit::extract(normal, Field::Text, &mut permits, &mut Vec::new());
        }
        let permit = start.elapsed() / normals.len() as u32;
        let bytes: usize = cells.iter().map(String::len).sum();
        eprintln!("{name}: contacts {each:?}, permits {permit:?} a text of {} bytes", bytes / cells.len());
    }
    let start = std::time::Instant::now();
    for _ in 0..10_000 {
        for location in ["Feira de Santana, BA", "广西 玉林", "ลาดพร้าว กรุงเทพ", "somewhere over the rainbow"]
        {
            std::hint::black_box(place::country_of(location));
        }
    }
    eprintln!("a location: {:?}", start.elapsed() / 40_000);
}

#[test]
fn further_ways_of_writing_are_read() {
    check(&[
        ("CN", "zh", "加我微信：abc12345", "wechat:abc12345"),
        ("CN", "zh", "加個微信聊 laoma_2020", "wechat:laoma_2020"),
        ("CN", "zh", "V我 jade_master8", "wechat:jade_master8"),
        ("CN", "zh", "微我：jade_master8", "wechat:jade_master8"),
        ("CN", "zh", "薇芯：h o r n 8 8 8", "wechat:horn888"),
        ("CN", "zh", "vx: horn点888", ""),
        ("CN", "zh", "wei xin horn_888", ""),
        ("CN", "zh", "徽信horn888888", "wechat:horn888888"),
        ("CN", "zh", "有意者+V❤horn888888", "wechat:horn888888"),
        ("CN", "zh", "＋Ｖ：ｈｏｒｎ８８８８", "wechat:horn8888"),
        ("CN", "zh", "电话138-0000-4567或微信horn888888", "+8613800004567 wechat:horn888888"),
        ("CN", "zh", "联系电话：0771-5555000", "+867715555000"),
        ("CN", "zh", "138 0000 4567（微信同步）", "+8613800004567"),
        ("VN", "vi", "Zalo/fb: 0903.000.412", "+84903000412"),
        ("VN", "vi", "ib zalo em 0903 000 412 nhé", "+84903000412"),
        ("VN", "vi", "giá 350k, lh 0903000412 ship cod", "+84903000412"),
        ("VN", "vi", "LH: O9O3 OOO 412", "+84903000412"),
        ("VN", "vi", "zalo không chín không ba... 000 412", "+84903000412"),
        ("VN", "vi", "nhắn m.me/shop.canh88", "messenger:shop.canh88"),
        ("VN", "vi", "telegram t chấm me gạch chéo ngavoi_88", ""),
        ("TH", "th", "สนใจทักไลน์ nok.chon99", "line:nok.chon99"),
        ("TH", "th", "ไลน์: @amulet.shop", "line:@amulet.shop"),
        ("TH", "th", "ไ ล น์ amulet99", "line:amulet99"),
        ("TH", "th", "Line : 0812345678", "+66812345678"),
        ("TH", "th", "โทร 0 8 1 2 3 4 5 6 7 8", "+66812345678"),
        ("TH", "th", "เบอร์ ๐๘๑ ๒๓๔ ๕๖๗๘ (ไลน์)", "+66812345678"),
        ("TH", "th", "line.me/ti/p/~amulet99", "line:amulet99"),
        ("ID", "id", "WA 0812-3456-7890 / 0813 4567 8901", "+6281234567890 +6281345678901"),
        ("ID", "id", "WA/telp 62 812 3456 7890", "+6281234567890"),
        ("ID", "id", "hub 08-123-456-7890 harga 2,5jt", "+6281234567890"),
        ("ID", "id", "wa.me/6281234567890", "+6281234567890"),
        ("ID", "id", "Tele: burung_langka", "telegram:@burung_langka"),
        ("ID", "id", "dm ig @burung.langka", "instagram:burung.langka"),
        ("MY", "ms", "ws 012-345 6780", "+60123456780"),
        ("MY", "ms", "wasap kosong satu dua 345 enam tujuh lapan kosong", "+60123456780"),
        ("BR", "pt", "whats (21) 9 8765-4321", "+5521987654321"),
        ("BR", "pt", "chama no zap 21.98765.4321 só pix R$ 1.500", "+5521987654321"),
        ("BR", "pt", "insta @passaros_rj", "instagram:passaros_rj"),
        ("BR", "pt", "telegrama tg passaro underline rj", "telegram:@passaro_rj"),
        ("PT", "pt", "contacto 912 345 678", "+351912345678"),
        ("AO", "pt", "ligar 923 456 789", "+244923456789"),
        ("MX", "es", "WhatsApp 55 1234 5678, precio 4,500 c/u", "+525512345678"),
        ("MX", "es", "mándame wsp al 664 123 4567", "+526641234567"),
        ("CO", "es", "wpp 300 123 45 67", "+573001234567"),
        ("PE", "es", "cel 987 654 321", "+51987654321"),
        ("EC", "es", "0991234567 wsp", "+593991234567"),
        ("AR", "es", "11 5555-1234", "+541155551234"),
        ("ES", "es", "telegram: juan guion bajo 88", "telegram:@juan_88"),
        ("FR", "fr", "MP ou 06 12 34 56 78 / prix 1 500 €", "+33612345678"),
        ("FR", "fr", "snap tigre.13", "snapchat:tigre.13"),
        ("FR", "fr", "zéro sept 12 trente quatre 56 78", "+33712345678"),
        ("CI", "fr", "WhatsApp +225 07 01 02 03 04", "+2250701020304"),
        ("CM", "fr", "appelez 677 12 34 56", "+237677123456"),
        ("MG", "fr", "034 12 345 67", "+261341234567"),
        ("CD", "fr", "tel 0812345678", "+243812345678"),
        ("RU", "ru", "тел. 8-926-123-45-67, цена 25 000 руб", "+79261234567"),
        ("RU", "ru", "ватсап восемь 926 123 сорок пять шестьдесят семь", "+79261234567"),
        ("RU", "ru", "тг: roga_altay", "telegram:@roga_altay"),
        ("RU", "ru", "писать в телегу @roga_altay", "telegram:@roga_altay"),
        ("KZ", "ru", "8 707 123 45 67", "+77071234567"),
        ("SA", "ar", "للتواصل واتس 0501234567", "+966501234567"),
        ("AE", "ar", "واتساب +971 50 123 4567", "+971501234567"),
        ("IQ", "ar", "اتصال 07701234567", "+9647701234567"),
        ("KW", "ar", "للتواصل 5012 3456", "+96550123456"),
        ("DZ", "ar", "الهاتف 0550 12 34 56", "+213550123456"),
        ("MA", "ar", "واتساب 0612345678", "+212612345678"),
        ("EG", "ar", "واتس 01012345678", "+201012345678"),
        ("KE", "sw", "piga 0722-123-456 au whatsapp", "+254722123456"),
        ("TZ", "sw", "namba 0754 123 456", "+255754123456"),
        ("UG", "en", "call 0772 123456", "+256772123456"),
        ("NG", "en", "WhatsApp 0803 123 4567", "+2348031234567"),
        ("ZA", "en", "wa me 082 123 4567", "+27821234567"),
        ("IN", "hi", "व्हाट्सएप 98765 43210", "+919876543210"),
        ("IN", "en", "wtsp nine eight seven six five 43210", "+919876543210"),
        ("PK", "en", "0300-1234567", "+923001234567"),
        ("JP", "ja", "ライン kame_shop99 まで", "line:kame_shop99"),
        ("JP", "ja", "電話 090ー1234ー5678", "+819012345678"),
        ("KR", "en", "kakao id: turtle_kr", "kakao:turtle_kr"),
        ("HK", "zh", "whatsapp 9123-4567", "+85291234567"),
        ("HK", "zh", "致電 9123 4567", "+85291234567"),
        ("TW", "zh", "電話 0912-345-678", "+886912345678"),
        ("SG", "en", "text 9123 4567", "+6591234567"),
        ("PH", "en", "txt 0917 123 4567 or viber", "+639171234567"),
        ("US", "en", "(202) 555-0143", "+12025550143"),
        ("US", "en", "call/text 202.555.0143 ask for Bob", "+12025550143"),
        ("US", "en", "two-zero-two, 555, oh-one-four-three", "+12025550143"),
        ("", "en", "signal +1 202 555 0143", "+12025550143"),
        ("", "en", "find me on snap: horns4sale", "snapchat:horns4sale"),
        ("", "en", "dm @horns_4_sale for price", "telegram:@horns_4_sale"),
        ("", "en", "my tg is horns_4_sale", "telegram:@horns_4_sale"),
        ("", "en", "WeChat ID: horns4sale", "wechat:horns4sale"),
        ("", "en", "wechat horns4sale", "wechat:horns4sale"),
        ("GB", "en", "o7700 9oo 123", "+447700900123"),
        ("AU", "en", "ph 0491 570 006", "+61491570006"),
    ]);
}
