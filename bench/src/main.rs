//! See the library.

fn main() -> daybook_bench::Result<()> {
    daybook_bench::run()
}
