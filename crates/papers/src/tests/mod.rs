//! Every format is read back, as the program of an official would read it.

mod docx_tests;
mod html_tests;
mod sheet_tests;
mod wording_tests;
