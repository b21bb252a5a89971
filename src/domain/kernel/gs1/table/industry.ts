// Healthcare, food, assets, services, and what partners agree between them.
// Columns as in `application-identifier.ts`; facts of the GS1 General Specifications, section 3.

export const industryRows = `
7001 ? N13 with=01,02,8006,8026 # NSN
7002 ? X..30 with=01,02 # MEAT CUT
7003 ? N6:date N4:hhmi with=01,02,03 # EXPIRY TIME
7004 ? N..4 with=01+10,03+10 # ACTIVE POTENCY
7005 ? X..12 with=01,02 # CATCH AREA
7006 ? N6:date with=01,02 # FIRST FREEZE DATE
7007 ? N6:date [N6:date] with=01,02 # HARVEST DATE
7008 ? X..3 with=01,02 # AQUATIC SPECIES
7009 ? X..10 with=01,02 # FISHING GEAR TYPE
7010 ? X..2 with=01,02,03 # PROD METHOD
7011 ? N6:date [N4:hhmi] with=01,02,03 # TEST BY DATE
7020 ? X..20 with=01+416,03+416,8006+416 # REFURB LOT
7021 ? X..20 with=01,03,8006 # FUNC STAT
7022 ? X..20 with=01+7021,03+7021,8006+7021 # REV STAT
7023 ? X..30:prefix # GIAI - ASSEMBLY
7030 ? N3:country999 X..27 with=01,02 # PROCESSOR # 0
7031 ? N3:country999 X..27 with=01,02 # PROCESSOR # 1
7032 ? N3:country999 X..27 with=01,02 # PROCESSOR # 2
7033 ? N3:country999 X..27 with=01,02 # PROCESSOR # 3
7034 ? N3:country999 X..27 with=01,02 # PROCESSOR # 4
7035 ? N3:country999 X..27 with=01,02 # PROCESSOR # 5
7036 ? N3:country999 X..27 with=01,02 # PROCESSOR # 6
7037 ? N3:country999 X..27 with=01,02 # PROCESSOR # 7
7038 ? N3:country999 X..27 with=01,02 # PROCESSOR # 8
7039 ? N3:country999 X..27 with=01,02 # PROCESSOR # 9
7040 - N1 X1 X1 X1:importer # UIC+EXT
7041 - X..4:package with=00 # UFRGT UNIT TYPE
710 ? X..20 with=01 # NHRN PZN
711 ? X..20 with=01 # NHRN CIP
712 ? X..20 with=01 # NHRN CN
713 ? X..20 with=01 # NHRN DRN
714 ? X..20 with=01 # NHRN AIM
715 ? X..20 with=01 # NHRN NDC
716 ? X..20 with=01 # NHRN AIC
717 ? X..20 with=01 # NHRN SRN
7230 ? X2 X..28 with=01,8004 # CERT # 1
7231 ? X2 X..28 with=01,8004 # CERT # 2
7232 ? X2 X..28 with=01,8004 # CERT # 3
7233 ? X2 X..28 with=01,8004 # CERT # 4
7234 ? X2 X..28 with=01,8004 # CERT # 5
7235 ? X2 X..28 with=01,8004 # CERT # 6
7236 ? X2 X..28 with=01,8004 # CERT # 7
7237 ? X2 X..28 with=01,8004 # CERT # 8
7238 ? X2 X..28 with=01,8004 # CERT # 9
7239 ? X2 X..28 with=01,8004 # CERT # 10
7240 ? X..20 with=01,8006 not=03 # PROTOCOL
7241 ? N2:media with=8017,8018 # AIDC MEDIA TYPE
7242 ? X..25 with=8017,8018 # VCN
7250 ? N8:longDate with=8018 not=7251 # DOB
7251 ? N8:longDate N4:hhmi with=8018 not=7250 # DOB TIME
7252 ? N1:sex with=8018 # BIO SEX
7253 ? X..40:percent with=8017,8018 not=7256,7259 # FAMILY NAME
7254 ? X..40:percent with=8017,8018 not=7256,7259 # GIVEN NAME
7255 ? X..10 with=8017,8018 not=7256,7259 # SUFFIX
7256 ? X..90:percent with=8017,8018 # FULL NAME
7257 ? X..70:percent with=8018 # PERSON ADDR
7258 ? X3:birth with=8018+7259 # BIRTH SEQUENCE
7259 ? X..40:percent with=8018 not=7256 # BABY
8001 ? N4:nonzero N5:nonzero N3:nonzero N1:winding N1 with=01 # DIMENSIONS
8002 ? X..20 # CMT No.
8003 ? N1:zero N13:digit:prefix [X..16] key # GRAI
8004 ? X..30:prefix key=7040 # GIAI
8005 ? N6 with=01,02 # PRICE PER UNIT
8006 ? N14:digit:prefix2 N4:piece not=01,03,37 key=22,10,21 # ITIP
8007 ? X..34:iban with=415 # IBAN
8008 ? N6:date N2:hh [N2:mi] [N2:ss] with=01,02,03 # PROD TIME
8009 ? X..50 with=00,01,03 # OPTSEN
8010 ? Y..30:prefix key=8011 # CPID
8011 - N..12:noZeroFirst with=8010 # CPID SERIAL
8012 ? X..20 with=01,03,8006 # VERSION
8013 ? X..25:pair:prefix key # GMN
8014 - X..25:pair:prefix:aLetter with=01 # MUDI
8017 ? N18:digit:prefix not=8018 key=8019 # GSRN - PROVIDER
8018 ? N18:digit:prefix not=8017 key=8019 # GSRN - RECIPIENT
8019 - N..10 with=8017,8018 # SRIN
8020 - X..25 with=415 # REF No.
8026 ? N14:digit:prefix2 N4:piece with=37 not=02,03,8006 # ITIP CONTENT
8030 ? Z..90 with=00,01+21,03+21,253,255,8003,8004,8006+21,8010+8011,8017,8018 # DIGSIG
8040 - N15 with=01+21 # IMEI
8041 - N15 with=01+21+8040 # IMEI2
8042 - N32 with=01+21+8040 # ESIM
8043 - N18 [N..2] with=01+21+8040 # PSIM
8110 ? X..70:coupon
8111 ? N4 with=255 # POINTS
8112 ? X..70:posOffer
8200 - X..70 with=01 # PRODUCT URL
90 ? X..30 # INTERNAL
91-99 ? X..90 # INTERNAL
`;
