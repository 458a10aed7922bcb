const HOUR_MS = 3_600_000;

/** Whether, and for how long, the machine's own token signs in: less, once people have accounts. */
export class MachineAccess {
  /** Kept up to date by the accounts. */
  hasAccounts = false;
  hasAdmin = false;

  /**
   * @param isOn false: the token is valid only while no admin has an account, to prevent a lockout
   */
  constructor(private readonly isOn: boolean) {}

  get isAccepted(): boolean {
    return this.isOn || !this.hasAdmin;
  }

  /** Milliseconds after which a session of the link ends in any case. */
  maxSessionMs(otherwise: number): number {
    return this.hasAccounts ? Math.min(HOUR_MS, otherwise) : otherwise;
  }
}
