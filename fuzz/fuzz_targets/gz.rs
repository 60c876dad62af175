//! Gzip: no bytes break the reader, nor does any content after a gzip heading that is whole.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pugmark_fuzz::read_all;

fuzz_target!(|data: &[u8]| {
    read_all("input.jsonl.gz", data);
    let mut headed = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    headed.extend_from_slice(data);
    read_all("input.csv.gz", &headed);
});
