import type { TokenSecretView, UserView } from '@reprise/accounts/contract';
import type { AccessLedger, Credential } from '../record/access.ts';
import type { System } from '../system/system.ts';
import { bodyOf, patiently, request, type Reply } from './request.ts';

const PASSWORD = 'three lemurs in a lab';

interface Joined {
  readonly id: string;
  readonly email: string;
  readonly session: Credential;
}

/** Requests that change access, each repeated through both gateways until it is answered, and recorded. */
export class AccessRequests {
  readonly #system: System;
  readonly #ledger: AccessLedger;
  #invited = 0;

  constructor(system: System, ledger: AccessLedger) {
    this.#system = system;
    this.#ledger = ledger;
  }

  /** Invites and joins. If the response to joining was lost, the account can sign in. */
  async join(role: 'admin' | 'operator', random: () => number): Promise<Joined | undefined> {
    this.#invited += 1;
    const [email, name] = [`p${String(this.#invited)}@lab.example`, `Person ${String(this.#invited)}`];
    const secret = await patiently(async () => {
      const reply = await this.send('POST', '/api/users/invites', this.machine, either(random), { email, role });
      return reply.status === 201 && bodyOf<{ path: string }>(reply).path?.split('#')[1];
    }, `${email} is invited`);
    let tries = 0;
    const cookie = await patiently(async () => {
      tries += 1;
      const body = { secret, name, password: PASSWORD };
      const reply = await this.send('POST', '/api/invites/accept', {}, either(random), body);
      if (reply.status === 200) return cookieOf(reply);
      if (reply.status !== 410) return undefined;
      tries += 1;
      return this.#cookieFor(email, random);
    }, `${email} has joined`);
    if (cookie === undefined) return undefined;
    const id = await patiently(async () => {
      const reply = await this.send('GET', '/api/users?limit=1000', this.machine, either(random));
      return bodyOf<{ items: UserView[] }>(reply).items?.find((user) => user.email === email)?.user_id;
    }, `${email} is listed`);
    if (id === undefined) return undefined;
    this.#ledger.addPerson(id, { acknowledged: 1, tries });
    return { id, email, session: this.#ledger.addCredential(id, null, cookie) };
  }

  async signIn(email: string, random: () => number, id: string): Promise<Credential | undefined> {
    const cookie = await patiently(async () => {
      const found = await this.#cookieFor(email, random);
      this.#ledger.signIn(id, found !== undefined);
      return found;
    }, `${email} has signed in`);
    return cookie && this.#ledger.addCredential(id, null, cookie);
  }

  async #cookieFor(email: string, random: () => number): Promise<Credential['header'] | undefined> {
    const reply = await this.send('POST', '/api/sign-in/password', {}, either(random), { email, password: PASSWORD });
    return reply.status === 200 ? cookieOf(reply) : undefined;
  }

  async createToken({ person, header }: Credential, random: () => number): Promise<string | undefined> {
    const made = await patiently(async () => {
      const reply = await this.send('POST', '/api/tokens', header, either(random), {
        name: 'nightly',
        role: 'operator',
      });
      if (reply.status === 401) return null;
      return reply.status === 201 && (bodyOf<TokenSecretView>(reply) as TokenSecretView);
    }, 'a token is created');
    if (!made) return undefined;
    this.#ledger.addCredential(person, made.token.token_id, { authorization: `Bearer ${made.secret}` });
    return made.token.token_id;
  }

  async revoke(token: string, header: Credential['header'], random: () => number): Promise<void> {
    const isRevoked = await patiently(async () => {
      const { status } = await this.send('DELETE', `/api/tokens/${token}`, header, either(random));
      // 404: an earlier try without a response revoked it. 401: a clock fault has ended the session.
      return status === 204 || status === 404 ? 'revoked' : status === 401 && 'signed out';
    }, `${token} is revoked`);
    if (isRevoked === 'revoked') this.#ledger.revoked(token);
  }

  async disable(id: string, header: Credential['header'], random: () => number): Promise<void> {
    const isDisabled = await patiently(async () => {
      const { status } = await this.send('PATCH', `/api/users/${id}`, header, either(random), { disabled: true });
      return status === 200 ? 'disabled' : status === 401 && 'signed out';
    }, `${id} is disabled`);
    if (isDisabled === 'disabled') this.#ledger.disabled(id);
  }

  /** Header of the local administrator. */
  get machine(): Credential['header'] {
    return { authorization: `Bearer ${this.#system.token}` };
  }

  /** Sends a request to a gateway, as its own page does. */
  async send(
    method: string,
    path: string,
    header: Credential['header'],
    gateway: 0 | 1,
    body?: object,
  ): Promise<Reply> {
    const url = this.#system.urls[gateway];
    const reply = await request(url + path, {
      method,
      headers: {
        origin: url,
        'sec-fetch-site': 'same-origin',
        ...(body && { 'content-type': 'application/json' }),
        ...header,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (reply.status !== null && reply.status >= 500 && reply.status !== 503)
      this.#ledger.unexpected.push(`${method} ${path}: ${String(reply.status)} ${reply.text.slice(0, 200)}`);
    return reply;
  }
}

const either = (random: () => number): 0 | 1 => (random() < 0.5 ? 0 : 1);

/** The cookies of a sign-in, as a browser sends them. */
const cookieOf = ({ headers }: Reply): Credential['header'] => ({
  cookie: headers
    .getSetCookie()
    .map((cookie) => cookie.slice(0, cookie.indexOf(';')))
    .filter((pair) => !pair.endsWith('='))
    .join('; '),
});
