import { commands } from '@reprise/contracts';
import type { Answer, SentCommand } from '../record/ledger.ts';
import { bodyOf, request } from './request.ts';

/** Sends one try of a command to a gateway. A time-out or a broken connection is a response without a status. */
export async function send(url: string, token: string, command: SentCommand, body: object): Promise<Answer> {
  const { verb, target } = command;
  const path = commands[verb].path.replace(/:\w+/, encodeURIComponent(target ?? ''));
  const reply = await request(`${url}/api/${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': command.token,
    },
    body: JSON.stringify(body),
  });
  const { seq, command_id, job_id, detail } = bodyOf<Answer>(reply);
  return { status: reply.status, seq, command_id, job_id, detail };
}
