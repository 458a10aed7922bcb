import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../settings.ts';
import { isolationWarning, ownRunner } from './own-runner.ts';

const folder = mkdtempSync(join(tmpdir(), 'reprise-own-runner-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Queries a gateway that has these runners, or that responds with this status. */
async function asked<T>(
  items: object[],
  ask: (where: Parameters<typeof ownRunner>[0]) => Promise<T>,
  status = 200,
): Promise<T> {
  writeFileSync(join(folder, 'runner.id'), 'own\n');
  const gateway = createServer((_, response) =>
    response.writeHead(status).end(JSON.stringify(status === 200 ? { items } : { title: 'Unauthorized' })),
  ).listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  const url = `http://127.0.0.1:${String((gateway.address() as AddressInfo).port)}`;
  try {
    return await ask({ settings: readSettings({ REPRISE_DATA_DIR: folder }), url, token: 't' });
  } finally {
    gateway.closeAllConnections();
    gateway.close();
  }
}

const warningWith = (items: object[]) => asked(items, isolationWarning);

describe('a start with its own runner', () => {
  it("learns nothing of it, and does not wait for it, if the local administrator's token is disabled", async () => {
    expect(await asked([], ownRunner, 401)).toBe('token_disabled');
    expect(await asked([], isolationWarning, 401)).toBeUndefined();
  });

  it('warns if the tasks of its own runner are not isolated', async () => {
    expect(await warningWith([{ runner_id: 'own', isolation: 'none' }])).toMatch(
      /^Warning: tasks are not isolated: .* The reason is in .*runner\.log\.$/,
    );
  });

  it('is silent if they are, and about other runners', async () => {
    const other = { runner_id: 'other', isolation: 'none' };
    expect(await warningWith([{ runner_id: 'own', isolation: 'namespace' }, other])).toBeUndefined();
    expect(await warningWith([other])).toBeUndefined();
  });
});
