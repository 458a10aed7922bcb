import { setTimeout as sleep } from 'node:timers/promises';
import type { AccessLedger, Credential } from '../record/access.ts';
import type { System } from '../system/system.ts';
import { AccessRequests } from './access-requests.ts';

/** Share of requests with a credential that are commands, which need no database. */
const COMMANDS = 0.3;
/** Credentials that are tried: the newest ones, most of which have ended. */
const NEWEST = 9;
const BESIDE = 3;

/** Clients that invite people, sign in, create and revoke tokens, and disable accounts, through both gateways. */
export class People {
  readonly #requests: AccessRequests;
  readonly #ledger: AccessLedger;
  #admin: { readonly id: string; readonly email: string } | undefined;

  constructor(system: System, ledger: AccessLedger) {
    this.#requests = new AccessRequests(system, ledger);
    this.#ledger = ledger;
  }

  /** Changes and uses access until the signal, and resolves when the last change is acknowledged. */
  async run(random: () => number, signal: AbortSignal): Promise<void> {
    const changing = async () => {
      while (!signal.aborted) await this.#person(random);
    };
    const using = Array.from({ length: BESIDE }, async () => {
      while (!signal.aborted) {
        await sleep(100 + 400 * random());
        await this.#useOne(random);
      }
    });
    await Promise.all([changing(), ...using]);
  }

  /** A person joins, gets two tokens, uses them, loses one, and is disabled in most cases. */
  async #person(random: () => number): Promise<void> {
    const admin = await this.#administrator(random);
    const person = await this.#requests.join('operator', random);
    if (!admin || !person) return;
    const tokens = [
      await this.#requests.createToken(person.session, random),
      await this.#requests.createToken(person.session, random),
    ];
    const [first] = tokens;
    await sleep(2_000 * random());
    if (first) await this.#requests.revoke(first, random() < 0.5 ? person.session.header : admin, random);
    await sleep(2_000 * random());
    if (random() < 0.8) await this.#requests.disable(person.id, admin, random);
    await sleep(1_000 * random());
  }

  /** Header of the admin: the session of a new sign-in, or the token of the machine. */
  async #administrator(random: () => number): Promise<Credential['header'] | undefined> {
    this.#admin ??= await this.#requests.join('admin', random);
    if (!this.#admin) return undefined;
    if (random() < 0.5) return this.#requests.machine;
    const { id, email } = this.#admin;
    return (await this.#requests.signIn(email, random, id))?.header;
  }

  /** Uses one of the newest credentials, whether it has ended or not. */
  async #useOne(random: () => number): Promise<void> {
    const newest = this.#ledger.credentials.slice(-NEWEST);
    const credential = newest[Math.floor(random() * newest.length)];
    if (!credential) return;
    const isCommand = random() < COMMANDS;
    const sentAt = performance.now();
    const gateway = random() < 0.5 ? 0 : 1;
    const [method, path] = isCommand ? ['POST', '/api/queues/default/resume'] : ['GET', '/api/session'];
    const { status } = await this.#requests.send(
      method!,
      path!,
      credential.header,
      gateway,
      isCommand ? {} : undefined,
    );
    this.#ledger.use(credential, `${method!} ${path!} by gateway ${String(gateway + 1)}`, sentAt, status);
  }
}
