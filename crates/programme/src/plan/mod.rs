//! Annual plans (kế hoạch khuyến công năm).
