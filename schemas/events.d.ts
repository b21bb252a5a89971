/**
 * The events of Batchproof: `Event` is what is written now, `StoredEvent` also
 * what was written in former shapes, which carry their version in their name.
 * Made by "npm run schemas" from the catalogue of event types. Changes made here are lost.
 */

export type StoredEvent = Event;
export type Event =
  | AttemptRefused
  | HoldLifted
  | HoldPlaced
  | IdentifierContentChanged
  | IdentifierReassigned
  | IdentifierReserved
  | LocationClosed
  | LocationRegistered
  | LocationRenamed
  | LogisticUnitLoaded
  | LogisticUnitOpened
  | LogisticUnitSealBroken
  | LogisticUnitSealed
  | LogisticUnitShipped
  | LogisticUnitUnloaded
  | MaterialApproved
  | MaterialCounted
  | MaterialDefined
  | MaterialDrawCorrected
  | MaterialDrawn
  | MaterialLotDestroyed
  | MaterialLotProduced
  | MaterialLotReceived
  | MaterialLotRelabelled
  | MaterialLotSplit
  | MaterialLotSplitOff
  | MaterialLotsMerged
  | MaterialMoved
  | MaterialReturned
  | MaterialRevised
  | MaterialSampled
  | MaterialScrapped
  | PartyApprovalWithdrawn
  | PartyApproved
  | PartyRegistered
  | PartyRenamed
  | PersonDisabled
  | PersonEnabled
  | PersonEnrolled
  | PersonLeft
  | PersonNameChanged
  | PersonRoleGranted
  | PersonRoleRevoked
  | PersonTrained
  | QualityStatusChanged
  | QuantityAdjusted
  | ShipmentDispatched
  | ShipmentPrepared
  | ShipmentReceived
  | ShipmentReturned;
export type Json =
  | string
  | number
  | boolean
  | null
  | Json[]
  | {
      [k: string]: Json;
    };

