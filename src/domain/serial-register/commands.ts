// Reserving serial numbers of a product.
import { commandsOf } from "../kernel/decider.ts";
import { among, countOf, rangesOf, rangesText, serialsOf } from "../kernel/gs1/serial.ts";
import { sameContent } from "../kernel/precondition.ts";
import { refuse } from "../kernel/refusal.ts";
import { SerialsReserved } from "./events.ts";
import { serialRegister } from "./serial-register.ts";

const countMax = 100_000_000n;

/** For a batch, which then issues them. Whether there is such a batch is asked before. */
export const reserveSerials = commandsOf(serialRegister)(
  "ReserveSerials",
  "issueBatch",
  SerialsReserved.data,
  (data, register) => {
    const former = register.reservations.get(data.reservationId);
    if (former) {
      const other = refuse("ALREADY_EXISTS", "Other numbers are reserved under this id.");
      return sameContent(former, data) ? [] : other;
    }
    const found = serialsOf(data.serials);
    if ("malformed" in found) {
      const message = `${found.malformed} does not begin a range that counts up.`;
      return refuse("IDENTIFIER_MALFORMED", message);
    }
    if ("twice" in found) return refuse("SERIAL_DUPLICATE", `${found.twice} is named twice.`);
    if (countOf(found.serials) > countMax) {
      return refuse("QUANTITY_OUT_OF_RANGE", `No more than ${countMax} numbers at a time.`);
    }
    const taken = rangesOf(among(found.serials, register.taken));
    if (taken.length === 0) return [{ type: "SerialsReserved", data }];
    return refuse("SERIAL_DUPLICATE", `Reserved already: ${rangesText(taken)}.`, { taken });
  },
);
