//! Projects of the programme (đề án khuyến công).
