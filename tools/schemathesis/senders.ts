import { roles, type Role } from '@reprise/contracts';
import type { OneTimeLink } from '@reprise/accounts/contract';
import type { Reprise } from '@reprise/launcher';

/** A sender of requests, which these headers identify. */
export interface Sender {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
}

const PASSWORD = 'four quiet otters swim';

/**
 * Creates an account for each role. Returns a sender without a login, one per role, and one with the machine token, in
 * ascending order of privileges: an admin, who may delete resources, comes after the senders that use them.
 */
export async function makeSenders({ url, token }: Reprise): Promise<Sender[]> {
  const machine = { authorization: `Bearer ${token}` };
  const ofRole = async (role: Role): Promise<Sender> => {
    const email = `${role}@lab.example`;
    const invited = await post(url, '/api/users/invites', { email, role }, machine);
    const { path } = (await invited.json()) as OneTimeLink;
    const accepted = { secret: path.split('#')[1], name: `The ${role}`, password: PASSWORD };
    const { headers } = await post(url, '/api/invites/accept', accepted);
    const cookie = headers.getSetCookie().map((each) => each.split(';')[0]);
    return { name: role, headers: { cookie: cookie.join('; '), 'sec-fetch-site': 'same-origin' } };
  };
  const people: Sender[] = [];
  for (const role of roles) people.push(await ofRole(role));
  return [{ name: 'nobody', headers: {} }, ...people, { name: 'the local administrator', headers: machine }];
}

async function post(url: string, path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  const response = await fetch(url + path, {
    method: 'POST',
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
    headers: { 'content-type': 'application/json', ...headers },
  });
  if (!response.ok) throw new Error(`POST ${path}: ${String(response.status)} ${await response.text()}`);
  return response;
}