export interface AttemptRefused {
  type: "AttemptRefused";
  data: {
    command: string;
    /**
     * Stable refusal code, as of then.
     */
    code: string;
    /**
     * What was not so.
     */
    message: string;
    /**
     * What the rule asks for, by value.
     */
    requirement: string;
    /**
     * What was tried.
     */
    attempted: {
      [k: string]: Json;
    };
  };
}
export interface HoldLifted {
  type: "HoldLifted";
  data: {
    holdId: string;
    /**
     * Reason code from the site's list.
     */
    code: string;
  };
}
export interface HoldPlaced {
  type: "HoldPlaced";
  data: {
    holdId: string;
    /**
     * Reason code from the site's list.
     */
    code: string;
    text?: string;
    /**
     * The function that may lift it: qa, warehouse, recall.
     */
    owner: string;
    /**
     * Absent: the whole lot.
     */
    containerId?: string;
    inheritedFromBatchId?: string;
    inheritedFromMaterialLotId?: string;
  };
}
export interface IdentifierContentChanged {
  type: "IdentifierContentChanged";
  data: {
    /**
     * SHA-256 of the content imported under this key.
     */
    digest: string;
  };
}
export interface IdentifierReassigned {
  type: "IdentifierReassigned";
  data: {
    holder: {
      kind:
        | "materialDefinition"
        | "materialLot"
        | "container"
        | "equipment"
        | "order"
        | "batch"
        | "processData"
        | "disposition"
        | "deviation"
        | "person"
        | "party"
        | "location"
        | "shipment"
        | "logisticUnit"
        | "import"
        | "identifier"
        | "refusals";
      id: string;
    };
    /**
     * SHA-256 of the content imported under this key.
     */
    digest?: string;
  };
}
export interface IdentifierReserved {
  type: "IdentifierReserved";
  data: {
    /**
     * What kind of number it is: api-1, lgtin, receipt.
     */
    scheme: string;
    /**
     * Who gives numbers of this scheme.
     */
    issuer: string;
    value: string;
    holder: {
      kind:
        | "materialDefinition"
        | "materialLot"
        | "container"
        | "equipment"
        | "order"
        | "batch"
        | "processData"
        | "disposition"
        | "deviation"
        | "person"
        | "party"
        | "location"
        | "shipment"
        | "logisticUnit"
        | "import"
        | "identifier"
        | "refusals";
      id: string;
    };
    /**
     * SHA-256 of the content imported under this key.
     */
    digest?: string;
  };
}
export interface LocationClosed {
  type: "LocationClosed";
  data: {};
}
export interface LocationRegistered {
  type: "LocationRegistered";
  data: {
    name: string;
    kind: "site" | "area" | "room" | "storage";
    /**
     * GLN, warehouse code.
     */
    identifiers: Identifier[];
    /**
     * IANA time zone of a site.
     */
    zone?: string;
    /**
     * What it lies in.
     */
    parentLocationId?: string;
  };
}
export interface Identifier {
  /**
   * What kind of number it is: api-1, lgtin, receipt.
   */
  scheme: string;
  /**
   * Who gives numbers of this scheme.
   */
  issuer: string;
  value: string;
}
export interface LocationRenamed {
  type: "LocationRenamed";
  data: {
    name: string;
  };
}
export interface LogisticUnitLoaded {
  type: "LogisticUnitLoaded";
  data: {
    /**
     * The scan or packing-list line: counted once.
     */
    movementId: string;
    materialLotId: string;
    quantity: Quantity;
  };
}
export interface Quantity {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface LogisticUnitOpened {
  type: "LogisticUnitOpened";
  data: {
    /**
     * SSCC, GRAI with the trip's number.
     *
     * @minItems 1
     */
    identifiers: Identifier[];
    kind: "pallet" | "case" | "tote" | "drum" | "tanker" | "other";
    locationId?: string;
  };
}
export interface LogisticUnitSealBroken {
  type: "LogisticUnitSealBroken";
  data: {
    sealNumber: string;
  };
}
export interface LogisticUnitSealed {
  type: "LogisticUnitSealed";
  data: {
    sealNumber: string;
  };
}
export interface LogisticUnitShipped {
  type: "LogisticUnitShipped";
  data: {
    shipmentId: string;
  };
}
export interface LogisticUnitUnloaded {
  type: "LogisticUnitUnloaded";
  data: {
    /**
     * The scan or packing-list line: counted once.
     */
    movementId: string;
    materialLotId: string;
    quantity: Quantity;
  };
}
export interface MaterialApproved {
  type: "MaterialApproved";
  data: {
    edition: number;
  };
}
export interface MaterialCounted {
  type: "MaterialCounted";
  data: {
    quantity: Quantity;
    booked?: Quantity1;
    containerId?: string;
  };
}
/**
 * By the books; absent where they did not know.
 */
export interface Quantity1 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface MaterialDefined {
  type: "MaterialDefined";
  data: {
    name: string;
    /**
     * GTIN, item number, catalogue number.
     */
    identifiers: Identifier[];
    shelfLife?: {
      months: number;
      countedFrom: "manufacture" | "receipt" | "release";
    };
    /**
     * The traceability plan.
     *
     * @minItems 1
     */
    traceability: {
      level: "lot" | "container" | "logisticUnit" | "serial";
      mandatory: boolean;
    }[];
    artworkVersion?: string;
    kind:
      | "rawMaterial"
      | "intermediate"
      | "bulk"
      | "finishedProduct"
      | "packaging"
      | "printedPackaging"
      | "consumable"
      | "byProduct";
    /**
     * UCUM code.
     */
    baseUnitOfMeasure: string;
  };
}
export interface MaterialDrawCorrected {
  type: "MaterialDrawCorrected";
  data: {
    /**
     * The event that is meant.
     */
    correctsEventId: string;
    quantity: Quantity;
    batchId?: string;
  };
}
export interface MaterialDrawn {
  type: "MaterialDrawn";
  data: {
    quantity?: Quantity2;
    containerId?: string;
    /**
     * Rules that this broke; recorded all the same.
     */
    flags: (
      | "CONTAINER_UNKNOWN"
      | "LOT_EMPTY"
      | "LOT_ON_HOLD"
      | "MATERIAL_EXPIRED"
      | "MATERIAL_NOT_RELEASED"
      | "MATERIAL_REJECTED"
      | "QUANTITY_NOT_AVAILABLE"
      | "RETEST_DUE"
      | "UNIT_NOT_CONVERTIBLE"
    )[];
    purpose: "charge" | "merge";
    batchId?: string;
    /**
     * What the batch will say of it.
     */
    charge?: {
      kind: "charge" | "rework" | "heel";
      /**
       * How the quantity is known.
       */
      basis: "weighed" | "counted" | "backflushed" | "unknown";
      interval?: {
        from: string;
        to: string;
        basis: "observed" | "claimed" | "backflushed" | "unknown";
      };
      path?: {
        procedure?: string;
        unitProcedure?: string;
        operation?: string;
        phase: string;
      };
    };
    intoMaterialLotId?: string;
    /**
     * The event that is meant.
     */
    mergedEventId?: string;
  };
}
/**
 * Absent: not known.
 */
export interface Quantity2 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface MaterialLotDestroyed {
  type: "MaterialLotDestroyed";
  data: {
    quantity?: Quantity3;
    method: string;
  };
}
/**
 * What was left by the books.
 */
export interface Quantity3 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface MaterialLotProduced {
  type: "MaterialLotProduced";
  data: {
    material: {
      materialDefinitionId: string;
      name: string;
    };
    /**
     * Every number that somebody gave this lot.
     */
    identifiers: Identifier[];
    quantity?: Quantity4;
    containers: {
      containerId: string;
      quantity?: Quantity;
    }[];
    expiresOn?: string;
    retestOn?: string;
    locationId?: string;
    batchId: string;
    /**
     * The batch's event that this lot came out of.
     */
    outputEventId: string;
    sublotOfMaterialLotId?: string;
  };
}
/**
 * Absent: not known; never zero.
 */
export interface Quantity4 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface MaterialLotReceived {
  type: "MaterialLotReceived";
  data: {
    material: {
      materialDefinitionId: string;
      name: string;
    };
    /**
     * Every number that somebody gave this lot.
     */
    identifiers: Identifier[];
    quantity?: Quantity5;
    containers: {
      containerId: string;
      quantity?: Quantity;
    }[];
    expiresOn?: string;
    retestOn?: string;
    locationId?: string;
    qualityStatus: "quarantine" | "unstated";
    supplier?: {
      partyId: string;
      name: string;
    };
    manufacturer?: {
      partyId: string;
      name: string;
    };
    receiptNumber?: string;
    ownerPartyId?: string;
  };
}
/**
 * Absent: not known; never zero.
 */
export interface Quantity5 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface MaterialLotRelabelled {
  type: "MaterialLotRelabelled";
  data: {
    /**
     * @minItems 1
     */
    identifiers: Identifier[];
  };
}
export interface MaterialLotSplit {
  type: "MaterialLotSplit";
  data: {
    /**
     * @minItems 1
     */
    into: {
      materialLotId: string;
      identifiers: Identifier[];
      quantity?: Quantity;
      /**
       * Containers that go with it, as they are.
       */
      containerIds: string[];
    }[];
  };
}
export interface MaterialLotSplitOff {
  type: "MaterialLotSplitOff";
  data: {
    material: {
      materialDefinitionId: string;
      name: string;
    };
    /**
     * Every number that somebody gave this lot.
     */
    identifiers: Identifier[];
    quantity?: Quantity6;
    containers: {
      containerId: string;
      quantity?: Quantity;
    }[];
    expiresOn?: string;
    retestOn?: string;
    locationId?: string;
    fromMaterialLotId: string;
    /**
     * The event that is meant.
     */
    splitEventId: string;
    /**
     * As the parent's was.
     */
    qualityStatus:
      | "quarantine"
      | "unstated"
      | "released"
      | "conditional"
      | "useAtRisk"
      | "rejected"
      | "rework"
      | "suspended";
  };
}
/**
 * Absent: not known; never zero.
 */
export interface Quantity6 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface MaterialLotsMerged {
  type: "MaterialLotsMerged";
  data: {
    material: {
      materialDefinitionId: string;
      name: string;
    };
    /**
     * Every number that somebody gave this lot.
     */
    identifiers: Identifier[];
    quantity?: Quantity7;
    containers: {
      containerId: string;
      quantity?: Quantity;
    }[];
    expiresOn?: string;
    retestOn?: string;
    locationId?: string;
    /**
     * @minItems 2
     */
    from: {
      materialLotId: string;
      quantity?: Quantity;
      /**
       * It was left in the vessel when the rest was put on top.
       */
      heel: boolean;
    }[];
    /**
     * That of all, where they agree; else quarantine.
     */
    qualityStatus:
      | "quarantine"
      | "unstated"
      | "released"
      | "conditional"
      | "useAtRisk"
      | "rejected"
      | "rework"
      | "suspended";
  };
}
/**
 * Absent: not known; never zero.
 */
export interface Quantity7 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface MaterialMoved {
  type: "MaterialMoved";
  data: {
    fromLocationId?: string;
    toLocationId: string;
    /**
     * Absent: the whole lot.
     */
    containerId?: string;
  };
}
export interface MaterialReturned {
  type: "MaterialReturned";
  data: {
    /**
     * The event that is meant.
     */
    drawnEventId: string;
    quantity?: Quantity8;
    containerId?: string;
    reason: "notConsumed" | "surplus";
    batchId?: string;
    /**
     * Why the batch did not take it.
     */
    refusal?: {
      code: string;
      message: string;
    };
    /**
     * More came back than was drawn; recorded all the same.
     */
    exceedsDraw: boolean;
  };
}
/**
 * Absent: not known.
 */
export interface Quantity8 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface MaterialRevised {
  type: "MaterialRevised";
  data: {
    name: string;
    /**
     * GTIN, item number, catalogue number.
     */
    identifiers: Identifier[];
    shelfLife?: {
      months: number;
      countedFrom: "manufacture" | "receipt" | "release";
    };
    /**
     * The traceability plan.
     *
     * @minItems 1
     */
    traceability: {
      level: "lot" | "container" | "logisticUnit" | "serial";
      mandatory: boolean;
    }[];
    artworkVersion?: string;
    edition: number;
  };
}
export interface MaterialSampled {
  type: "MaterialSampled";
  data: {
    quantity?: Quantity9;
    containerId?: string;
    /**
     * Rules that this broke; recorded all the same.
     */
    flags: (
      | "CONTAINER_UNKNOWN"
      | "LOT_EMPTY"
      | "LOT_ON_HOLD"
      | "MATERIAL_EXPIRED"
      | "MATERIAL_NOT_RELEASED"
      | "MATERIAL_REJECTED"
      | "QUANTITY_NOT_AVAILABLE"
      | "RETEST_DUE"
      | "UNIT_NOT_CONVERTIBLE"
    )[];
    sampleNumber: string;
    destination?: string;
  };
}
/**
 * Absent: not known.
 */
export interface Quantity9 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface MaterialScrapped {
  type: "MaterialScrapped";
  data: {
    quantity?: Quantity10;
    containerId?: string;
    /**
     * Rules that this broke; recorded all the same.
     */
    flags: (
      | "CONTAINER_UNKNOWN"
      | "LOT_EMPTY"
      | "LOT_ON_HOLD"
      | "MATERIAL_EXPIRED"
      | "MATERIAL_NOT_RELEASED"
      | "MATERIAL_REJECTED"
      | "QUANTITY_NOT_AVAILABLE"
      | "RETEST_DUE"
      | "UNIT_NOT_CONVERTIBLE"
    )[];
    cause: string;
  };
}
/**
 * Absent: not known.
 */
export interface Quantity10 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface PartyApprovalWithdrawn {
  type: "PartyApprovalWithdrawn";
  data: {
    /**
     * As what the party is approved.
     */
    role: "supplier" | "manufacturer" | "customer" | "carrier";
  };
}
export interface PartyApproved {
  type: "PartyApproved";
  data: {
    /**
     * As what the party is approved.
     */
    role: "supplier" | "manufacturer" | "customer" | "carrier";
    validUntil?: string;
  };
}
export interface PartyRegistered {
  type: "PartyRegistered";
  data: {
    /**
     * Name of the firm, not of a person.
     */
    name: string;
    kind: "ownLegalEntity" | "other";
    /**
     * GLN, ERP number, licence number.
     */
    identifiers: Identifier[];
    /**
     * ISO 3166-1 alpha-2.
     */
    country?: string;
  };
}
export interface PartyRenamed {
  type: "PartyRenamed";
  data: {
    /**
     * Name of the firm, not of a person.
     */
    name: string;
  };
}
export interface PersonDisabled {
  type: "PersonDisabled";
  data: {};
}
export interface PersonEnabled {
  type: "PersonEnabled";
  data: {};
}
export interface PersonEnrolled {
  type: "PersonEnrolled";
  data: {
    username: string;
    /**
     * Full name as it is printed in records.
     */
    printedName: string;
    initials: string;
  };
}
export interface PersonLeft {
  type: "PersonLeft";
  data: {};
}
export interface PersonNameChanged {
  type: "PersonNameChanged";
  data: {
    /**
     * Full name as it is printed in records.
     */
    printedName: string;
    initials: string;
  };
}
export interface PersonRoleGranted {
  type: "PersonRoleGranted";
  data: {
    role: string;
  };
}
export interface PersonRoleRevoked {
  type: "PersonRoleRevoked";
  data: {
    role: string;
  };
}
export interface PersonTrained {
  type: "PersonTrained";
  data: {
    /**
     * Procedure or skill, with its edition.
     */
    topic: string;
    validUntil?: string;
    /**
     * Where the proof is kept.
     */
    evidence?: string;
  };
}
export interface QualityStatusChanged {
  type: "QualityStatusChanged";
  data: {
    from:
      | "quarantine"
      | "unstated"
      | "released"
      | "conditional"
      | "useAtRisk"
      | "rejected"
      | "rework"
      | "suspended";
    to:
      | "quarantine"
      | "unstated"
      | "released"
      | "conditional"
      | "useAtRisk"
      | "rejected"
      | "rework"
      | "suspended";
    dispositionId?: string;
    /**
     * The event that is meant.
     */
    decidedEventId?: string;
  };
}
export interface QuantityAdjusted {
  type: "QuantityAdjusted";
  data: {
    quantity: Quantity;
    containerId?: string;
  };
}
export interface ShipmentDispatched {
  type: "ShipmentDispatched";
  data: {
    customerPartyId: string;
    consignee: {
      name: string;
      address?: string;
    };
    fromLocationId?: string;
    lines: {
      materialLotId: string;
      quantity: Quantity;
    }[];
    logisticUnitIds: string[];
    documents: {
      /**
       * Delivery note, certificate, waybill.
       */
      kind: string;
      number: string;
    }[];
    carrier?: string;
    sealNumber?: string;
  };
}
export interface ShipmentPrepared {
  type: "ShipmentPrepared";
  data: {
    /**
     * @minItems 1
     */
    identifiers: Identifier[];
    customerPartyId: string;
    consignee: {
      name: string;
      address?: string;
    };
    fromLocationId?: string;
    lines: {
      materialLotId: string;
      quantity: Quantity;
    }[];
    logisticUnitIds: string[];
    documents: {
      /**
       * Delivery note, certificate, waybill.
       */
      kind: string;
      number: string;
    }[];
  };
}
export interface ShipmentReceived {
  type: "ShipmentReceived";
  data: {
    /**
     * As found, whatever was expected.
     */
    lines: {
      materialLotId: string;
      quantity: Quantity;
    }[];
    /**
     * Found by comparing with what was dispatched.
     */
    discrepancies: {
      materialLotId: string;
      kind: "short" | "over" | "notShipped";
    }[];
    documents: {
      /**
       * Delivery note, certificate, waybill.
       */
      kind: string;
      number: string;
    }[];
  };
}
export interface ShipmentReturned {
  type: "ShipmentReturned";
  data: {
    /**
     * A shipment may come back in parts.
     */
    returnNumber: string;
    /**
     * As found, whatever was expected.
     */
    lines: {
      materialLotId: string;
      quantity: Quantity;
    }[];
    /**
     * Found by comparing with what was dispatched.
     */
    discrepancies: {
      materialLotId: string;
      kind: "short" | "over" | "notShipped";
    }[];
    toLocationId?: string;
  };
}
