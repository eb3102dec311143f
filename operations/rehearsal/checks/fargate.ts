/**
 * The memory in MiB that Fargate offers with each size of CPU, as least, most and step.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
 */
const SIZES: Readonly<Record<number, readonly [number, number, number]>> = {
  512: [1024, 4096, 1024],
  1024: [2048, 8192, 1024],
  2048: [4096, 16384, 1024],
  4096: [8192, 30720, 1024],
  8192: [16384, 61440, 4096],
  16384: [32768, 122880, 8192],
};

const SMALLEST = [512, 1024, 2048];

/** Whether Fargate offers a task of this many CPU units (1024 is one vCPU) and MiB of memory. */
export function isFargateSize(cpu: number, memory: number): boolean {
  if (cpu === 256) {
    return SMALLEST.includes(memory);
  }
  const size = SIZES[cpu];
  return size !== undefined && memory >= size[0] && memory <= size[1] && memory % size[2] === 0;
}
