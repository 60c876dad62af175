//! Reading a list that others publish, plain or packed with gzip.

use crate::console;
use crate::exit::Stop;
use crate::faults::Ledger;
use pugmark_knowledge::official::{self, Official};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The most bytes of a list, unpacked: fifty times the CITES index.
const MOST_BYTES: u64 = 256 << 20;
const GZIP: [u8; 2] = [0x1F, 0x8B];

/// Reads a list whole; `-` is standard input. Of many faults only some are told.
pub(crate) fn read(path: &Path) -> Result<Official, Stop> {
    let shown = path.display().to_string();
    let bytes = bytes(path)?;
    official::read(&shown, &bytes).map_err(|faults| {
        let mut ledger = Ledger::default();
        for fault in &faults {
            ledger.enter(fault, &mut console::complain);
        }
        ledger.close(&mut console::complain);
        let count = if faults.len() == 1 { "1 fault".to_owned() } else { format!("{} faults", faults.len()) };
        Stop::Trouble(format!("{shown} has {count}; nothing of it was used: mend it, then try again"))
    })
}

pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, Stop> {
    let trouble = |error: &io::Error| Stop::with_file("read", path, error);
    let mut raw: Box<dyn Read> = if path.as_os_str() == "-" {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(path).map_err(|error| trouble(&error))?)
    };
    let packed = up_to_limit(&mut raw, path)?.map_err(|error| trouble(&error))?;
    if !packed.starts_with(&GZIP) {
        return Ok(packed);
    }
    let unpacked = up_to_limit(&mut flate2::read::MultiGzDecoder::new(&packed[..]), path)?;
    unpacked.map_err(|error| {
        let shown = path.display();
        Stop::Trouble(format!("cannot unpack {shown}: {error}; the file is damaged, fetch it again"))
    })
}

fn up_to_limit(input: &mut impl Read, path: &Path) -> Result<io::Result<Vec<u8>>, Stop> {
    let mut bytes = Vec::new();
    match input.take(MOST_BYTES + 1).read_to_end(&mut bytes) {
        Ok(count) if count as u64 > MOST_BYTES => {
            let shown = path.display();
            let megabytes = MOST_BYTES >> 20;
            Err(Stop::Trouble(format!("{shown} holds more than {megabytes} MB; part it into several files")))
        }
        Ok(_) => Ok(Ok(bytes)),
        Err(error) => Ok(Err(error)),
    }
}
