//! Every kind of table, broken in ten ways and more: each fault names file, line, column and what to do.

#![allow(clippy::unwrap_used)]

use pugmark_knowledge::Knowledge;
use pugmark_model::Fault;

/// A small world in which every kind of table stands and refers to the others.
const WORLD: [(&str, &str); 31] = [
    (
        "taxonomy/families.csv",
        "family,order,class,kingdom,group\n\
         Manidae,Pholidota,Mammalia,animal,pangolin\n\
         Felidae,Carnivora,Mammalia,animal,big cat\n\
         Bovidae,Artiodactyla,Mammalia,animal,antelope\n\
         Orchidaceae,Orchidales,,plant,orchid\n",
    ),
    ("taxonomy/divisions.csv", "division,orders\nFerae,Carnivora|Pholidota\nUngulata,Artiodactyla\n"),
    ("taxonomy/subfamilies.csv", "subfamily,family\nPantherinae,Felidae\nFelinae,Felidae\n"),
    (
        "taxonomy/genera.csv",
        "genus,family,group\nManis,Manidae,\nPanthera,Felidae,\nBos,Bovidae,other mammal\nVanda,Orchidaceae,\n",
    ),
    (
        "taxonomy/species_animals.csv",
        "name,rank\nManis javanica,species\nPanthera leo,species\nPanthera leo persica,subspecies\n\
         Bos frontalis,species\nBos gaurus,species\nBos grunniens,species\nBos mutus,species\n",
    ),
    ("taxonomy/species_plants.csv", "name,rank\nVanda coerulea,species\nVanda tricolor,species\n"),
    (
        "taxonomy/synonyms_animals.csv",
        "synonym,accepted\nParamanis javanica,Manis javanica\nFelis leo,Panthera leo\n",
    ),
    (
        "taxonomy/synonyms_plants.csv",
        "synonym,accepted\nVanda caerulea,Vanda coerulea\nVanda suavis,Vanda tricolor\n",
    ),
    ("taxonomy/domestic.csv", "taxon,wild\nBos frontalis,Bos gaurus\nBos grunniens,Bos mutus\n"),
    ("law/countries.csv", "code,name\nZA,South Africa\nCN,China\n"),
    (
        "law/instruments.csv",
        "id,country,name,kind,categories,authority,reference,checked\n\
         CITES,,the Convention,international,I|II|III,the Secretariat,cites,2026-11-20\n\
         CN-LIST,CN,the list,national,1|2,the administration,list,2026-11-20\n",
    ),
    (
        "law/annotations.csv",
        "mark,text,from,to,source\n#1,all parts but seeds,2007-09-13,,Appendices\n#4,all parts but fruit,2007-09-13,,Appendices\n",
    ),
    (
        "law/cites.csv",
        "taxon,rank,instrument,list,population,except,annotation,note,from,to,status,source\n\
         Manidae,family,CITES,I,,,,,2017-01-02,,confirmed,CoP17\n\
         Felidae,family,CITES,II,!ZA,Panthera leo,,,1977-02-04,,confirmed,listing history\n\
         Vanda coerulea,species,CITES,II,,,#4,,2005-01-12,,confirmed,CoP13\n",
    ),
    (
        "law/papers.csv",
        "id,name,issuer,country,proves,reference,status\n\
         export,export permit,the authority,,lawful export,Art. III,confirmed\n\
         import,import permit,the authority,,lawful import,Art. III,confirmed\n",
    ),
    (
        "law/claims.csv",
        "id,name,words,means\nantique,antique,old,it is said to be old\nbred,bred,captive,it is said to be bred\n",
    ),
    ("law/members.csv", "union,country,from,to,note\nEU,AT,1995-01-01,,\nEU,BE,1958-01-01,,\n"),
    (
        "law/annotation_scope.csv",
        "mark,covers,excludes,depends,says,reference,from,to\n\
         #1,,SEE,,seeds are free,Appendices,2007-09-13,\n\
         #4,,SEE,,fruit is free,Appendices,2007-09-13,\n",
    ),
    (
        "law/permit_shapes.csv",
        "id,paper,pattern,says,source\ntag,export,@@##,a tag,a notification\nlabel,import,@@/##,a label,a resolution\n",
    ),
    (
        "law/requirements.csv",
        "id,papers,country,route,lists,taxa,products,only_if,why,reference,from,to,status\n\
         leave,export,*,export,CITES:I,,,,it leaves with a permit,Art. III,1975-07-01,,confirmed\n\
         enter,import,*,import,CITES:I,,,,it enters with a permit,Art. III,1975-07-01,,confirmed\n",
    ),
    (
        "law/exemptions.csv",
        "id,claims,country,route,lists,taxa,products,before,conditions,proved_by,papers,lifts,reference,from,to,status\n\
         old,antique,*,border,CITES,,,listing,it is older,dated proof,export,import,Art. VII,1975-07-01,,confirmed\n\
         tame,bred,*,border,CITES,,LIV,,it was bred,records,export,import,Art. VII,1975-07-01,,confirmed\n",
    ),
    (
        "products.csv",
        "code,name,kind,note\nSCA,scales,raw,\nLIV,live,live,\nSKI,skins,raw,\nFEA,feathers,raw,\nSEE,seeds,plant,\n",
    ),
    ("product_names.csv", "code,language,name\nSCA,en,scales\nSCA,fr,écailles\nLIV,en,live\n"),
    (
        "product_words.csv",
        "word,language,code,sort,note\nscales,en,SCA,part,\nskin,en,SKI,part,\nhatchling,en,LIV,live,\n",
    ),
    (
        "taxa.csv",
        "taxon,rank,group,role,products,status,source\n\
         Manis javanica,species,pangolin,listed,LIV|SCA,confirmed,Appendices\n\
         Panthera leo,species,big cat,listed,LIV|SKI,confirmed,Appendices\n",
    ),
    ("yields.csv", "taxon,codes\nManidae,LIV|SCA|SKI\nFelidae,LIV|SKI\n"),
    (
        "prices.csv",
        "taxon,product,form,unit,currency,low,high,place,year,status,source\n\
         Manis javanica,SCA,raw,kg,USD,3020,3020,Malaysia,2017,confirmed,customs\n\
         Panthera leo,SKI,raw,each,USD,600,1000,,,verify,a report\n",
    ),
    (
        "names/en.csv",
        "name,taxon,kind,needs,note,source\npangolin,Manis javanica,common,,,common usage\nlion,Panthera leo,common,context,,common usage\n",
    ),
    (
        "terms/en.csv",
        "id,term,script,taxon,product,kind,needs,innocent,status,added,by,source,note\n\
         scales-1,pangolin scales,Latn,Manis javanica,SCA,plain,none,,active,2026-11-22,me,common usage,\n\
         scales-2,brown gold,,Manis javanica,SCA,code,strong,paint,shadow,2026-11-22,me,a report,\n",
    ),
    ("cues/en.csv", "cue,class,strength,note\nfor sale,sell,2,\nwanted,buy,1,\n"),
    ("innocent/en.csv", "phrase,class,scope,note\ncar wash,place,mask,\nplush,toy,object,\n"),
    (
        "indicators.csv",
        "id,name,signal,feature,source,status\n\
         A1,posted at night,time.night,hour,TRAFFIC,confirmed\n\
         A2,deleted soon,time.deleted,gone,TRAFFIC,confirmed\n",
    ),
];

