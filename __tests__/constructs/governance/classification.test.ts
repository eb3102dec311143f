import {
  BACKED_UP_CLASSES,
  DATA_CLASSES,
  dataClassProblems,
  type DataClass,
  dataClassTags,
  handlingOf,
  isAtLeast,
} from "../../../constructs/governance/classification";

/** A row of the handling table of the requirements, in its own words; `null` where it says nothing. */
interface Row {
  readonly level: DataClass;
  readonly backupFrequency: "daily" | "none" | null;
  readonly backupPlaces: readonly string[] | null;
  readonly accessControl: "none" | "groups" | null;
  readonly encryption: "AES-256-GCM" | "none" | null;
  readonly keyManagement: "central" | "none" | null;
  readonly deletion: "none" | "every P3D" | "without delay once the purpose is fulfilled" | null;
  readonly auditLog: boolean | null;
  readonly auditInterval: "monthly" | "realtime" | null;
  readonly auditLogRetention: "P1Y" | "P3D" | null;
}

const TOKYO_AND_OSAKA = ["ap-northeast-1", "ap-northeast-3"];
const UNSTATED = {
  backupFrequency: null,
  backupPlaces: null,
  accessControl: null,
  encryption: null,
  keyManagement: null,
  deletion: null,
  auditLog: null,
  auditInterval: null,
  auditLogRetention: null,
} as const;
const DAILY = {
  backupFrequency: "daily",
  backupPlaces: TOKYO_AND_OSAKA,
  auditLog: true,
  auditLogRetention: "P1Y",
} as const;
const SECRET = {
  ...DAILY,
  accessControl: "groups",
  encryption: "AES-256-GCM",
  keyManagement: "central",
} as const;
const ERASED = "without delay once the purpose is fulfilled";

/** Section 3, row by row, typed from the requirements. */
const ROWS: readonly Row[] = [
  {
    ...DAILY,
    level: "public",
    accessControl: "none",
    encryption: "none",
    keyManagement: "none",
    deletion: "none",
    auditInterval: "monthly",
  },
  {
    level: "public.temporary",
    backupFrequency: "none",
    backupPlaces: [],
    accessControl: "none",
    encryption: "none",
    keyManagement: "none",
    deletion: "every P3D",
    auditLog: true,
    auditInterval: "realtime",
    auditLogRetention: "P3D",
  },
  { ...SECRET, level: "internal", deletion: "none", auditInterval: "realtime" },
  { ...SECRET, level: "confidential", deletion: "none", auditInterval: "monthly" },
  { ...SECRET, level: "strictly_confidential", deletion: "none", auditInterval: "monthly" },
  { ...SECRET, level: "personal", deletion: ERASED, auditInterval: "realtime" },
  { ...SECRET, level: "specific_personal", deletion: ERASED, auditInterval: "realtime" },
  { ...UNSTATED, level: "cardholder" },
];

