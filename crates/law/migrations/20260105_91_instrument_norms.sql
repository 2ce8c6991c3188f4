-- Whether a document sets how much may be paid for an activity. A province's own document of this
-- sort counts before the national one, also while its numbers have not been entered: whoever asks
-- for a ceiling has to be told of it.
ALTER TABLE instrument ADD COLUMN sets_norms BOOLEAN NOT NULL DEFAULT FALSE;

UPDATE instrument SET sets_norms = TRUE WHERE seed_key IN (
    '26/2014/TTLT-BTC-BCT',
    '28/2018/TT-BTC',
    '23/2025/NQ-HĐND',
    '20/2025/NQ-HĐND',
    '109/2025/NQ-HĐND',
    '38/2020/NQ-HĐND',
    '01/2020/QĐ-UBND',
    '05/2021/QĐ-UBND',
    '32/2021/QĐ-UBND',
    'Nghị quyết HĐND tỉnh Hải Dương (chưa rõ số)',
    'Nghị quyết HĐND tỉnh Đắk Lắk, tháng 7/2025 (chưa rõ số)');