/// Breakages of one cell, beyond those that every table gets: table, row (2 is the first), column, what is written there.
const CELLS: [(&str, usize, &str, &str); 99] = [
    ("taxonomy/families.csv", 2, "order", ""),
    ("taxonomy/families.csv", 2, "kingdom", "fungus"),
    ("taxonomy/families.csv", 2, "group", "dragon"),
    ("taxonomy/families.csv", 2, "family", "manidae"),
    ("taxonomy/divisions.csv", 2, "orders", "Nulliformes"),
    ("taxonomy/divisions.csv", 2, "orders", ""),
    ("taxonomy/subfamilies.csv", 2, "family", "Nullidae"),
    ("taxonomy/genera.csv", 2, "family", "Nullidae"),
    ("taxonomy/genera.csv", 2, "family", ""),
    ("taxonomy/genera.csv", 2, "group", "dragon"),
    ("taxonomy/species_animals.csv", 2, "rank", "kind"),
    ("taxonomy/species_animals.csv", 2, "rank", "subspecies"),
    ("taxonomy/species_plants.csv", 2, "rank", "kind"),
    ("taxonomy/synonyms_animals.csv", 2, "accepted", "Manis nulla"),
    ("taxonomy/synonyms_animals.csv", 2, "accepted", ""),
    ("taxonomy/synonyms_plants.csv", 2, "accepted", "Vanda nulla"),
    ("taxonomy/domestic.csv", 2, "taxon", "Bos nullus"),
    ("taxonomy/domestic.csv", 2, "wild", "Bos nullus"),
    ("law/countries.csv", 2, "code", "Zaf"),
    ("law/countries.csv", 2, "name", ""),
    ("law/instruments.csv", 2, "kind", "local"),
    ("law/instruments.csv", 2, "checked", "2026-02-30"),
    ("law/instruments.csv", 2, "categories", ""),
    ("law/instruments.csv", 3, "country", "QQ"),
    ("law/instruments.csv", 3, "id", "CITES"),
    ("law/annotations.csv", 2, "text", ""),
    ("law/annotations.csv", 2, "from", "13.09.2007"),
    ("law/annotations.csv", 2, "to", "2001-01-01"),
    ("law/cites.csv", 2, "taxon", "Nullidae"),
    ("law/cites.csv", 2, "rank", "genus"),
    ("law/cites.csv", 2, "instrument", "CITIES"),
    ("law/cites.csv", 2, "list", "IV"),
    ("law/cites.csv", 3, "population", "!QQ"),
    ("law/cites.csv", 3, "except", "Manis javanica"),
    ("law/cites.csv", 4, "annotation", "#99"),
    ("law/cites.csv", 2, "from", ""),
    ("law/cites.csv", 2, "to", "2016-01-01"),
    ("law/cites.csv", 2, "status", "sure"),
    ("law/papers.csv", 2, "name", ""),
    ("law/papers.csv", 2, "status", "sure"),
    ("law/claims.csv", 2, "means", ""),
    ("law/members.csv", 2, "country", ""),
    ("law/members.csv", 2, "from", "1995"),
    ("law/annotation_scope.csv", 2, "says", ""),
    ("law/annotation_scope.csv", 2, "to", "2000-01-01"),
    ("law/permit_shapes.csv", 2, "paper", "passport"),
    ("law/permit_shapes.csv", 2, "pattern", "*****"),
    ("law/requirements.csv", 2, "papers", "passport"),
    ("law/requirements.csv", 2, "country", "Zed"),
    ("law/requirements.csv", 2, "route", "up"),
    ("law/requirements.csv", 2, "lists", "CITES:I||"),
    ("law/requirements.csv", 2, "from", "once"),
    ("law/exemptions.csv", 2, "claims", "lucky"),
    ("law/exemptions.csv", 2, "lifts", "passport"),
    ("law/exemptions.csv", 2, "conditions", ""),
    ("law/exemptions.csv", 2, "status", "sure"),
    ("products.csv", 2, "name", ""),
    ("products.csv", 2, "kind", ""),
    ("products.csv", 3, "code", "SCA"),
    ("product_names.csv", 2, "code", "XYZ"),
    ("product_names.csv", 2, "language", "tlh"),
    ("product_names.csv", 2, "name", ""),
    ("product_names.csv", 3, "language", "en"),
    ("product_words.csv", 2, "language", "tlh"),
    ("product_words.csv", 2, "code", "XYZ"),
    ("product_words.csv", 2, "sort", "thing"),
    ("taxa.csv", 2, "rank", "kind"),
    ("taxa.csv", 2, "taxon", "Paramanis javanica"),
    ("taxa.csv", 2, "group", "dragon"),
    ("taxa.csv", 2, "role", "famous"),
    ("taxa.csv", 2, "products", "SCA|XYZ"),
    ("taxa.csv", 2, "status", "sure"),
    ("taxa.csv", 3, "taxon", "Manis javanica"),
    ("yields.csv", 2, "codes", "SCA|XYZ"),
    ("yields.csv", 2, "codes", ""),
    ("yields.csv", 2, "taxon", "Nullidae"),
    ("yields.csv", 3, "taxon", "Manidae"),
    ("prices.csv", 2, "product", "XYZ"),
    ("prices.csv", 2, "form", "fried"),
    ("prices.csv", 2, "unit", "lb"),
    ("prices.csv", 2, "currency", "dollar"),
    ("prices.csv", 2, "low", "cheap"),
    ("prices.csv", 2, "high", "-5"),
    ("prices.csv", 2, "year", "17"),
    ("names/en.csv", 2, "taxon", "Manis nulla"),
    ("names/en.csv", 2, "kind", "pretty"),
    ("names/en.csv", 2, "needs", "luck"),
    ("terms/en.csv", 2, "script", "Cyrl"),
    ("terms/en.csv", 2, "product", "FEA"),
    ("terms/en.csv", 2, "kind", "pretty"),
    ("terms/en.csv", 2, "needs", "luck"),
    ("terms/en.csv", 2, "status", "asleep"),
    ("terms/en.csv", 2, "added", "yesterday"),
    ("terms/en.csv", 3, "id", "scales-1"),
    ("cues/en.csv", 2, "class", "shout"),
    ("cues/en.csv", 2, "strength", "9"),
    ("innocent/en.csv", 2, "class", "nice"),
    ("innocent/en.csv", 2, "scope", "galaxy"),
    ("indicators.csv", 2, "status", "sure"),
];

