import { ImageReplication, type ImageReplicationProps } from "../../../constructs/registry/image-replication";
import { refusalOf, synthesizeStack, type Workspace } from "../../support/synthesis";

const synthesize = (role: ImageReplicationProps["role"]): Workspace =>
  synthesizeStack(
    (stack) =>
      new ImageReplication(stack, "replication", {
        role,
        repositoryPrefix: "shop/",
        account: "111111111111",
        region: "ap-northeast-1",
      }),
  );

describe("copies of images", () => {
  test("EN-024, M-29: leave the registry of the account that builds, by the beginning of their names", () => {
    const workspace = synthesize({ toAccounts: ["222222222222", "333333333333"] });

    expect(workspace.all("aws_ecr_replication_configuration")).toEqual({
      replication_copies: {
        replication_configuration: {
          rule: [
            {
              destination: [
                { region: "ap-northeast-1", registry_id: "222222222222" },
                { region: "ap-northeast-1", registry_id: "333333333333" },
              ],
              repository_filter: [{ filter: "shop/", filter_type: "PREFIX_MATCH" }],
            },
          ],
        },
      },
    });
    expect(workspace.ids("aws_ecr_registry_policy")).toEqual([]);
  });

  test("EN-024, EN-128: are taken in from that account alone, into repositories that exist", () => {
    const workspace = synthesize({ fromAccount: "222222222222" });
    const { policy } = workspace.one("aws_ecr_registry_policy", "replication_admission");

    expect(JSON.parse(policy as string)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ImagesOfTheAccountThatBuilds",
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::222222222222:root" },
          Action: ["ecr:ReplicateImage"],
          Resource: ["arn:aws:ecr:ap-northeast-1:111111111111:repository/shop/*"],
        },
      ],
    });
    expect(workspace.ids("aws_ecr_replication_configuration")).toEqual([]);
  });

  test.each<[string, ImageReplicationProps["role"], string]>([
    ["nobody", { toAccounts: [] }, "role.toAccounts: names 1 to 25 accounts, got 0"],
    [
      "more accounts than ECR takes",
      { toAccounts: Array.from({ length: 26 }, (_each, index) => String(200_000_000_000 + index)) },
      "role.toAccounts: names 1 to 25 accounts, got 26",
    ],
    ["itself", { toAccounts: ["111111111111"] }, "role.toAccounts: names other accounts, by 12 digits"],
    [
      "an account that is none",
      { fromAccount: "dev" },
      "role.fromAccount: names other accounts, by 12 digits",
    ],
  ])("do not go to or come from %s", (_name, role, message) => {
    expect(refusalOf(() => synthesize(role))).toContain(message);
  });
});
