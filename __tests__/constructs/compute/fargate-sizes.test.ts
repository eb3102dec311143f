import { checkedFargateSize, FARGATE_MEMORY_MIB } from "../../../constructs/compute/fargate-sizes";
import { refusalOf } from "../../support/synthesis";

describe("Fargate sizes", () => {
  test.each([
    [256, 512, 2048, 3],
    [512, 1024, 4096, 4],
    [1024, 2048, 8192, 7],
    [2048, 4096, 16_384, 13],
    [4096, 8192, 30_720, 23],
    [8192, 16_384, 61_440, 12],
    [16_384, 32_768, 122_880, 12],
  ])("%d CPU units go with %d to %d MiB in %d steps", (cpu, least, most, count) => {
    const memories = FARGATE_MEMORY_MIB.get(cpu);

    expect(memories?.at(0)).toBe(least);
    expect(memories?.at(-1)).toBe(most);
    expect(memories).toHaveLength(count);
  });

  test.each([
    ["SW-D10", 512, 1024],
    ["OW-059, OW-060", 2048, 4096],
    ["OW-091, OW-092", 4096, 8192],
    ["EW-D04", 256, 512],
  ])("%s: %d CPU units with %d MiB are accepted", (_row, cpu, memoryMiB) => {
    expect(checkedFargateSize({ cpu, memoryMiB }, "size")).toEqual({ cpu, memoryMiB });
  });

  test("other CPU units are refused with those that exist", () => {
    expect(refusalOf(() => checkedFargateSize({ cpu: 500, memoryMiB: 1024 }, "dev.backend"))).toBe(
      "dev.backend.cpu: must be CPU units that Fargate has, got 500; " +
        "choose one of 256, 512, 1024, 2048, 4096, 8192, 16384",
    );
  });

  test("memory that does not go with the CPU is refused with what does", () => {
    expect(refusalOf(() => checkedFargateSize({ cpu: 256, memoryMiB: 4096 }, "dev.backend"))).toBe(
      "dev.backend.memoryMiB: must be memory that Fargate has with 256 CPU units, got 4096; " +
        "choose one of 512, 1024, 2048",
    );
  });
});