/// The faults of the world with one table in another form.
fn faults_with(name: &str, bytes: &[u8]) -> Vec<Fault> {
    let tables: Vec<(&str, &[u8])> = WORLD
        .iter()
        .map(|(table, text)| (*table, if *table == name { bytes } else { text.as_bytes() }))
        .collect();
    Knowledge::check(&tables)
}

/// A breakage: what it is, the table broken so, the line at fault, and the column where there is one.
struct Broken {
    way: String,
    bytes: Vec<u8>,
    line: u64,
    column: Option<String>,
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

fn cells(line: &str) -> Vec<String> {
    line.split(',').map(str::to_owned).collect()
}

/// The ways in which every table is broken.
fn common(text: &str) -> Vec<Broken> {
    let header = cells(&lines(text)[0]);
    let (first, last) = (header[0].clone(), header[header.len() - 1].clone());
    let with = |at: usize, line: String| {
        let mut all = lines(text);
        all[at] = line;
        (all.join("\n") + "\n").into_bytes()
    };
    let row = lines(text)[1].clone();
    let (head, tail) = row.split_once(',').unwrap();
    let (body, end) = row.rsplit_once(',').unwrap();
    let broken = |way: &str, bytes: Vec<u8>, line: u64, column: Option<&String>| Broken {
        way: way.to_owned(),
        bytes,
        line,
        column: column.cloned(),
    };
    let mut latin = text.as_bytes().to_vec();
    let third = text.match_indices('\n').nth(1).unwrap().0 + 1;
    latin.insert(third, 0xE9);
    vec![
        broken("a column of another name", with(0, format!("x{}", header.join(","))), 1, None),
        broken("a column less", with(0, header[1..].join(",")), 1, None),
        broken("parted by semicolons", text.replace(',', ";").into_bytes(), 1, None),
        broken("an empty file", Vec::new(), 1, None),
        broken("a cell less", with(1, body.to_owned()), 2, None),
        broken("a cell more", with(1, format!("{row},more")), 2, None),
        broken("no key", with(1, format!(",{tail}")), 2, Some(&first)),
        broken("an invisible character", with(1, format!("{head}\u{7},{tail}")), 2, Some(&first)),
        broken("a quote left open", with(1, format!("\"{row}")), 2, None),
        broken("a last quote left open", with(1, format!("{body},\"{end}")), 2, Some(&last)),
        broken("another encoding", latin, 3, None),
        broken("a row twice", format!("{text}{row}\n").into_bytes(), lines(text).len() as u64 + 1, None),
    ]
}

/// The ways in which this table alone is broken.
fn own(table: &str, text: &str) -> Vec<Broken> {
    let header = cells(&lines(text)[0]);
    CELLS
        .iter()
        .filter(|(name, ..)| *name == table)
        .map(|(_, row, column, value)| {
            let mut all = lines(text);
            let mut broken = cells(&all[row - 1]);
            let at = header.iter().position(|known| known == column).unwrap();
            (*value).clone_into(&mut broken[at]);
            all[row - 1] = broken.join(",");
            Broken {
                way: format!("`{value}` in {column}"),
                bytes: (all.join("\n") + "\n").into_bytes(),
                line: *row as u64,
                column: Some((*column).to_owned()),
            }
        })
        .collect()
}

#[test]
fn the_world_is_sound() {
    let tables: Vec<(&str, &[u8])> = WORLD.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let faults: Vec<String> = Knowledge::check(&tables).iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_table_is_broken_in_ten_ways_and_says_where() {
    let mut missed = Vec::new();
    for (table, text) in WORLD {
        let ways: Vec<Broken> = common(text).into_iter().chain(own(table, text)).collect();
        assert!(ways.len() >= 10, "{table}: {} ways", ways.len());
        for Broken { way, bytes, line, column } in ways {
            let faults = faults_with(table, &bytes);
            let told = faults.iter().any(|fault| {
                let place = &fault.place;
                // A fault of the whole row may name its first column.
                let column_fits = column.is_none() || fault.column == column;
                *place.path == *table && place.line == line && column_fits
            });
            let mended = faults.iter().all(|fault| fault.mend.len() > 5 && !fault.message.is_empty());
            if !told || !mended {
                let said: Vec<String> = faults.iter().take(5).map(ToString::to_string).collect();
                missed.push(format!("{table}, {way}: {said:#?}"));
            }
        }
    }
    assert!(missed.is_empty(), "{} missed:\n{}", missed.len(), missed.join("\n"));
}

/// The world above has every kind of table that the program has.
#[test]
fn no_kind_of_table_is_left_out() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge");
    let one_of_many = |name: &str| match name.split_once('/') {
        Some((folder @ ("names" | "terms" | "cues" | "innocent"), _)) => format!("{folder}/en.csv"),
        Some(("law", file)) if file.len() == "xx.csv".len() => "law/cites.csv".to_owned(),
        _ => name.to_owned(),
    };
    for folder in ["", "cues", "innocent", "law", "names", "taxonomy", "terms"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap().flatten() {
            let file = entry.file_name().into_string().unwrap();
            if entry.path().extension().is_some_and(|extension| extension == "csv") {
                let name = if folder.is_empty() { file } else { format!("{folder}/{file}") };
                let kind = one_of_many(&name);
                assert!(WORLD.iter().any(|(known, _)| *known == kind), "{name} is in no breakage");
            }
        }
    }
}
