//! JSON lines and arrays: no bytes break the reader.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pugmark_fuzz::read_all;

fuzz_target!(|data: &[u8]| read_all("input.jsonl", data));
