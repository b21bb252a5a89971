// Blank forms for when the system is down, and what is copied from them.
import { describe, test } from "vitest";
import {
  checkTranscription,
  returnBlankForm,
  voidBlankForm,
} from "../../../../src/domain/batch/blank-form/commands.ts";
import { issueBlankForm } from "../../../../src/domain/batch/blank-form/issue.ts";
import {
  clearLine,
  completeBatch,
  startBatch,
} from "../../../../src/domain/batch/lifecycle/commands.ts";
import {
  correctParameter,
  performCheck,
  recordParameter,
} from "../../../../src/domain/batch/parameter/commands.ts";
import { recordPhaseStarted, startPhase } from "../../../../src/domain/batch/phase/commands.ts";
import { bela, given, now, type Past, person, uuid } from "../../../given.ts";
import { begun, digest, path } from "../control-recipe/examples.ts";
import { whole } from "../control-recipe/whole.ts";
import { running as plain, reason, runningPlain } from "../examples.ts";

const running = begun;
const number = "B-1-F1";
const issued: Past = { type: "BlankFormIssued", data: { form: number, copy: 1, digest } };
const returned: Past = {
  type: "BlankFormReturned",
  data: { form: number, pages: 3 },
  at: "2026-11-20T12:00:00.000Z",
};
const voided: Past = { type: "BlankFormVoided", data: { form: number } };
const out = [...running, issued];

const fromPaper = { form: number, page: 2 };
const speed = {
  parameter: "Mixer speed",
  path: path("mix"),
  value: { value: "10", unitOfMeasure: "/min" },
  source: "manual" as const,
};
const recorded = {
  ...speed,
  limits: {
    low: { value: "8", unitOfMeasure: "/min" },
    high: { value: "12", unitOfMeasure: "/min" },
    target: { value: "10", unitOfMeasure: "/min" },
    rounding: "none" as const,
  },
  outOfLimit: false,
};
const entry = uuid(0xe7);
const copied: Past = { type: "ParameterRecorded", data: speed, id: entry, fromPaper };
const compared = { entryEventId: entry, result: "same" as const };
const same: Past = {
  type: "TranscriptionChecked",
  data: { ...compared, form: number, page: 2 },
  by: bela,
};
const later = { fromPaper, reason, occurredAt: now };

describe("issuing a blank form", () => {
  test("it happens, and each further copy with a reason", () => {
    given(...running)
      .when(issueBlankForm, { copy: 1 })
      .then(issued);
    const second = { form: "B-1-F2", copy: 2, digest };
    given(...out)
      .when(issueBlankForm, { copy: 2 }, { reason })
      .then({ type: "BlankFormIssued", data: second });
  });
  test("also of a recipe without a master; while it is out nothing is completed", () => {
    const data = { form: "171-F1", copy: 1, digest: "d".repeat(64) };
    const form: Past = { type: "BlankFormIssued", data };
    given(...plain)
      .when(issueBlankForm, { copy: 1 })
      .then(form);
    given(...runningPlain, form)
      .when(completeBatch, {})
      .thenRefused("BATCH_RECORD_INCOMPLETE");
  });
  test("refused a second time: of each copy there is one original", () => {
    given(...out)
      .when(issueBlankForm, { copy: 1 })
      .thenRefused("ALREADY_EXISTS");
    given(...out, voided)
      .when(issueBlankForm, { copy: 1 }, { reason })
      .thenRefused("ALREADY_EXISTS");
  });
  test("refused without a recipe, out of turn, without reason, backdated, once decided", () => {
    given().when(issueBlankForm, { copy: 1 }).thenRefused("NOT_FOUND");
    given(...runningPlain)
      .when(issueBlankForm, { copy: 1 })
      .thenRefused("NOT_FOUND");
    given(...running)
      .when(issueBlankForm, { copy: 2 })
      .thenRefused("MALFORMED_COMMAND");
    given(...out)
      .when(issueBlankForm, { copy: 2 })
      .thenRefused("REASON_REQUIRED");
    given(...running)
      .when(issueBlankForm, { copy: 1 }, { occurredAt: "2026-11-20T07:00:00.000Z" })
      .thenRefused("STEP_MUST_BE_RECORDED_LIVE");
    given(...running, { type: "BatchRecordNotApproved", data: { toRevision: 2 } })
      .when(issueBlankForm, { copy: 1 })
      .thenRefused("BATCH_CLOSED");
  });
});

