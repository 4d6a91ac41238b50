use qq_cgi_model::*;
fn main() {
    let (disk, root) = Disk::of(std::path::Path::new(&std::env::args().nth(1).unwrap()));
    let checked = check(load(&disk, &root));
    for d in &checked.diagnostics {
        println!("{}\n", d.to_text(&checked.sources));
    }
    println!(
        "{} commands {} rows",
        checked.model.commands.len(),
        checked.model.type_tables.iter().map(|t| t.rows.len()).sum::<usize>()
    );
}
