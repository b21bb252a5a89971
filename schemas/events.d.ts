/**
 * The events of Batchproof: `Event` is what is written now, `StoredEvent` also what was written in
 * former shapes, which carry their version in their name.
 * Made by "npm run schemas" from the catalogue of event types. Changes made here are lost.
 */

export type StoredEvent = Event;
export type Event =
  | AttemptRefused
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
  | MaterialDefined
  | MaterialRevised
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
