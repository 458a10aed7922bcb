import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { userActor, type Role } from '@reprise/contracts';
import { newId } from '@reprise/event-log';
import type { Principal } from '../shared/principal.ts';
import type { TestGateway } from './test-gateway.ts';

/** The gateway as one signed-in user sees it. */
export interface SignedInAs {
  readonly principal: Principal;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Posts JSON. */
  post(path: string, body?: unknown): Promise<Response>;
  stop(): Promise<void>;
}

/** Returns a person with a role. */
export function personWith(role: Role): Principal {
  const userId = newId();
  return { actor: userActor({ userId }), name: `A ${role}`, role, kind: 'person', userId };
}

/** Returns an API token of a person. */
export function tokenOf({ userId, role }: Principal): Principal {
  const tokenId = newId();
  return {
    actor: userActor({ userId: userId!, tokenId }),
    name: 'nightly',
    role,
    kind: 'token',
    userId: userId!,
    tokenId,
  };
}

/** Listens on a separate port on which every request is sent by this user (null: none), through all guards. */
export async function signedInAs(gateway: TestGateway, principal: Principal | null): Promise<SignedInAs> {
  const handle = gateway.app.getHttpAdapter().getInstance() as RequestListener;
  const server = createServer((request, response) => {
    if (principal) fix(request, { principal, actor: principal.actor });
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const ask = (path: string, init: RequestInit = {}) => fetch(url + path, { redirect: 'manual', ...init });
  const json = { 'content-type': 'application/json' };
  return {
    principal: principal ?? personWith('viewer'),
    fetch: ask,
    post: (path, body = {}) => ask(path, { method: 'POST', headers: json, body: JSON.stringify(body) }),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Sets fields that the gateway's own authentication does not change. */
function fix(request: IncomingMessage, fields: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(fields))
    Object.defineProperty(request, name, { get: () => value, set: () => undefined });
}
