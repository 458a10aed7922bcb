/** A person with an account, as the clients know it. */
export interface KnownPerson {
  readonly id: string;
  /** Whether a gateway acknowledged that the account is disabled. */
  readonly isDisabled: boolean;
  /** Sign-ins with a password, and requests for them: a sign-in without a response may have succeeded. */
  readonly signIns: { readonly acknowledged: number; readonly tries: number };
}

/** A token or session of a person. */
export interface Credential {
  /** Id of the token; null for a session. */
  readonly token: string | null;
  /** Id of the person. */
  readonly person: string;
  /** Header that authenticates. */
  readonly header: Readonly<Record<string, string>>;
  /** Time of the acknowledgement that it ended, by `performance.now()`. */
  readonly endedAt: number | undefined;
  /** Whether it ended because it was revoked; otherwise, because its person was disabled. */
  readonly isRevoked: boolean;
}

/** A request that was accepted although its credential had ended before it was sent. */
export interface AccessAfterEnd {
  readonly person: string;
  readonly token: string | null;
  /** Method, path and gateway. */
  readonly request: string;
  readonly status: number;
  /** Milliseconds since the acknowledgement. */
  readonly after: number;
}

/** Record of people, tokens, sessions and their uses. */
export class AccessLedger {
  readonly #people = new Map<string, KnownPerson>();
  #credentials: Credential[] = [];
  readonly accepted: AccessAfterEnd[] = [];
  /** Responses with 5xx other than 503. */
  readonly unexpected: string[] = [];
  /** Number of requests with a credential that had ended. */
  refused = 0;

  get people(): readonly KnownPerson[] {
    return [...this.#people.values()];
  }

  /** Oldest first. */
  get credentials(): readonly Credential[] {
    return this.#credentials;
  }

  addPerson(id: string, signIns: KnownPerson['signIns']): void {
    this.#people.set(id, { id, isDisabled: false, signIns });
  }

  signIn(id: string, isAcknowledged: boolean): void {
    const person = this.#people.get(id)!;
    const { acknowledged, tries } = person.signIns;
    const signIns = { acknowledged: acknowledged + (isAcknowledged ? 1 : 0), tries: tries + 1 };
    this.#people.set(id, { ...person, signIns });
  }

  addCredential(person: string, token: string | null, header: Credential['header']): Credential {
    const credential = { token, person, header, endedAt: undefined, isRevoked: false };
    this.#credentials.push(credential);
    return credential;
  }

  /** Records that a gateway acknowledged the end of a token. */
  revoked(token: string): void {
    this.#end((each) => each.token === token, true);
  }

  /** Records that a gateway acknowledged that an account is disabled. */
  disabled(id: string): void {
    this.#people.set(id, { ...this.#people.get(id)!, isDisabled: true });
    this.#end((each) => each.person === id, false);
  }

  /** Records the response to a request. @param sentAt by `performance.now()` */
  use({ person, token, endedAt }: Credential, request: string, sentAt: number, status: number | null): void {
    if (endedAt === undefined || sentAt < endedAt || status === null) return;
    if (status >= 200 && status < 300)
      this.accepted.push({ person, token, request, status, after: Math.round(sentAt - endedAt) });
    else this.refused += 1;
  }

  #end(isEnded: (credential: Credential) => boolean, isRevoked: boolean): void {
    const endedAt = performance.now();
    this.#credentials = this.#credentials.map((each) =>
      isEnded(each) && each.endedAt === undefined ? { ...each, endedAt, isRevoked } : each,
    );
  }
}
