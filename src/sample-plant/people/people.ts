// The people of the sample plant. All of them are invented; so are their marriages.
import type { shippedRoles } from "../../domain/role/shipped.ts";

export type RoleId = keyof typeof shippedRoles;

/** Local working times of the site: from, to. */
export const shifts = {
  early: ["06:00", "14:00"],
  late: ["14:00", "22:00"],
  day: ["08:00", "17:00"],
} as const;
export type Shift = keyof typeof shifts;

export interface Person {
  readonly username: string;
  readonly printedName: string;
  readonly initials: string;
  /** They act in whichever of them allows what they do. */
  readonly roles: readonly [RoleId, ...RoleId[]];
  readonly shift: Shift;
  readonly trainings: readonly string[];
}

const gmp = "SOP-0001 Good manufacturing practice, edition 12";

export const people = {
  katarina: {
    username: "k.simkova",
    printedName: "Katarína Šimková",
    initials: "KŠ",
    roles: ["administrator"],
    shift: "day",
    trainings: [gmp],
  },
  aoife: {
    username: "a.nibhriain",
    printedName: "Aoife Ní Bhriain",
    initials: "ANB",
    roles: ["security"],
    shift: "day",
    trainings: [gmp],
  },
  soeren: {
    username: "s.kjaergaard",
    printedName: "Søren Kjærgaard",
    initials: "SK",
    roles: ["planner", "masterDataAuthor", "supervisor"],
    shift: "day",
    trainings: [gmp, "SOP-0110 Planning of production, edition 3"],
  },
  olafur: {
    username: "o.thorsson",
    printedName: "Ólafur Þórsson",
    initials: "ÓÞ",
    roles: ["technician"],
    shift: "day",
    trainings: [gmp, "SOP-0410 Calibration of measuring devices, edition 5"],
  },
  joerg: {
    username: "j.weissmueller",
    printedName: "Jörg Weißmüller",
    initials: "JW",
    roles: ["warehouse"],
    shift: "day",
    trainings: [gmp, "SOP-0203 Receipt and storage of goods, edition 7"],
  },
  birgit: {
    username: "b.grossmann",
    printedName: "Birgit Großmann",
    initials: "BG",
    roles: ["supervisor"],
    shift: "early",
    trainings: [gmp, "SOP-0315 Line clearance, edition 9"],
  },
  zoe: {
    username: "z.brueckner",
    printedName: "Zoë Brückner",
    initials: "ZB",
    roles: ["operator"],
    shift: "early",
    trainings: [gmp, "SOP-0301 Weighing and dispensing, edition 11"],
  },
  mehmet: {
    username: "m.yildirim",
    printedName: "Mehmet Yıldırım",
    initials: "MY",
    roles: ["operator"],
    shift: "early",
    trainings: [gmp, "SOP-0301 Weighing and dispensing, edition 11"],
  },
  dorde: {
    username: "d.petrovic",
    printedName: "Đorđe Petrović",
    initials: "ĐP",
    // Of the late shift the second operator too.
    roles: ["supervisor", "operator"],
    shift: "late",
    trainings: [gmp, "SOP-0315 Line clearance, edition 9"],
  },
  lukasz: {
    username: "l.wojcik",
    printedName: "Łukasz Wójcik",
    initials: "ŁW",
    roles: ["operator"],
    shift: "late",
    trainings: [gmp, "SOP-0330 Rotary press TP-1, edition 6"],
  },
  hanh: {
    username: "t.h.nguyen",
    printedName: "Nguyễn Thị Hạnh",
    initials: "NTH",
    roles: ["operator"],
    shift: "late",
    trainings: [gmp, "SOP-0330 Rotary press TP-1, edition 6"],
  },
  tomas: {
    username: "t.ibanez",
    printedName: "Tomás Ibáñez",
    initials: "TI",
    roles: ["qcAnalyst", "masterDataAuthor"],
    shift: "day",
    trainings: [gmp, "SOP-0502 Sampling of materials, edition 8"],
  },
  eszter: {
    username: "e.koszegi",
    printedName: "Eszter Kőszegi",
    initials: "EK",
    roles: ["qaReviewer"],
    shift: "day",
    trainings: [gmp, "SOP-0601 Review of batch records, edition 10"],
  },
  ingrid: {
    username: "i.faelstroem",
    printedName: "Dr. Ingrid Fälström",
    initials: "IF",
    roles: ["qaRelease"],
    shift: "day",
    trainings: [gmp, "SOP-0610 Certification of batches, edition 4"],
  },
} as const satisfies Record<string, Person>;

export type PersonKey = keyof typeof people;
export const personKeys = Object.keys(people) as readonly PersonKey[];