describe("EN-115, EN-117: the handling table, row by row", () => {
  test("C-07: has a row for each class, in the order of the requirements", () => {
    expect(DATA_CLASSES).toEqual(ROWS.map(({ level }) => level));
  });

  const stated = ROWS.filter(({ level }) => level !== "cardholder");

  test.each(stated)("EN-119: $level is backed up $backupFrequency", (row) => {
    expect(handlingOf(row.level).backup).toBe(row.backupFrequency);
    expect(BACKED_UP_CLASSES.includes(row.level)).toBe(row.backupFrequency === "daily");
  });

  test.each(stated)("EN-120: backups of $level lie in $backupPlaces", ({ level, backupPlaces }) => {
    expect(handlingOf(level).backupPlaces).toBe(
      backupPlaces?.length === 2 ? "home-and-backup-region" : "nowhere",
    );
  });

  test.each(stated)("EN-126, EN-129: $level is reached by $accessControl", ({ level, accessControl }) => {
    const expected = {
      public: "everyone-but-admin-screens",
      "public.temporary": "everyone",
    } as Readonly<Record<string, string>>;
    expect(handlingOf(level).access).toBe(accessControl === "groups" ? "groups" : expected[level]);
  });

  test.each(stated)(
    "EN-130, EN-134, C-08: $level is encrypted with $encryption under $keyManagement keys",
    ({ level, encryption, keyManagement }) => {
      expect(encryption === "none").toBe(keyManagement === "none");
      // "None" means AWS's own key: nothing lies anywhere unencrypted.
      expect(handlingOf(level).encryption).toBe(encryption === "none" ? "aws-key" : "own-key");
    },
  );

  test.each(stated)("EN-138, EN-139, EN-140: $level is deleted: $deletion", ({ level, deletion }) => {
    const expected = {
      none: "kept",
      "every P3D": { atAgeDays: 3 },
      [ERASED]: "when-purpose-is-fulfilled",
    } as const;
    expect(handlingOf(level).deletion).toEqual(deletion && expected[deletion]);
  });

  test.each(stated)("EN-141: access to $level is recorded", ({ level, auditLog }) => {
    expect(handlingOf(level).accessLog).toBe(auditLog);
  });

  test.each(stated)("EN-142, C-10: $level is audited at least $auditInterval", ({ level, auditInterval }) => {
    const { auditInterval: interval } = handlingOf(level);
    const atLeastInternal = !level.startsWith("public");
    // Real time for everything from internal on, where the table is stricter with what is less confidential.
    expect(interval).toBe(atLeastInternal ? "realtime" : auditInterval);
  });

  test.each(stated)("EN-143, M-11, C-09: records on $level are kept $auditLogRetention", (row) => {
    const expected = { P1Y: { s3: 366, cloudWatch: 365 }, P3D: { s3: 3, cloudWatch: 3 } };
    expect(handlingOf(row.level).auditLogDays).toEqual(
      row.auditLogRetention && expected[row.auditLogRetention],
    );
  });

  test.each(stated)(
    "EN-136, C-11: secrets of machines are rotated for $level from internal on",
    ({ level }) => {
      expect(handlingOf(level).rotatesMachineSecrets).toBe(!level.startsWith("public"));
    },
  );

  test("C-07: cardholder data is handled as personal data, under PCI DSS", () => {
    expect(handlingOf("cardholder")).toEqual({
      ...handlingOf("personal"),
      confidentiality: "cardholder",
      demands: ["pci-dss"],
    });
  });

  test("C-07: specific personal data is handled as personal data, under the rules on My Number", () => {
    expect(handlingOf("specific_personal")).toEqual({
      ...handlingOf("personal"),
      confidentiality: "specific_personal",
      demands: ["my-number-rules"],
    });
  });
});

describe("EN-115, EN-119, M-31: the tags of a class", () => {
  test.each([
    ["public", { Confidentiality: "public", DataClass: "public", Backup: "daily" }],
    ["public.temporary", { Confidentiality: "public", DataClass: "temporary", Backup: "none" }],
    ["internal", { Confidentiality: "internal", DataClass: "internal", Backup: "daily" }],
    [
      "strictly_confidential",
      { Confidentiality: "strictly_confidential", DataClass: "strictly_confidential", Backup: "daily" },
    ],
    ["cardholder", { Confidentiality: "cardholder", DataClass: "cardholder", Backup: "daily" }],
  ] as const)("%s", (dataClass, tags) => {
    expect(dataClassTags(dataClass)).toEqual(tags);
  });
});

describe("M-08: how confidential a class is", () => {
  test.each([
    ["internal", "internal", true],
    ["public", "internal", false],
    ["public.temporary", "internal", false],
    ["cardholder", "personal", true],
    ["confidential", "personal", false],
  ] as const)("%s is at least %s: %s", (dataClass, level, expected) => {
    expect(isAtLeast(dataClass, level)).toBe(expected);
  });
});

describe("EN-115: an unknown class", () => {
  test("is refused with those that exist", () => {
    expect(dataClassProblems("secret", "stack.bucket")).toEqual([
      {
        path: "stack.bucket",
        rule: "must be a class of data",
        got: "secret",
        fix:
          "choose one of public, public.temporary, internal, confidential, strictly_confidential, personal, " +
          "specific_personal, cardholder",
      },
    ]);
  });

  test.each(DATA_CLASSES)("%s is none", (dataClass) => {
    expect(dataClassProblems(dataClass, "stack.bucket")).toEqual([]);
  });
});