describe("taking a form back", () => {
  const asked = { form: number, pages: 3 };
  test("it happens", () => {
    given(...out)
      .when(returnBlankForm, asked)
      .then({ type: "BlankFormReturned", data: asked });
  });
  test("ignored when repeated", () => {
    given(...out, returned)
      .when(returnBlankForm, asked)
      .thenNothing();
  });
  test("refused of another form, and where it is not out", () => {
    given(...out)
      .when(returnBlankForm, { ...asked, form: "B-1-F2" })
      .thenRefused("NOT_FOUND");
    given(...out, returned)
      .when(returnBlankForm, { ...asked, pages: 2 })
      .thenRefused("FORM_NOT_OUT");
    given(...out, voided)
      .when(returnBlankForm, asked)
      .thenRefused("FORM_NOT_OUT");
  });
});

describe("voiding a form", () => {
  test("it happens", () => {
    given(...out)
      .when(voidBlankForm, { form: number }, { reason })
      .then(voided);
  });
  test("ignored when repeated", () => {
    given(...out, voided)
      .when(voidBlankForm, { form: number }, { reason })
      .thenNothing();
  });
  test("refused without reason, of one that is back, and once something was copied from it", () => {
    given(...out)
      .when(voidBlankForm, { form: number })
      .thenRefused("REASON_REQUIRED");
    given(...out, returned)
      .when(voidBlankForm, { form: number }, { reason })
      .thenRefused("FORM_NOT_OUT");
    given(...out, copied)
      .when(voidBlankForm, { form: number }, { reason })
      .thenRefused("STATUS_BLOCKS_USE");
  });
});

describe("an entry that is copied from paper", () => {
  test("it happens while the form is out, and after it came back for the time it was out", () => {
    given(...out)
      .when(recordParameter, speed, later)
      .then({ type: "ParameterRecorded", data: recorded });
    given(...out, returned)
      .when(recordParameter, speed, { ...later, at: "2026-11-21T08:00:00.000Z" })
      .then({ type: "ParameterRecorded", data: recorded });
  });
  test("refused of no such form, page, or time, of a void one, and without reason", () => {
    const refused = (past: readonly Past[], more: object) =>
      given(...past).when(recordParameter, speed, { ...later, ...more });
    refused(running, {}).thenRefused("FORM_NOT_OUT");
    refused(out, { fromPaper: { form: "B-1-F9", page: 1 } }).thenRefused("FORM_NOT_OUT");
    refused([...out, voided], {}).thenRefused("FORM_NOT_OUT");
    refused(out, { occurredAt: "2026-11-20T07:59:59.000Z" }).thenRefused("FORM_NOT_OUT");
    refused([...out, returned], {
      at: "2026-11-21T08:00:00.000Z",
      occurredAt: "2026-11-20T12:00:01.000Z",
    }).thenRefused("FORM_NOT_OUT");
    const page = { fromPaper: { form: number, page: 4 } };
    refused([...out, returned], page).thenRefused("FORM_NOT_OUT");
    refused(out, { reason: undefined }).thenRefused("REASON_REQUIRED");
  });
  test("refused of an act; what had begun is recorded as that", () => {
    given(...begun.slice(0, 2), issued)
      .when(startBatch, {}, later)
      .thenRefused("STEP_MUST_BE_RECORDED_LIVE");
    given(...out)
      .when(startPhase, { phaseId: "weigh" }, later)
      .thenRefused("STEP_MUST_BE_RECORDED_LIVE");
    given(...out)
      .when(completeBatch, {}, later)
      .thenRefused("STEP_MUST_BE_RECORDED_LIVE");
    const phase = { phaseId: "weigh", path: path("weigh"), run: 1, instruction: "Do weigh." };
    given(...out)
      .when(recordPhaseStarted, { phaseId: "weigh" }, later)
      .then({ type: "PhaseStarted", data: { ...phase, flags: [] } });
    const clear = { area: "Booth 1", when: "before", result: "clear" } as const;
    given(...out)
      .when(clearLine, clear, later)
      .then({ type: "LineCleared", data: clear });
  });
});

