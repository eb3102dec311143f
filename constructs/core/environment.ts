/** Whether what an environment holds may be thrown away. */
export type Protection =
  /** Data survives mistakes: deletion protection, final snapshots, no destroy by workflow. */
  | "protected"
  /** The environment may be destroyed and made again at any time. */
  | "disposable";

/** Where an environment keeps its Terraform state. One bucket and one table serve a whole account. */
export interface StateLocation {
  /** Name of the S3 bucket. */
  readonly bucket: string;
  /** Name of the DynamoDB table that holds the locks. */
  readonly lockTable: string;
  /** Region of bucket, table and key. */
  readonly region: string;
  /** ARN of the KMS key, or of its alias, that encrypts every state object. */
  readonly kmsKeyArn: string;
  /** Whether Terraform also locks by an object beside the state, which will replace the table. */
  readonly nativeLock: boolean;
}

/** An account and Region of AWS in which one copy of a system runs. */
export interface Environment {
  /** Id of the system: `serverless-web`. */
  readonly system: string;
  /** Name within the system: `dev`, `prod`. */
  readonly name: string;
  /** The 12 digits of the AWS account. */
  readonly account: string;
  /** AWS Region code: `ap-northeast-1`. */
  readonly region: string;
  /** Availability zones that the environment may use, in order of use; all of the Region. */
  readonly zones: readonly string[];
  /** Whether its data is protected from deletion. */
  readonly protection: Protection;
  /** Tags on everything that can carry one, beside or instead of those that the stack adds itself. */
  readonly tags: Readonly<Record<string, string>>;
  /** Where its state lies. */
  readonly state: StateLocation;
  /**
   * ARN of the policy that bounds every role of the environment, without which a deployment by GitHub Actions may not
   * make one.
   *
   * @default - roles have no boundary
   */
  readonly roleBoundaryArn?: string | undefined;
}

/** The object that holds the state of one layer: `serverless-web/dev/network/terraform.tfstate`. */
export function stateKey({ system, name }: Pick<Environment, "system" | "name">, layer: string): string {
  return `${system}/${name}/${layer}/terraform.tfstate`;
}
