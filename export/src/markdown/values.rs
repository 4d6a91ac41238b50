//! Structs, enums and type tables.

use qq_cgi_model::model::{Cell, Enum, Row, Struct, TypeTable};

use super::{
    book::Book,
    fields::constant,
    text::{code, table, table_of},
};

impl Book<'_> {
    pub(super) fn structs(&self) -> Vec<String> {
        self.model.structs.iter().flat_map(|item| self.struct_(item)).collect()
    }

    fn struct_(&self, item: &Struct) -> Vec<String> {
        let uses =
            [item.in_request.then(|| self.say("requests", "请求")), item.in_reply.then(|| self.say("replies", "返回"))];
        let uses = uses.into_iter().flatten().collect::<Vec<_>>().join(self.say(", ", "、"));
        let mut blocks = vec![self.item_heading("struct", &item.name, None)];
        blocks.extend(self.about(&item.about, (!uses.is_empty()).then(|| self.fact("Stands in", "用于", &uses))));
        blocks.push(self.fields(&item.fields));
        blocks
    }

    pub(super) fn enums(&self) -> Vec<String> {
        self.model.enums.iter().flat_map(|item| self.enum_(item)).collect()
    }

    fn enum_(&self, item: &Enum) -> Vec<String> {
        let heads = [self.say("Value", "值"), "Rust", self.say("Meaning", "含义")];
        let rows = item.values.iter().map(|value| [constant(&value.value), code(&value.rust), self.cell(&value.about)]);
        let mut blocks = vec![self.item_heading("enum", &item.name, None)];
        blocks.extend(self.about(&item.about, []));
        blocks.push(self.open(item.open));
        blocks.push(table(heads, &rows.collect::<Vec<_>>()));
        blocks
    }

    fn open(&self, is_open: bool) -> String {
        let open = self.say("Other values than these can be sent.", "也可发送表外的值。");
        if is_open { open.to_owned() } else { String::new() }
    }

    pub(super) fn type_tables(&self) -> Vec<String> {
        self.model.type_tables.iter().flat_map(|types| self.type_table(types)).collect()
    }

    fn type_table(&self, types: &TypeTable) -> Vec<String> {
        let TypeTable { name, rust, id, value, columns, open, rows, about } = types;
        let mut heads: Vec<String> = [
            code(id),
            "Rust".to_owned(),
            self.say("Type", "类型").to_owned(),
            self.say("Limits", "限制").to_owned(),
            self.say("Must be there", "必填").to_owned(),
        ]
        .into();
        heads.extend(columns.iter().map(|column| code(&column.name)));
        heads.push(self.say("Meaning", "含义").to_owned());
        let rows: Vec<Vec<String>> = rows.iter().map(|row| self.type_row(row)).collect();
        let used: Vec<usize> = (0..heads.len())
            .filter(|column| rows.iter().any(|row| row.get(*column).is_some_and(|cell| !cell.is_empty())))
            .collect();
        let column_rows: Vec<_> = columns
            .iter()
            .map(|column| [code(&column.name), code(&column.rust), self.type_of(&column.ty), self.cell(&column.about)])
            .collect();
        let column_heads = [self.say("Column", "列"), "Rust", self.say("Type", "类型"), self.say("Meaning", "含义")];
        let mut blocks = vec![self.item_heading("types", name, Some(rust))];
        blocks.extend(self.about(
            about,
            [
                self.fact("Field of a row's id", "类型字段", &code(id)),
                self.fact("Field of its value, a text", "值字段（字符串）", &code(value)),
            ],
        ));
        blocks.push(table(column_heads, &column_rows));
        blocks.push(self.open(*open));
        blocks.push(table_of(&heads, rows.iter().map(Vec::as_slice), &used));
        blocks
    }

    fn type_row(&self, row: &Row) -> Vec<String> {
        let Row { rust, id, ty, required, recommended, cells, limits, about } = row;
        let must = match (required, recommended) {
            (true, _) => self.yes_or_no(true),
            (false, true) => self.say("should", "建议"),
            (false, false) => self.yes_or_no(false),
        };
        let mut columns =
            vec![code(&id.to_string()), code(rust), self.type_of(ty), self.limits(limits), must.to_owned()];
        columns.extend(cells.iter().map(|cell| match cell {
            Cell::Fixed(number) => code(&number.to_string()),
            Cell::Caller => self.say("caller", "调用方").to_owned(),
        }));
        columns.push(self.cell(about));
        columns
    }
}
