//! Compiles the tables of `knowledge/` into the crate, and embeds their text for overlays to be laid on.
//!
//! A fault in a table stops the build with its file, line, column and mend.

// The modules are shared with the crate, which uses more of them than the build does.
#[allow(dead_code, unreachable_pub, unused_imports)]
#[path = "src/atlas/mod.rs"]
mod atlas;
#[allow(dead_code, unreachable_pub)]
#[path = "src/compile.rs"]
mod compile;
#[allow(dead_code, unreachable_pub)]
#[path = "src/panel/condition.rs"]
mod condition;
#[allow(dead_code, unreachable_pub)]
#[path = "src/heads.rs"]
mod heads;
#[allow(dead_code, unreachable_pub)]
#[path = "src/index.rs"]
mod index;
#[allow(dead_code, unreachable_pub)]
#[path = "src/prices.rs"]
mod prices;
#[allow(dead_code, unreachable_pub)]
#[path = "src/product_names.rs"]
mod product_names;
#[allow(dead_code, unreachable_pub)]
#[path = "src/panel/rules.rs"]
mod rules;
#[allow(dead_code, unreachable_pub)]
#[path = "src/script.rs"]
mod script;
#[allow(dead_code, unreachable_pub)]
#[path = "src/table.rs"]
mod table;
#[allow(dead_code, unreachable_pub)]
#[path = "src/tables.rs"]
mod tables;
#[allow(dead_code, unreachable_pub)]
#[path = "src/taxa.rs"]
mod taxa;
#[allow(dead_code, unreachable_pub)]
#[path = "src/vocabulary.rs"]
mod vocabulary;
#[allow(dead_code, unreachable_pub)]
#[path = "src/yields.rs"]
mod yields;

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};
use table::Source;
use tables::Tables;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../knowledge").canonicalize()?;
    println!("cargo::rerun-if-changed={}", root.display());
    println!("cargo::rerun-if-changed=src");
    let files = table_files(&root)?;
    let mut list = String::from("&[\n");
    let mut sources = Vec::new();
    for path in &files {
        let name = path.strip_prefix(&root)?.to_string_lossy().replace('\\', "/");
        writeln!(list, "    ({name:?}, include_str!({:?})),", path.display().to_string())?;
        let shown = format!("knowledge/{name}");
        sources.push(Source { name, shown, text: fs::read_to_string(path)?, overlay: false });
    }
    list.push(']');
    let mut faults = Vec::new();
    let tables = Tables::read(&sources, &mut faults);
    // The law panel reads its tables when it is asked; here they are only checked.
    rules::Rules::read(&sources, &mut faults);
    if !faults.is_empty() {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        return Err(format!("{} faults in the tables:\n{}", lines.len(), lines.join("\n")).into());
    }
    let hash = table::hash(sources.iter().map(|source| (source.name.as_str(), source.text.as_str())));
    println!("cargo::rustc-env=KNOWLEDGE_HASH={hash}");
    let (compiled, parts, atlas) = compile::compile(tables);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for (name, bytes) in ["seen", "drawers", "records", "text"].into_iter().zip(parts.heads) {
        fs::write(out.join(format!("heads_{name}.bin")), bytes)?;
    }
    fs::write(out.join("groups.bin"), parts.groups)?;
    fs::write(out.join("variants.bin"), parts.variants)?;
    fs::write(out.join("traits.bin"), parts.traits)?;
    fs::write(out.join("tables.rs"), list)?;
    fs::write(out.join("tables.bin"), postcard::to_stdvec(&compiled)?)?;
    fs::write(out.join("atlas.bin"), postcard::to_stdvec(&atlas)?)?;
    Ok(())
}

/// Every table, sorted by path.
fn table_files(root: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut files = Vec::new();
    for folder in table::FOLDERS {
        for entry in fs::read_dir(root.join(folder))? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "csv") {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}
