import type { MailSettings } from '@reprise/settings';
import { createTransport } from 'nodemailer';
import type { SendOptions } from '../sending/send.ts';
import type { Tried } from '../sending/schedule.ts';
import type { MailBody } from './mail-body.ts';

/** Time for a message in milliseconds, including connecting. Shorter than the lease of a delivery. */
const TIMEOUT_MS = 30_000;
/** Maximum number of recorded characters of the answer. */
const MOST_ANSWER = 4096;

export interface OutgoingMail extends MailBody {
  readonly from: string;
  readonly to: string;
  /** In angle brackets. */
  readonly messageId: string;
  /** Address of the subscription, as recorded with the try. */
  readonly url: string;
}

/**
 * Sends a message once. All failures are part of the result. @throws the reason of `signal` if that aborts
 */
export async function sendMail(
  { server, password }: MailSettings,
  { url, ...mail }: OutgoingMail,
  now: Date,
  { signal, timeoutMs = TIMEOUT_MS }: SendOptions,
): Promise<Tried> {
  const started = performance.now();
  const timeout = AbortSignal.timeout(timeoutMs);
  const ended = (response_status: number | null, error: string | null, answer = ''): Tried => ({
    at: now.toISOString(),
    url,
    duration_ms: Math.round(performance.now() - started),
    response_status,
    error,
    // Postgres keeps no NUL in JSON.
    response_body: answer.slice(0, MOST_ANSWER).replaceAll('\0', ''),
    retry_after_ms: 0,
  });
  const transport = createTransport({
    host: server.host,
    port: server.port,
    secure: server.isTls,
    // A password is not sent over a connection without TLS.
    requireTLS: password !== undefined,
    ...(server.user !== undefined && password !== undefined && { auth: { user: server.user, pass: password } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { response } = await transport.sendMail({
      ...mail,
      // Source: RFC 3834, 5. Prevents automatic replies.
      headers: { 'Auto-Submitted': 'auto-generated' },
      signal: AbortSignal.any([signal, timeout]),
    });
    return ended(statusOf(response), null, response);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (timeout.aborted) return ended(null, `The mail server did not answer within ${String(timeoutMs / 1000)} s.`);
    const { response, responseCode } = error as SmtpError;
    return ended(responseCode ?? null, sentenceOf(error as SmtpError), response);
  }
}

/** The fields that nodemailer adds to an error. */
interface SmtpError extends Error {
  readonly code?: string;
  /** Command that the server answered. */
  readonly command?: string;
  /** Code of the cause, such as `ECONNREFUSED`. */
  readonly originalCode?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/** Source: RFC 5321, 4.2: an answer begins with three digits. */
const statusOf = (answer: string): number | null => Number(/^\d{3}/.exec(answer)?.[0]) || null;

/** Sentences by code of the cause, code of nodemailer, or command. */
const SENTENCES: Readonly<Record<string, string>> = {
  STARTTLS: 'The mail server does not encrypt the connection.',
  EAUTH: 'The mail server rejected the user or the password.',
  ECONNREFUSED: 'No mail server listens there: the connection was refused.',
  EDNS: 'No address is known for the mail server.',
  ENOTFOUND: 'No address is known for the mail server.',
};

function sentenceOf({ code = '', command = '', originalCode = '', response, message }: SmtpError): string {
  const known = SENTENCES[originalCode] ?? SENTENCES[code] ?? SENTENCES[command];
  if (response === undefined) return known ?? `The message could not be sent: ${message}`;
  return known ? `${known} It answered: ${response}` : `The mail server did not accept the message: ${response}`;
}
