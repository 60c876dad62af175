//! Development aid: assessments of a JSONL file, one a line.
use std::io::{BufRead, Write};
fn main() {
    let k = match pugmark_knowledge::Knowledge::embedded() {
        Ok(k) => k,
        Err(f) => {
            for x in f.iter().take(40) {
                eprintln!("{x}");
            }
            eprintln!("{} faults", f.len());
            std::process::exit(2)
        }
    };
    let s = pugmark_score::Scorer::new(std::sync::Arc::new(k));
    let out = std::io::stdout();
    let mut out = std::io::BufWriter::new(out.lock());
    for l in std::io::stdin().lock().lines() {
        let l = l.unwrap();
        let mut li: pugmark_model::Listing = serde_json::from_str(&l).unwrap();
        if li.id.is_none() {
            li.id = Some(String::new());
        }
        let a = s.assess(&li);
        writeln!(out, "{}", serde_json::to_string(&a).unwrap()).unwrap();
    }
}
