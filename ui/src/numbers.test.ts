import assert from "node:assert/strict";
import { test } from "node:test";
import { completeDate, groupMoney, isoDate, moneyInWords, tidyDate } from "./numbers";

test("money is grouped by three and the caret stays behind the same digit", () => {
  assert.deepEqual(groupMoney("1234567", 7), { value: "1.234.567", caret: 9 });
  assert.deepEqual(groupMoney("1.2394.567", 5), { value: "12.394.567", caret: 5 });
  assert.deepEqual(groupMoney("999", 0), { value: "999", caret: 0 });
  assert.deepEqual(groupMoney("00120", 5), { value: "120", caret: 3 });
});

test("text that is not an amount is left for the server to refuse", () => {
  assert.deepEqual(groupMoney("1.5 tỷ", 6), { value: "1.5 tỷ", caret: 6 });
  assert.deepEqual(groupMoney("1,5", 3), { value: "1,5", caret: 3 });
  assert.deepEqual(groupMoney("-500", 4), { value: "-500", caret: 4 });
});

test("slashes come by themselves while a date is typed", () => {
  assert.equal(completeDate("05"), "05/");
  assert.equal(completeDate("05/07"), "05/07/");
  assert.equal(completeDate("05072022"), "05/07/2022");
  assert.equal(completeDate("5/7"), "5/7");
});

test("dates in the usual spellings are tidied, other text is kept", () => {
  assert.equal(tidyDate("5/7/2012"), "05/07/2012");
  assert.equal(tidyDate("5-7-2012"), "05/07/2012");
  assert.equal(tidyDate("05072012"), "05/07/2012");
  assert.equal(tidyDate("2012-07-05"), "05/07/2012");
  assert.equal(tidyDate(" quý I "), "quý I");
  assert.equal(isoDate("5/7/2012"), "2012-07-05");
  assert.equal(isoDate("5/7"), "");
});

test("amounts are said as papers write them", () => {
  const cases: [string, string][] = [
    ["0", "không đồng"],
    ["15", "mười lăm đồng"],
    ["21", "hai mươi mốt đồng"],
    ["105", "một trăm linh năm đồng"],
    ["1000005", "một triệu không trăm linh năm đồng"],
    ["1234567", "một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy đồng"],
    ["200000000", "hai trăm triệu đồng"],
    ["99999999999", "chín mươi chín tỷ chín trăm chín mươi chín triệu chín trăm chín mươi chín nghìn chín trăm chín mươi chín đồng"],
    ["1500000000000", "một nghìn năm trăm tỷ đồng"],
    ["1500000000000000", "một triệu năm trăm nghìn tỷ đồng"],
  ];
  for (const [digits, words] of cases) assert.equal(moneyInWords(digits), words);
  assert.equal(moneyInWords(""), "");
});
