// Whence, where to and by whom: locations, routes, countries, transport.
// Columns as in `application-identifier.ts`; facts of the GS1 General Specifications, section 3.

export const logisticsRows = `
400 ? X..30 # ORDER NUMBER
401 ? X..30:prefix key # GINC
402 ? N17:digit:prefix key # GSIN
403 ? X..30 with=00 # ROUTE
410 *? N13:digit:prefix # SHIP TO LOC
411 *? N13:digit:prefix # BILL TO
412 *? N13:digit:prefix # PURCHASE FROM
413 *? N13:digit:prefix # SHIP FOR LOC
414 *? N13:digit:prefix key=254|7040 # LOC No.
415 *? N13:digit:prefix with=8020 key=8020 # PAY TO
416 *? N13:digit:prefix # PROD/SERV LOC
417 *? N13:digit:prefix key=7040 # PARTY
420 ? X..20 not=421 # SHIP TO POST
421 ? N3:country X..9 not=4307 # SHIP TO POST
422 ? N3:country with=01,02,03,8006,8026 not=426 # ORIGIN
423 ? N3:country [N3:country]*4 with=01,02,03 not=426 # COUNTRY - INITIAL PROCESS
424 ? N3:country with=01,02,03 not=426 # COUNTRY - PROCESS
425 ? N3:country [N3:country]*4 with=01,02,03 not=426 # COUNTRY - DISASSEMBLY
426 ? N3:country with=01,02,03 # COUNTRY - FULL PROCESS
427 ? X..3 with=01+422,02+422,03+422 # ORIGIN SUBDIVISION
4300 ? X..35:percent with=00 # SHIP TO COMP
4301 ? X..35:percent with=00 # SHIP TO NAME
4302 ? X..70:percent with=00 # SHIP TO ADD1
4303 ? X..70:percent with=4302 # SHIP TO ADD2
4304 ? X..70:percent with=00 # SHIP TO SUB
4305 ? X..70:percent with=00 # SHIP TO LOC
4306 ? X..70:percent with=00 # SHIP TO REG
4307 ? X2:country2 with=00 # SHIP TO COUNTRY
4308 ? X..30 with=00 # SHIP TO PHONE
4309 ? N10:latitude N10:longitude with=00 # SHIP TO GEO
4310 ? X..35:percent with=00 # RTN TO COMP
4311 ? X..35:percent with=00 # RTN TO NAME
4312 ? X..70:percent with=00 # RTN TO ADD1
4313 ? X..70:percent with=4312 # RTN TO ADD2
4314 ? X..70:percent with=00 # RTN TO SUB
4315 ? X..70:percent with=00 # RTN TO LOC
4316 ? X..70:percent with=00 # RTN TO REG
4317 ? X2:country2 with=00 # RTN TO COUNTRY
4318 ? X..20 with=00 # RTN TO POST
4319 ? X..30 with=00 # RTN TO PHONE
4320 ? X..35:percent with=00 # SRV DESCRIPTION
4321 ? N1:yesNo with=00 # DANGEROUS GOODS
4322 ? N1:yesNo with=00 # AUTH TO LEAVE
4323 ? N1:yesNo with=00 # SIG REQUIRED
4324 ? N6:date0 N4:hhmi with=00 # NOT BEF DEL DT
4325 ? N6:date0 N4:hhmi with=00 # NOT AFT DEL DT
4326 ? N6:date with=00 # REL DATE
4330 ? N6 [X1:hyphen] with=00 not=4331 # MAX TEMP F.
4331 ? N6 [X1:hyphen] with=00 not=4330 # MAX TEMP C.
4332 ? N6 [X1:hyphen] with=00 not=4333 # MIN TEMP F.
4333 ? N6 [X1:hyphen] with=00 not=4332 # MIN TEMP C.
`;
