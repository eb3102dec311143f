import { refuse } from "../core/errors";

const MAX_LENGTH = 255;
const ALPHABET = /^[A-Za-z0-9 ._:/()#,@[\]+=&;{}!$*-]+$/;

/**
 * Holds the description of a security group or of one of its rules against what AWS accepts, which refuses it only
 * at apply: 1 to 255 characters out of letters, digits, spaces and `._-:/()#,@[]+=&;{}!$*`.
 *
 * @param path - where the description stands, for the error
 * @throws ProblemsError when it is empty, too long or leaves the alphabet
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html
 */
export function checkedDescription(description: string, path: string): string {
  if (description.trim() === "") {
    refuse({ path, rule: "needs a description", got: description, fix: "say what it is for" });
  }
  if (description.length > MAX_LENGTH) {
    refuse({
      path,
      rule: `a description has at most ${MAX_LENGTH} characters`,
      got: `${description} (${description.length})`,
      fix: "shorten it",
    });
  }
  if (!ALPHABET.test(description)) {
    refuse({
      path,
      rule: "a description is made of letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*",
      got: description,
      fix: "use only those characters",
    });
  }
  return description;
}
