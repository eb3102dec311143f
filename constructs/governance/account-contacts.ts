import { AccountAlternateContact } from "@cdktf/provider-aws/lib/account-alternate-contact";
import { Construct } from "constructs";
import type { Problem } from "../core/errors";

/** What AWS writes to a contact about. */
export type ContactKind = "billing" | "operations" | "security";

/** Somebody to whom AWS writes beside the root user. */
export interface AccountContact {
  /** Name of the person or the team, 1 to 64 characters. */
  readonly name: string;
  /** Title or function, 1 to 50 characters. */
  readonly title: string;
  /** E-mail address. */
  readonly email: string;
  /** Phone number with its country: `+81 3 0000 0000`. */
  readonly phoneNumber: string;
}

/** Values of {@link AccountContacts}. */
export interface AccountContactsProps {
  /** The 12 digits of the member account. */
  readonly accountId: string;
  /** Whom AWS writes to, by what it is about. */
  readonly contacts: Readonly<Partial<Record<ContactKind, AccountContact>>>;
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const PHONE = /^[\s0-9()+-]+$/;

/**
 * Whom AWS writes to about an account, beside the owner of its root address. Set from the management account.
 *
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html
 */
export class AccountContacts extends Construct {
  public constructor(scope: Construct, id: string, { accountId, contacts }: AccountContactsProps) {
    super(scope, id);
    for (const [kind, { name, title, email, phoneNumber }] of Object.entries(contacts)) {
      new AccountAlternateContact(this, kind, {
        accountId,
        alternateContactType: kind.toUpperCase(),
        name,
        title,
        emailAddress: email,
        phoneNumber,
      });
    }
  }
}

/** What is wrong with a contact; nothing when AWS accepts it. */
export function contactProblems(contact: AccountContact, path: string): readonly Problem[] {
  const { name, title, email, phoneNumber } = contact;
  const rules: readonly (readonly [string, string, boolean, string])[] = [
    ["name", name, name.length >= 1 && name.length <= 64, "must have 1 to 64 characters"],
    ["title", title, title.length >= 1 && title.length <= 50, "must have 1 to 50 characters"],
    ["email", email, EMAIL.test(email), "must be an e-mail address"],
    ["phoneNumber", phoneNumber, PHONE.test(phoneNumber), "must be digits, spaces and +()-"],
  ];
  return rules
    .filter(([, , holds]) => !holds)
    .map(([field, got, , rule]) => ({ path: `${path}.${field}`, rule, got, fix: "correct it" }));
}
