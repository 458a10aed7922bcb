import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../settings.ts';
import { isolationWarning } from './own-runner.ts';

const folder = mkdtempSync(join(tmpdir(), 'reprise-own-runner-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Warning of a start whose gateway hears these runners. */
async function warningWith(items: object[]): Promise<string | undefined> {
  writeFileSync(join(folder, 'runner.id'), 'own\n');
  const gateway = createServer((_, response) => response.end(JSON.stringify({ items }))).listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  const url = `http://127.0.0.1:${String((gateway.address() as AddressInfo).port)}`;
  try {
    return await isolationWarning({ settings: readSettings({ REPRISE_DATA_DIR: folder }), url, token: 't' });
  } finally {
    gateway.closeAllConnections();
    gateway.close();
  }
}

describe('a start', () => {
  it('warns where the tasks of its own runner are not isolated', async () => {
    expect(await warningWith([{ runner_id: 'own', isolation: 'none' }])).toMatch(
      /^Warning: tasks are not isolated: .* The reason is in .*runner\.log\.$/,
    );
  });

  it('is silent where they are, and about other runners', async () => {
    const other = { runner_id: 'other', isolation: 'none' };
    expect(await warningWith([{ runner_id: 'own', isolation: 'namespace' }, other])).toBeUndefined();
    expect(await warningWith([other])).toBeUndefined();
  });
});
