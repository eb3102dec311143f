import type { Decision } from "../../../decisions";
import type { Traits } from "./traits";

/** What runs a service. */
export type Compute = "ecs-on-ec2" | "ecs-on-fargate" | "lambda";
/** By which way one service reaches another. */
export type ServiceCalls = "load-balancer" | "service-connect" | "service-discovery";
/** What a batch job runs on. */
export type Batch = "ecs-on-ec2" | "ecs-on-fargate";
/** How capacity of a batch job is bought. */
export type BatchPrice = "on-demand" | "spot";
/** What starts jobs and knows their order. */
export type Scheduler = "step-functions";

/** Seconds after which Lambda ends an invocation, however it was called. */
const LONGEST_INVOCATION_SECONDS = 900;

const NO_KUBERNETES = {
  because: "EKS is for a technology policy that demands Kubernetes, and no layer here makes a cluster",
  instead: "state kubernetes as not-demanded, or run the workload outside of this system",
};

/** What runs a service. */
export const COMPUTE: Decision<Traits> = {
  key: "compute",
  question: "What runs the services",
  place: "Compute",
  layer: "service",
  rules: [
    {
      situation: "the technology policy demands Kubernetes",
      applies: ({ kubernetes }) => kubernetes === "demanded",
      use: "eks",
      because: "nothing else moves as it is to another provider",
    },
    {
      situation: "load is skewed and unpredictable, and there is no compute to share",
      applies: ({ traffic, sharedCompute }) => traffic === "unpredictable" && !sharedCompute,
      use: "lambda",
      because: "it is paid by use, as one function for the whole API",
    },
    {
      situation: "nobody can look after hosts",
      applies: ({ hostOperation }) => hostOperation === "too-much",
      use: "ecs-on-fargate",
      because:
        "there are no hosts to check and to renew; task definitions stay valid for hosts, to return when its performance disappoints",
    },
    {
      situation: "nothing speaks against it",
      applies: () => true,
      use: "ecs-on-ec2",
      because: "it costs least, and images stay on the hosts",
    },
  ],
  alternatives: {
    "ecs-on-ec2": () => undefined,
    "ecs-on-fargate": () => undefined,
    lambda: ({ traffic, longestRequestSeconds }) => {
      if (traffic === "steady") {
        return "only for load that is skewed and unpredictable: a steady one is paid by every request";
      }
      return longestRequestSeconds > LONGEST_INVOCATION_SECONDS
        ? `only for requests of at most ${LONGEST_INVOCATION_SECONDS} seconds, after which an invocation ends`
        : undefined;
    },
  },
  ruledOut: {
    eks: NO_KUBERNETES,
    ec2: {
      because: "plain EC2 is hard to deliver to and to maintain",
      instead: "use ecs-on-ec2; an instance by itself is for the bastion alone",
    },
    "app-runner": {
      because: "App Runner has few controls, scales by concurrency alone, and takes no new customers",
      instead: "use ecs-on-ec2, or ecs-on-fargate with a reason",
    },
  },
};

/** By which way services call each other. */
export const CALLS: Decision<Traits> = {
  key: "calls",
  question: "How services call each other",
  place: "ECS to ECS",
  layer: "service",
  rules: [
    {
      situation: "latency is so critical that no hop may lie between, and removal from DNS was verified",
      applies: ({ latency, discoveryVerified }) => latency === "extreme" && discoveryVerified,
      use: "service-discovery",
      because: "tasks are called directly",
    },
    {
      situation: "services call each other very often",
      applies: ({ serviceCalls }) => serviceCalls === "very-frequent",
      use: "service-connect",
      because: "its proxy balances, retries and measures without a fee for each request",
    },
    {
      situation: "nothing speaks against it",
      applies: () => true,
      use: "load-balancer",
      because: "there is one simple way to a service, whoever calls",
    },
  ],
  alternatives: {
    "load-balancer": () => undefined,
    "service-connect": () => undefined,
  },
  ruledOut: {
    "service-discovery": {
      because: "service discovery is for extreme latency after a verification, and no layer here makes it",
      instead: "use service-connect, or load-balancer",
    },
    "vpc-lattice": {
      because: "VPC Lattice is normally not used between services of a workload",
      instead: "use load-balancer; networks meet in the hub",
    },
  },
};

/** What a batch job runs on. */
export const BATCH: Decision<Traits> = {
  key: "batch",
  question: "What batch jobs run on",
  place: "Batch",
  layer: "jobs",
  rules: [
    {
      situation: "the technology policy demands Kubernetes",
      applies: ({ kubernetes }) => kubernetes === "demanded",
      use: "eks",
      because: "nothing else moves as it is to another provider",
    },
    {
      situation: "jobs are large computations",
      applies: ({ batch }) => batch === "computation",
      use: "aws-batch",
      because: "it queues and schedules them",
    },
    {
      situation: "the services run on hosts, which somebody looks after",
      applies: ({ hostOperation }, { compute }) => hostOperation === "acceptable" && compute === "ecs-on-ec2",
      use: "ecs-on-ec2",
      because: "tasks start sooner, as hosts keep images, and cost less",
    },
    {
      situation: "there are no hosts, or nobody looks after them",
      applies: () => true,
      use: "ecs-on-fargate",
      because: "a task needs no host of its own",
    },
  ],
  alternatives: {
    "ecs-on-ec2": (_traits, { compute }) =>
      compute === "ecs-on-ec2" ? undefined : "only where services run on hosts, which jobs then share",
    "ecs-on-fargate": () => undefined,
  },
  ruledOut: {
    eks: NO_KUBERNETES,
    "aws-batch": {
      because: "AWS Batch may keep a job waiting for minutes, which a narrow window at night does not bear",
      instead: "use ecs-on-ec2 or ecs-on-fargate; large computations go outside of this system",
    },
  },
};

/** How a batch job's capacity is bought. */
export const BATCH_PRICE: Decision<Traits> = {
  key: "batchPrice",
  question: "How capacity of batch jobs is bought",
  place: "Batch",
  layer: "jobs",
  rules: [
    {
      situation: "nothing is said of interruptions",
      applies: () => true,
      use: "on-demand",
      because: "a job is never taken its capacity away",
    },
  ],
  alternatives: {
    spot: (_traits, { batch }) =>
      batch === "ecs-on-fargate" ? undefined : "only for jobs on Fargate; hosts are bought with the services",
  },
  ruledOut: {},
};

/** What starts jobs. */
export const SCHEDULER: Decision<Traits> = {
  key: "scheduler",
  question: "What starts jobs and knows their order",
  place: "Scheduler",
  layer: "jobs",
  rules: [
    {
      situation: "many jobs depend on each other",
      applies: ({ jobDependencies }) => jobDependencies === "many",
      use: "mwaa",
      because: "Airflow shows and repeats them by day and part",
    },
    {
      situation: "dependencies are simple",
      applies: () => true,
      use: "step-functions",
      because: "EventBridge Scheduler and a state machine cost next to nothing and need no servers",
    },
  ],
  alternatives: { "step-functions": () => undefined },
  ruledOut: {
    mwaa: {
      because: "no layer here makes an Airflow environment, which costs by the hour",
      instead: "choose step-functions with a reason, or state jobDependencies as simple",
    },
  },
};
