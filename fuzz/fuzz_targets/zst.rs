//! Zstandard: no bytes break the reader, nor does any content after the magic number.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pugmark_fuzz::read_all;

fuzz_target!(|data: &[u8]| {
    read_all("input.jsonl.zst", data);
    let mut headed = vec![0x28, 0xb5, 0x2f, 0xfd];
    headed.extend_from_slice(data);
    read_all("input.csv.zst", &headed);
});
