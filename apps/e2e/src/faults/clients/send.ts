import { commands } from '@reprise/contracts';
import type { Answer, SentCommand } from '../record/ledger.ts';

const TIMEOUT_MS = 10_000;

type Body = Pick<Answer, 'seq' | 'command_id' | 'job_id' | 'detail'>;

/** Sends one try of a command to a gateway. A time-out or a broken connection is a response without a status. */
export async function send(url: string, token: string, command: SentCommand, body: object): Promise<Answer> {
  const { verb, target } = command;
  const path = commands[verb].path.replace(/:\w+/, encodeURIComponent(target ?? ''));
  try {
    const response = await fetch(`${url}/api/${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': command.token,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { seq, command_id, job_id, detail } = (await response.json()) as Body;
    return { status: response.status, seq, command_id, job_id, detail };
  } catch {
    return { status: null };
  }
}
