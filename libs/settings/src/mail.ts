/** A mail server that accepts messages over SMTP. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** Whether the connection begins with TLS. Otherwise, TLS begins with STARTTLS. */
  readonly isTls: boolean;
  /** Undefined if the server needs no sign-in. */
  readonly user: string | undefined;
}

/** Mail server, sender and password of e-mail notifications. */
export interface MailSettings {
  readonly server: SmtpServer;
  readonly password: string | undefined;
  /** Sender of the messages, such as `Reprise <reprise@lab.example>`. */
  readonly from: string;
}

/** Ports of message submission. Source: RFC 8314, 3.3. */
const PORTS = { tls: 465, startTls: 587 };

/** Returns the server of a URL such as `smtps://user@mail.lab.example`. @throws TypeError if it is not a URL */
export function smtpServerOf(text: string): SmtpServer {
  const { protocol, hostname, port, username } = new URL(text);
  const isTls = protocol === 'smtps:';
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (isTls ? PORTS.tls : PORTS.startTls) : Number(port),
    isTls,
    user: username === '' ? undefined : decodeURIComponent(username),
  };
}
