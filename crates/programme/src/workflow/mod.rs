//! The kept versions of the workflow definitions (quy trình).
