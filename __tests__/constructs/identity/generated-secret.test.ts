import { GeneratedSecret, type GeneratedSecretProps } from "../../../constructs/identity/generated-secret";
import { refusalOf, synthesizeStack, type Workspace } from "../../support/synthesis";

const MINIMAL: GeneratedSecretProps = {
  secretName: "example/jwt/secret",
  description: "Signs tokens",
  key: "secret",
  version: 1,
  protection: "disposable",
};

const synthesize = (change: Partial<GeneratedSecretProps> = {}): Workspace =>
  synthesizeStack((stack) => new GeneratedSecret(stack, "jwt", { ...MINIMAL, ...change }));

describe("a generated secret", () => {
  test("OW-D23: is written from an ephemeral value, once per version", () => {
    const workspace = synthesize();

    expect(workspace.json["ephemeral"]).toEqual({
      aws_secretsmanager_random_password: {
        jwt_random: {
          password_length: 64,
          exclude_punctuation: true,
          require_each_included_type: true,
        },
      },
    });
    expect(workspace.one("aws_secretsmanager_secret_version", "jwt_current")).toEqual({
      secret_id: "${aws_secretsmanager_secret.jwt_secret.id}",
      secret_string_wo:
        '{"secret":"${ephemeral.aws_secretsmanager_random_password.jwt_random.random_password}"}',
      secret_string_wo_version: 1,
    });
  });

  test("frees its name at once where it may be thrown away", () => {
    expect(synthesize().one("aws_secretsmanager_secret", "jwt_secret")).toEqual({
      name: "example/jwt/secret",
      description: "Signs tokens",
      recovery_window_in_days: 0,
    });
  });

  test("OW-D44: can be brought back where it is protected", () => {
    const window = (change: Partial<GeneratedSecretProps>) =>
      synthesize({ protection: "protected", ...change }).one("aws_secretsmanager_secret", "jwt_secret")[
        "recovery_window_in_days"
      ];

    expect(window({})).toBe(30);
    expect(window({ recoveryWindowDays: 7 })).toBe(7);
  });

  test("takes a key, a length and a version", () => {
    const workspace = synthesize({ kmsKeyArn: "arn:aws:kms:x:1:key/1", length: 32, version: 2 });

    expect(workspace.one("aws_secretsmanager_secret", "jwt_secret")).toMatchObject({
      kms_key_id: "arn:aws:kms:x:1:key/1",
    });
    expect(workspace.json["ephemeral"]!["aws_secretsmanager_random_password"]).toMatchObject({
      jwt_random: { password_length: 32 },
    });
    expect(workspace.one("aws_secretsmanager_secret_version", "jwt_current")).toMatchObject({
      secret_string_wo_version: 2,
    });
  });

  test.each<[string, Partial<GeneratedSecretProps>, string]>([
    ["no key", { key: "" }, 'key: names the value, got ""'],
    ["21 characters", { length: 21 }, "length: is 22 to 4096 characters, got 21"],
    ["4097 characters", { length: 4097 }, "length: is 22 to 4096 characters, got 4097"],
    ["version 0", { version: 0 }, "the version of a secret is a whole number from 1, got 0"],
    ["a recovery window of 31 days", { recoveryWindowDays: 31 }, "is 7 to 30 days, got 31"],
    ["a name with a space", { secretName: "my secret" }, "is made of letters, digits and /_+=.@-"],
  ])("is refused with %s", (_case, change, rule) => {
    expect(refusalOf(() => synthesize(change))).toContain(rule);
  });
});
