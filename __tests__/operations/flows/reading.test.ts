import {
  conditionValues,
  matches,
  matchesResource,
  readPolicy,
} from "../../../operations/flows/access/policies";
import type { Documents } from "../../../operations/flows/documents";
import { withPictures } from "../../../operations/flows/drawing/readme";
import { Inventory } from "../../../operations/flows/inventory";
import { refusalOf } from "../../support/synthesis";

const backend = (layer: string): object => ({
  backend: { s3: { key: `example/dev/${layer}/terraform.tfstate` } },
});
const provider = { aws: [{ region: "eu-west-1", allowed_account_ids: ["111111111111"] }] };

const DOCUMENTS = {
  "data-dev": {
    terraform: backend("data"),
    provider,
    resource: {
      aws_s3_bucket: { files: { bucket: "example-files" } },
      aws_lb: { lb: { name: "example" } },
      aws_secretsmanager_secret: { secret: { name: "example/password" } },
    },
    output: {
      bucket: { value: "${aws_s3_bucket.files.arn}" },
      list: { value: ["${aws_lb.lb.arn}", "plain"] },
    },
  },
  "service-dev": {
    terraform: backend("service"),
    provider,
    data: { terraform_remote_state: { data: { config: { key: "example/dev/data/terraform.tfstate" } } } },
    resource: {
      aws_iam_role_policy: {
        policy: {
          policy: '{"Resource":"${data.terraform_remote_state.data.outputs.bucket}/*"}',
          all: "${data.terraform_remote_state.data.outputs.list}",
          unknown: "${data.terraform_remote_state.data.outputs.nothing}",
          computed: "${upper(aws_x.y.z)}",
        },
      },
    },
  },
} as unknown as Documents;

describe("references", () => {
  const inventory = new Inventory(DOCUMENTS);
  const { attributes } = inventory.all("aws_iam_role_policy")[0]!;

  it("become literals across workspaces where the configuration decides them", () => {
    expect(attributes["policy"]).toBe('{"Resource":"arn:aws:s3:::example-files/*"}');
  });

  it("become handles where AWS decides, in lists too", () => {
    expect(attributes["all"]).toEqual(["{data-dev/aws_lb.lb}", "plain"]);
  });

  it("stay what they are when nobody can follow them", () => {
    expect(attributes["unknown"]).toBe("${data.terraform_remote_state.data.outputs.nothing}");
    expect(attributes["computed"]).toBe("${upper(aws_x.y.z)}");
  });

  it("find a resource by its ARN, and a secret's with the six characters that AWS adds", () => {
    expect(inventory.find("aws_s3_bucket", "arn:aws:s3:::example-files")?.address).toBe(
      "data-dev/aws_s3_bucket.files",
    );
    expect(
      inventory.find(
        "aws_secretsmanager_secret",
        "arn:aws:secretsmanager:eu-west-1:111111111111:secret:example/password-??????",
      )?.address,
    ).toBe("data-dev/aws_secretsmanager_secret.secret");
    expect(inventory.find("aws_lb", "arn:aws:s3:::example-files")).toBeUndefined();
  });
});

describe("patterns of policies", () => {
  it.each([
    ["s3:Get*", "s3:GetObject", true],
    ["s3:get*", "s3:GetObject", true],
    ["s3:Get?bject", "s3:GetObject", true],
    ["s3:Get", "s3:GetObject", false],
    ["s3.GetObject", "s3:GetObject", false],
  ])("%s matches %s: %s", (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  it.each([
    ["arn:aws:s3:::a", "arn:aws:s3:::a", true],
    ["arn:aws:s3:::a/*", "arn:aws:s3:::a", true],
    ["arn:aws:s3:::a/logs/*", "arn:aws:s3:::a", true],
    ["arn:aws:s3:::a*", "arn:aws:s3:::ab", true],
    ["arn:aws:s3:::a/*", "arn:aws:s3:::ab", false],
    ["arn:aws:s3:::ab", "arn:aws:s3:::a", false],
    ["arn:aws:logs:r:1:log-group:g:log-stream:*", "arn:aws:logs:r:1:log-group:g", true],
    ["*", "arn:aws:s3:::a", true],
  ])("%s means %s: %s", (pattern, arn, expected) => {
    expect(matchesResource(pattern, arn)).toBe(expected);
  });

  it("of which one statement or a list is read", () => {
    const one = { Sid: "One", Effect: "Deny", Action: "s3:*", Resource: "*", Principal: { AWS: ["a", "b"] } };
    const expected = [
      {
        sid: "One",
        effect: "Deny",
        actions: ["s3:*"],
        resources: ["*"],
        principals: ["a", "b"],
        condition: {},
      },
    ];
    expect(readPolicy(JSON.stringify({ Statement: one }))).toEqual(expected);
    expect(readPolicy(JSON.stringify({ Statement: [one] }))).toEqual(expected);
  });

  it("whose conditions are found in whatever case", () => {
    const [statement] = readPolicy(
      '{"Statement":[{"Effect":"Allow","Action":"a","Condition":{"ArnLike":{"AWS:SourceArn":"x"},"StringEquals":{"aws:sourcearn":["y"]}}}]}',
    ) as never[];
    expect(conditionValues(statement!, "aws:SourceArn")).toEqual(["x", "y"]);
  });
});

describe("a README", () => {
  it("without a place for the drawing is refused with the line to add", () => {
    expect(
      refusalOf(() =>
        withPictures(
          "# Example\n",
          [{ title: "", picture: { boxes: [], arrows: [] } }],
          "systems/example/README.md",
        ),
      ),
    ).toBe(
      "systems/example/README.md: must have a place for the drawing, got nothing; add the line <!-- Drawn by `npm run flows -- --write`. -->",
    );
  });
});
