import { type DatabaseParameter, parameterProblems } from "../../../constructs/database/database-parameter";
import { rdsMysql, rdsPostgresql } from "../../../constructs/database/rds-engine";
import { instanceClassProblems, instanceMemoryGiB } from "../../../constructs/database/rds-instance-class";
import { type RdsStorage, storageProblems } from "../../../constructs/database/rds-storage";
import { formatProblem } from "../../../constructs/core/errors";
import { refusalOf } from "../../support/synthesis";

const storage = (values: RdsStorage) => storageProblems(values, "storage").map(formatProblem);

describe("gp3 storage of RDS", () => {
  test.each<[string, RdsStorage]>([
    ["of the smallest size", { allocatedGiB: 20 }],
    ["that may grow by a tenth", { allocatedGiB: 100, maxGiB: 110 }],
    ["OW-166 to OW-169: of openwan", { allocatedGiB: 500, maxGiB: 2000, iops: 12_000, throughputMiBps: 500 }],
    ["at its fastest", { allocatedGiB: 400, iops: 64_000, throughputMiBps: 4000 }],
  ])("%s is taken", (_case, values) => {
    expect(storage(values)).toEqual([]);
  });

  test.each<[string, RdsStorage, string]>([
    ["19 GiB", { allocatedGiB: 19 }, "storage.allocatedGiB: is 20 to 65536 GiB, got 19"],
    [
      "more than it may grow to",
      { allocatedGiB: 500, maxGiB: 400 },
      "storage.maxGiB: is 550 to 65536 GiB, got 400",
    ],
    [
      "room below a tenth",
      { allocatedGiB: 100, maxGiB: 109 },
      "storage.maxGiB: is 110 to 65536 GiB, got 109",
    ],
    [
      "speed on a small volume",
      { allocatedGiB: 100, throughputMiBps: 500 },
      "storage.throughputMiBps: can be chosen from 400 GiB on, got 500 MiB/s with 100 GiB",
    ],
    ["11999 IOPS", { allocatedGiB: 400, iops: 11_999 }, "storage.iops: is 12000 to 64000 IOPS, got 11999"],
    [
      "499 MiB/s",
      { allocatedGiB: 400, throughputMiBps: 499 },
      "storage.throughputMiBps: is 500 to 4000 MiB/s, got 499",
    ],
    [
      "throughput above a quarter of the IOPS",
      { allocatedGiB: 400, iops: 12_000, throughputMiBps: 3001 },
      "storage.throughputMiBps: is at most a quarter of the IOPS: 3000 MiB/s with 12000, got 3001",
    ],
  ])("with %s is refused", (_case, values, rule) => {
    expect(storage(values)).toEqual([expect.stringContaining(rule)]);
  });
});

describe("instance classes of RDS", () => {
  test.each<[string, number | undefined]>([
    ["db.t4g.micro", 1],
    ["db.t3.2xlarge", 32],
    ["db.m7g.large", 8],
    ["db.r6g.large", 16],
    ["db.r6g.xlarge", 32],
    ["db.r8g.48xlarge", 1536],
    ["db.r4.large", undefined],
    ["db.x2iedn.large", undefined],
  ])("%s has %s GiB", (instanceClass, memory) => {
    expect(instanceMemoryGiB(instanceClass)).toBe(memory);
  });

  const cacheOf = (value: string, instanceClass: string, engine = rdsMysql("8.0")) =>
    instanceClassProblems(
      instanceClass,
      engine,
      { [engine.cacheParameter.name]: { value, apply: "pending-reboot" } },
      "class",
    ).map(formatProblem);

  test("OW-191, OW-D12: 24 GiB fit the primary's class, and a formula fits any", () => {
    expect(cacheOf("25769803776", "db.r6g.xlarge")).toEqual([]);
    expect(cacheOf("{DBInstanceClassMemory*3/4}", "db.t4g.micro")).toEqual([]);
  });

  test("PostgreSQL counts its buffers in pages of 8 KiB", () => {
    expect(cacheOf("131072", "db.t4g.micro", rdsPostgresql("17"))).toEqual([
      expect.stringContaining("than the 1 GiB that shared_buffers reserves, got db.t4g.micro (1 GiB)"),
    ]);
  });
});

describe("parameters of RDS", () => {
  const problems = (name: string, parameter: DatabaseParameter, engine = rdsMysql("8.0")) =>
    parameterProblems({ [name]: parameter }, engine, "parameters").map(formatProblem);

  test("OW-D15: one that only a start reads waits for it", () => {
    expect(problems("performance_schema", { value: "1", apply: "immediate" })).toEqual([
      "parameters.performance_schema.apply: is pending-reboot, as only a start of the database reads it, got immediate; set it to pending-reboot",
    ]);
    expect(problems("performance_schema", { value: "1", apply: "pending-reboot" })).toEqual([]);
    expect(
      problems("shared_buffers", { value: "1000", apply: "immediate" }, rdsPostgresql("17")),
    ).toHaveLength(1);
  });

  test("a way to apply it that RDS does not know is refused", () => {
    const apply = "later" as DatabaseParameter["apply"];

    expect(problems("max_connections", { value: "500", apply })).toEqual([
      "parameters.max_connections.apply: is immediate or pending-reboot, got later; choose one of them",
    ]);
  });

  test("an empty value is refused", () => {
    expect(problems("init_connect", { value: "", apply: "immediate" })).toEqual([
      'parameters.init_connect: has a value, got ""; set one, or remove the parameter',
    ]);
  });
});

describe("engines of RDS", () => {
  test("OW-163, OW-164, OW-D09, AP-089, AP-090: know their family and port", () => {
    expect(rdsMysql("8.0.43")).toMatchObject({ parameterGroupFamily: "mysql8.0", port: 3306 });
    expect(rdsMysql("8.4")).toMatchObject({ parameterGroupFamily: "mysql8.4" });
    expect(rdsPostgresql("17.6")).toMatchObject({ parameterGroupFamily: "postgres17", port: 5432 });
  });

  test("PostgreSQL refuses plain connections by itself from 15 on, and by a parameter before", () => {
    expect(rdsPostgresql("15").tlsParameters).toEqual({});
    expect(rdsPostgresql("14.18").tlsParameters).toEqual({
      "rds.force_ssl": { value: "1", apply: "immediate" },
    });
  });

  test.each([
    ["5.7", () => rdsMysql("5.7"), "RDS for MySQL: is 8.0 or 8.4, got 5.7"],
    ["12.4", () => rdsPostgresql("12.4"), "RDS for PostgreSQL: is a version from 13 on, got 12.4"],
  ])("do not know %s", (_version, make, rule) => {
    expect(refusalOf(make)).toContain(rule);
  });
});
