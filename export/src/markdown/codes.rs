//! Error tables: what a code means, and what to do about it.

use qq_cgi_model::model::{Code, ErrorTable};

use super::{
    book::Book,
    text::{code, table},
};

impl Book<'_> {
    pub(super) fn error_tables(&self) -> Vec<String> {
        self.model.error_tables.iter().flat_map(|errors| self.error_table(errors)).collect()
    }

    fn error_table(&self, errors: &ErrorTable) -> Vec<String> {
        let heads = [
            self.say("Code", "返回码"),
            self.say("Constant", "常量"),
            "Rust",
            self.say("Meaning", "含义"),
            self.say("The vendor's remedy", "处理措施"),
            self.say("What a program does", "程序的处理"),
        ];
        let rows: Vec<_> = errors.codes.iter().map(|row| self.code_row(row)).collect();
        let mut blocks = vec![self.item_heading("errors", &errors.name, Some(&errors.rust))];
        blocks.extend(self.about(&errors.about, []));
        blocks.push(table(heads, &rows));
        blocks
    }

    fn code_row(&self, row: &Code) -> [String; 6] {
        let Code { code: number, symbol, rust, zh_remedy, en_remedy, remedy, about } = row;
        let number =
            number.map_or_else(|| self.say("not public", "未公开").to_owned(), |number| code(&number.to_string()));
        let program = self.language.pick(remedy.en(), remedy.zh());
        [
            number,
            symbol.as_deref().map(code).unwrap_or_default(),
            code(rust),
            self.cell(about),
            self.text(en_remedy.as_ref(), zh_remedy.as_ref()),
            program.to_owned(),
        ]
    }
}
