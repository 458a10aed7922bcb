import type { AddressInfo } from 'node:net';
import type { SmtpServer } from '@reprise/settings';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A message as received. Names of headers are in lower case. */
interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly html: string;
}

interface Rejection {
  readonly status: number;
  readonly text: string;
}

/** A mail server on the loopback. */
export class MailServer {
  readonly received: ReceivedMail[] = [];
  /** Passwords that were sent to it. */
  readonly passwords: string[] = [];
  /** Returns why it rejects a message, with its status; null to accept it. */
  answer: () => Rejection | null | Promise<Rejection | null> = () => null;
  #server: SMTPServer | undefined;
  #port = 0;

  /** Starts on the same port as before, if there was one. Without other options, it needs no sign-in and no TLS. */
  async start(options: SMTPServerOptions = { authOptional: true, hideSTARTTLS: true }): Promise<this> {
    const server = new SMTPServer({
      ...options,
      logger: false,
      onAuth: ({ username, password }, _, done) => {
        this.passwords.push(password ?? '');
        done(null, { user: username });
      },
      onData: (stream, { envelope }, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        const finish = async () => {
          const refused = await this.answer();
          if (refused) return done(Object.assign(new Error(refused.text), { responseCode: refused.status }));
          const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
          const to = envelope.rcptTo.map(({ address }) => address);
          this.received.push({ from, to, ...parsed(Buffer.concat(parts).toString()) });
          done();
        };
        stream.on('end', () => void finish());
      },
    });
    // A client that closes its connection early is not a failure of the server.
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => {
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (server.server.address() as AddressInfo).port;
    this.#server = server;
    return this;
  }

  get address(): SmtpServer {
    return { host: '127.0.0.1', port: this.#port, isTls: false, user: undefined };
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server) await new Promise<void>((resolve) => server.close(resolve));
  }
}

/** Source: RFC 2046, 5.1.4: the parts of `multipart/alternative`, the plainest first. */
function parsed(message: string): Pick<ReceivedMail, 'headers' | 'text' | 'html'> {
  const [head = ''] = message.split('\r\n\r\n', 1);
  const headers = Object.fromEntries(
    head
      .replaceAll(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const boundary = /boundary="([^"]+)"/.exec(headers['content-type'] ?? '')?.[1] ?? '';
  const [, text = '', html = ''] = message.split(`--${boundary}`).map(contentOf);
  return { headers, text, html };
}

/** Returns the content of a part. Source: RFC 2045, 6: quoted-printable and base64. */
function contentOf(part: string): string {
  const start = part.indexOf('\r\n\r\n');
  const [head, content] = [part.slice(0, start), part.slice(start + 4).replaceAll('\r\n', '\n')];
  const encoding = /content-transfer-encoding: ([a-z0-9-]+)/i.exec(head)?.[1];
  if (encoding === 'base64') return Buffer.from(content, 'base64').toString();
  if (encoding !== 'quoted-printable') return content;
  const bytes = content
    .replaceAll('=\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
