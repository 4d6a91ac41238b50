//! `qq-cgi schema`: the spec language as JSON Schema.

use std::process::ExitCode;

use qq_cgi_export::schema::json_schema;

use crate::output::{Failure, print};

pub(crate) fn run() -> Result<ExitCode, Failure> {
    print(&format!("{:#}", json_schema()))?;
    Ok(ExitCode::SUCCESS)
}
