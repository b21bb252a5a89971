// Keys of trade items and logistic units, and what tells one batch or piece from another.
// Columns as in `application-identifier.ts`; facts of the GS1 General Specifications, section 3.

export const keyRows = `
00 *? N18:digit:prefix2 key # SSCC
01 *? N14:digit:prefix2 not=255,37 key=22,10,21|235 # GTIN
02 *? N14:digit:prefix2 not=01,03 with=37 # CONTENT
03 * N14:digit:prefix2 not=01,02,37,235 # MTO GTIN
10 ? X..20 with=01,02,03,8006,8026 # BATCH/LOT
11 *? N6:date0 with=01,02,03,8006,8026 # PROD DATE
12 *? N6:date0 with=8020 # DUE DATE
13 *? N6:date0 with=01,02,03,8006,8026 # PACK DATE
15 *? N6:date0 with=01,02,03,8006,8026 # BEST BEFORE or BEST BY
16 *? N6:date0 with=01,02,03,8006,8026 # SELL BY
17 *? N6:date0 with=01,02,03,255,8006,8026 # USE BY or EXPIRY
20 *? N2 with=01,02,03,8006,8026 # VARIANT
21 - X..20 with=01,03,8006 not=235 # SERIAL
22 - X..20 with=01 # CPV
235 - X..28 with=01 # TPX
240 ? X..30 with=01,02,03,8006,8026 # ADDITIONAL ID
241 ? X..30 with=01,02,03,8006,8026 # CUST. PART No.
242 ? N..6 with=01,02,8006,8026 # MTO VARIANT
243 ? X..20 with=01,03 # PCN
250 ? X..30 with=01+21,03+21,8006+21 # SECONDARY SERIAL
251 ? X..30 with=01,03,8006 # REF. TO SOURCE
253 ? N13:digit:prefix [X..17] key # GDTI
254 - X..20 with=414 # GLN EXTENSION COMPONENT
255 ? N13:digit:prefix [N..12] key not=01,02,415,8006,8020,8026 # GCN
30 ? N..8 with=01,02 # VAR. COUNT
37 ? N..8 with=00+02,00+8026 # COUNT
`;