describe("comparing it with the paper", () => {
  test("it happens, by another person", () => {
    given(...out, copied)
      .when(checkTranscription, compared, { actor: bela })
      .then({ type: same.type, data: same.data });
  });
  test("ignored when repeated", () => {
    given(...out, copied, same)
      .when(checkTranscription, compared, { actor: bela })
      .thenNothing();
  });
  test("refused to who entered or corrected it, to no person, of what is from no paper", () => {
    given(...out, copied)
      .when(checkTranscription, compared)
      .thenRefused("SECOND_PERSON_REQUIRED");
    const corrected: Past = {
      type: "ParameterCorrected",
      data: {
        correctsEventId: entry,
        parameter: "Mixer speed",
        value: { value: "11", unitOfMeasure: "/min" },
      },
      by: bela,
    };
    const before = { before: { value: speed.value } };
    given(...out, copied, { ...corrected, ...before })
      .when(checkTranscription, compared, { actor: bela })
      .thenRefused("SECOND_PERSON_REQUIRED");
    const scale = { kind: "device", id: "scale-1", name: "Scale" } as const;
    given(...out, copied)
      .when(checkTranscription, compared, { actor: scale })
      .thenRefused("SECOND_PERSON_REQUIRED");
    const { fromPaper: _, ...typed } = copied;
    given(...out, typed)
      .when(checkTranscription, compared, { actor: bela })
      .thenRefused("NOT_FOUND");
  });
  test("refused as the same once found to differ, unless corrected, or under a deviation", () => {
    const differs = { ...same, data: { ...compared, result: "differs", form: number, page: 2 } };
    const check = (past: readonly Past[], more = {}) =>
      given(...past).when(checkTranscription, { ...compared, ...more }, { actor: person("clara") });
    const found = [...out, copied, differs];
    check(found).thenRefused("DEVIATION_REQUIRED");
    check(found, { deviationId: "d-1" }).thenRefused("DEVIATION_REQUIRED");
    const linked: Past = { type: "BatchDeviationLinked", data: { deviationId: "d-1" } };
    check([...found, linked], { deviationId: "d-1" }).then({
      type: same.type,
      data: { ...compared, deviationId: "d-1", form: number, page: 2 },
    });
    const value = { value: "11", unitOfMeasure: "/min" };
    const data = { correctsEventId: entry, parameter: "Mixer speed", value };
    const corrected = { type: "ParameterCorrected", data, before: { value: speed.value } };
    check([...found, corrected]).then({ type: same.type, data: same.data });
  });
  test("it does not make the second person of the step", () => {
    given(...out, copied, same)
      .when(performCheck, { check: "Speed", result: "pass", checksEventId: entry })
      .thenRefused("SECOND_PERSON_REQUIRED");
  });
});

describe("a batch is not completed", () => {
  const complete = (...past: Past[]) => given(...whole, ...past).when(completeBatch, {});
  test("while a form is out", () => {
    complete().then({ type: "BatchCompleted", data: {} });
    complete(issued).thenRefused("BATCH_RECORD_INCOMPLETE");
    complete(issued, voided).then({ type: "BatchCompleted", data: {} });
    complete(issued, returned).then({ type: "BatchCompleted", data: {} });
  });
  test("while an entry that was copied is not compared, as it is now", () => {
    const back = { ...returned, data: { form: number, pages: 2 } };
    const text: Past = {
      type: "CommentAdded",
      data: { text: "The light went out." },
      id: entry,
      fromPaper,
    };
    complete(issued, text, back).thenRefused("BATCH_RECORD_INCOMPLETE");
    complete(issued, text, back, same).then({ type: "BatchCompleted", data: {} });
    const differs = { ...same, data: { ...compared, result: "differs", form: number, page: 2 } };
    complete(issued, text, back, same, differs).thenRefused("BATCH_RECORD_INCOMPLETE");
  });
  test("nor once it was corrected after it was compared", () => {
    const value = { value: "11", unitOfMeasure: "/min" };
    const data = { correctsEventId: entry, parameter: "Mixer speed", value };
    const corrected: Past = { type: "ParameterCorrected", data, before: { value: speed.value } };
    complete(issued, copied, returned, same).then({ type: "BatchCompleted", data: {} });
    complete(issued, copied, returned, same, corrected).thenRefused("BATCH_RECORD_INCOMPLETE");
    given(...out, copied)
      .when(correctParameter, { correctsEventId: entry, value }, { reason })
      .then(corrected);
  });
});
