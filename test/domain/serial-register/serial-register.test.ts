// Reserving serial numbers of a product.
import { describe, test } from "vitest";
import { reserveSerials } from "../../../src/domain/serial-register/commands.ts";
import { given } from "../../given.ts";

const asked = {
  reservationId: "r-1",
  batchId: "batch-1",
  serials: [{ from: "A001", to: "A100" }, { from: "X7" }],
};
const reserved = { type: "SerialsReserved", data: asked };
const other = { ...asked, reservationId: "r-2", batchId: "batch-2" };

describe("reserving serial numbers", () => {
  test("it happens, also beside others", () => {
    given().when(reserveSerials, asked).then(reserved);
    const data = { ...other, serials: [{ from: "A101", to: "A200" }, { from: "A0001" }] };
    given(reserved).when(reserveSerials, data).then({ type: "SerialsReserved", data });
  });
  test("ignored when repeated", () => {
    given(reserved).when(reserveSerials, asked).thenNothing();
  });
  test("refused where they overlap, for the same batch too, or are no range", () => {
    const refused = (data: typeof asked) => given(reserved).when(reserveSerials, data);
    refused({ ...other, serials: [{ from: "A100", to: "A300" }] }).thenRefused("SERIAL_DUPLICATE");
    refused({ ...other, serials: [{ from: "X7" }] }).thenRefused("SERIAL_DUPLICATE");
    refused({ ...asked, reservationId: "r-3" }).thenRefused("SERIAL_DUPLICATE");
    refused({ ...asked, serials: [{ from: "B1" }] }).thenRefused("ALREADY_EXISTS");
    refused({ ...other, serials: [{ from: "B1" }, { from: "B1" }] }).thenRefused(
      "SERIAL_DUPLICATE",
    );
    given()
      .when(reserveSerials, { ...asked, serials: [{ from: "A9", to: "A1" }] })
      .thenRefused("IDENTIFIER_MALFORMED");
    given()
      .when(reserveSerials, { ...asked, serials: [{ from: "0".repeat(20), to: "9".repeat(20) }] })
      .thenRefused("QUANTITY_OUT_OF_RANGE");
    given()
      .when(reserveSerials, { ...asked, serials: [{ from: "ä" }] })
      .thenRefused("MALFORMED_COMMAND");
  });
  test("20,000 reservations of one number each are kept, and each is refused again", () => {
    const single = (n: number) => `S${(n * 7_919) % 100_003}X`;
    const past = Array.from({ length: 20_000 }, (_, n) => ({
      type: "SerialsReserved",
      data: { reservationId: `r-${n}`, batchId: "batch-1", serials: [{ from: single(n) }] },
    }));
    const again = { ...asked, reservationId: "again", serials: [{ from: single(12_345) }] };
    const free = { ...again, serials: [{ from: single(20_000) }] };
    given(...past)
      .when(reserveSerials, again)
      .thenRefused("SERIAL_DUPLICATE");
    given(...past)
      .when(reserveSerials, free)
      .then({ type: "SerialsReserved", data: free });
  });
});
