import { authenticate, type WhoAsks } from '@reprise/gateway/shared/auth/authenticate.ts';
import type { Request, Response } from 'express';
import { accounts as contract } from '../contract/index.ts';
import { accounts } from './wing.ts';

const documented = Object.values(contract.routes)
  .flatMap((routes) => Object.values(routes))
  .map(({ method, path, right }) => ({ name: `${method} ${path}`, right }));
const undocumented = Object.entries(contract.undocumentedRights).map(([name, right]) => ({ name, right }));
const routes = [...documented, ...undocumented];

/** Whether a request without a sign-in reaches the route. */
async function isReached(name: string): Promise<boolean> {
  const [method, path] = name.split(' ') as [string, string];
  const { openPaths } = accounts;
  const who = { openPaths, machine: { hasAccounts: true } } as unknown as WhoAsks;
  const request = { method, originalUrl: path, path: path.replace(/^\/api/, ''), get: () => undefined };
  const response = { set: () => response, status: () => response, type: () => response, send: () => response };
  let reached = false;
  await authenticate(who, {} as never)(
    request as unknown as Request,
    response as unknown as Response,
    () => (reached = true),
  );
  return reached;
}

describe('routes of accounts', () => {
  it('accept requests without a sign-in exactly if they need no role', async () => {
    const open = routes.filter(({ right }) => right.role === null).map(({ name }) => name);
    expect(open.length).toBeGreaterThan(8);
    const reached = await Promise.all(routes.map(async ({ name }) => ((await isReached(name)) ? [name] : [])));
    expect(reached.flat()).toEqual(open);
    const isUsed = (path: string) => open.some((name) => name.includes(` /api${path}`));
    expect(accounts.openPaths.filter((path) => !isUsed(path))).toEqual([]);
  });
});
