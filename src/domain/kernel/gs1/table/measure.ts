// Measures, counts and amounts of money; the last digit is how many decimals.
// Columns as in `application-identifier.ts`; facts of the GS1 General Specifications, section 3.

export const measureRows = `
3100-3105 *? N6 with=01,02 not=310n # NET WEIGHT (kg)
3110-3115 *? N6 with=01,02 not=311n # LENGTH (m)
3120-3125 *? N6 with=01,02 not=312n # WIDTH (m)
3130-3135 *? N6 with=01,02 not=313n # HEIGHT (m)
3140-3145 *? N6 with=01,02 not=314n # AREA (m²)
3150-3155 *? N6 with=01,02 not=315n # NET VOLUME (l)
3160-3165 *? N6 with=01,02 not=316n # NET VOLUME (m³)
3200-3205 *? N6 with=01,02 not=320n # NET WEIGHT (lb)
3210-3215 *? N6 with=01,02 not=321n # LENGTH (in)
3220-3225 *? N6 with=01,02 not=322n # LENGTH (ft)
3230-3235 *? N6 with=01,02 not=323n # LENGTH (yd)
3240-3245 *? N6 with=01,02 not=324n # WIDTH (in)
3250-3255 *? N6 with=01,02 not=325n # WIDTH (ft)
3260-3265 *? N6 with=01,02 not=326n # WIDTH (yd)
3270-3275 *? N6 with=01,02 not=327n # HEIGHT (in)
3280-3285 *? N6 with=01,02 not=328n # HEIGHT (ft)
3290-3295 *? N6 with=01,02 not=329n # HEIGHT (yd)
3300-3305 *? N6 with=00,01 not=330n # GROSS WEIGHT (kg)
3310-3315 *? N6 with=00,01 not=331n # LENGTH (m), log
3320-3325 *? N6 with=00,01 not=332n # WIDTH (m), log
3330-3335 *? N6 with=00,01 not=333n # HEIGHT (m), log
3340-3345 *? N6 with=00,01 not=334n # AREA (m²), log
3350-3355 *? N6 with=00,01 not=335n # VOLUME (l), log
3360-3365 *? N6 with=00,01 not=336n # VOLUME (m³), log
3370-3375 *? N6 with=01 not=337n # KG PER m²
3400-3405 *? N6 with=00,01 not=340n # GROSS WEIGHT (lb)
3410-3415 *? N6 with=00,01 not=341n # LENGTH (in), log
3420-3425 *? N6 with=00,01 not=342n # LENGTH (ft), log
3430-3435 *? N6 with=00,01 not=343n # LENGTH (yd), log
3440-3445 *? N6 with=00,01 not=344n # WIDTH (in), log
3450-3455 *? N6 with=00,01 not=345n # WIDTH (ft), log
3460-3465 *? N6 with=00,01 not=346n # WIDTH (yd), log
3470-3475 *? N6 with=00,01 not=347n # HEIGHT (in), log
3480-3485 *? N6 with=00,01 not=348n # HEIGHT (ft), log
3490-3495 *? N6 with=00,01 not=349n # HEIGHT (yd), log
3500-3505 *? N6 with=01,02 not=350n # AREA (in²)
3510-3515 *? N6 with=01,02 not=351n # AREA (ft²)
3520-3525 *? N6 with=01,02 not=352n # AREA (yd²)
3530-3535 *? N6 with=00,01 not=353n # AREA (in²), log
3540-3545 *? N6 with=00,01 not=354n # AREA (ft²), log
3550-3555 *? N6 with=00,01 not=355n # AREA (yd²), log
3560-3565 *? N6 with=01,02 not=356n # NET WEIGHT (tr oz)
3570-3575 *? N6 with=01,02 not=357n # NET VOLUME (oz)
3600-3605 *? N6 with=01,02 not=360n # NET VOLUME (qt (US))
3610-3615 *? N6 with=01,02 not=361n # NET VOLUME (gal.)
3620-3625 *? N6 with=00,01 not=362n # VOLUME (qt (US)), log
3630-3635 *? N6 with=00,01 not=363n # VOLUME (gal (US)), log
3640-3645 *? N6 with=01,02 not=364n # NET VOLUME (in³)
3650-3655 *? N6 with=01,02 not=365n # NET VOLUME (ft³)
3660-3665 *? N6 with=01,02 not=366n # NET VOLUME (yd³)
3670-3675 *? N6 with=00,01 not=367n # VOLUME (in³), log
3680-3685 *? N6 with=00,01 not=368n # VOLUME (ft³), log
3690-3695 *? N6 with=00,01 not=369n # VOLUME (yd³), log
3900-3909 ? N..15 with=255,8020 not=390n,391n,394n,8111 # AMOUNT
3910-3919 ? N3:currency N..15 with=8020 not=391n # AMOUNT
3920-3929 ? N..15 with=01+30,01+31nn,01+32nn,01+35nn,01+36nn not=392n,393n # PRICE
3930-3939 ? N3:currency N..15 with=30,31nn,32nn,35nn,36nn not=393n # PRICE
3940-3943 ? N4 with=255 not=394n,8111 # PRCNT OFF
3950-3955 ? N6 with=30,31nn,32nn,35nn,36nn not=392n,393n,395n,8005 # PRICE/UoM
`;
