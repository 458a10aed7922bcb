import { MailServer } from '@reprise/notifications/testing';
import { freePort } from '@reprise/local-servers';
import type { MailFault } from '../record/kinds.ts';
import { Proxy } from './proxy.ts';

const REJECTION = { status: 451, text: 'Try again later' };

/** A real mail server, and its faults. */
export class Mail {
  readonly #server: MailServer;
  readonly #proxy: Proxy;
  /** Settings of Reprise. */
  readonly env: Readonly<Record<string, string>>;
  #healed = Promise.withResolvers<null>();

  private constructor(server: MailServer, proxy: Proxy) {
    this.#server = server;
    this.#proxy = proxy;
    this.env = {
      REPRISE_SMTP_URL: `smtp://127.0.0.1:${String(proxy.port)}`,
      REPRISE_SMTP_FROM: 'Reprise <reprise@lab.example>',
    };
  }

  static async listening(): Promise<Mail> {
    const server = await new MailServer().start();
    return new Mail(server, await Proxy.listening('mail', await freePort(), server.address.port));
  }

  /** Ids of the accepted messages, in their order; a message that arrives twice has the same id. */
  get received(): string[] {
    return this.#server.received.map(({ headers }) => /^<(.+)@/.exec(headers['message-id'] ?? '')?.[1] ?? '');
  }

  /** Begins a fault. */
  async fail(fault: MailFault): Promise<void> {
    if (fault === 'mail-down') return this.#proxy.fail('refuse');
    this.#server.answer = () => (fault === 'mail-reject' ? REJECTION : this.#healed.promise);
  }

  /** Accepts every message, including those that wait for an answer. */
  async heal(): Promise<void> {
    this.#server.answer = () => null;
    this.#healed.resolve(null);
    this.#healed = Promise.withResolvers();
    await this.#proxy.heal();
  }

  /** Drops the newest accepted message, as a mail server that has lost it. */
  drop(): void {
    const newest = this.received.at(-1);
    const kept = this.#server.received.filter((_, index) => this.received[index] !== newest);
    this.#server.received.splice(0, Infinity, ...kept);
  }

  async close(): Promise<void> {
    this.#proxy.close();
    await this.#server.stop();
  }
}
