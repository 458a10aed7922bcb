const HOUR_MS = 3_600_000;

/**
 * Whether, and for how long, users can sign in with the machine's own token. Its rights are reduced once people have
 * accounts.
 */
export class MachineAccess {
  /** Updated by the accounts. */
  hasAccounts = false;
  hasAdmin = false;

  /** @param isOn if false, the token is valid only while no admin has an account, so that no lockout can occur */
  constructor(private readonly isOn: boolean) {}

  get isAccepted(): boolean {
    return this.isOn || !this.hasAdmin;
  }

  /** Milliseconds after which a session that the link opened ends in any case. */
  maxSessionMs(otherwise: number): number {
    return this.hasAccounts ? Math.min(HOUR_MS, otherwise) : otherwise;
  }
}
