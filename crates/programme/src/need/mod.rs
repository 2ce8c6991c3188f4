//! Needs of establishments (phiếu đề xuất nhu cầu).
