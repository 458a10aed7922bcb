import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { checkout } from '@reprise/setup';

const JOB = '0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b90';

describe('the command in a checkout', () => {
  it('saves results in the current folder, and reads settings in the checkout', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reprise-called-'));
    const data = join(folder, 'data');
    mkdirSync(data);
    writeFileSync(join(data, 'admin.token'), 'secret\n');
    const items = [{ path: 'a.tsv', kind: 'tsv', bytes: 6, sha256: null, media_type: 'text/plain' }];
    const page = { items, next_cursor: null, attempt: 1, away: null, gone: [], truncated: false };
    const server = createServer(({ url, headers }, response) => {
      if (headers.authorization !== 'Bearer secret') response.writeHead(401).end('{}');
      else response.end(url?.includes('/files/') ? 'listed' : JSON.stringify(page));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const env = {
        PATH: process.env['PATH'],
        HOME: folder,
        REPRISE_DATA_DIR: relative(checkout, data),
        REPRISE_PORT: String((server.address() as AddressInfo).port),
      };
      const args = [join(checkout, 'apps/cli/src/main.ts'), 'download', JOB, '-o', 'results'];
      const child = spawn(process.execPath, args, { cwd: folder, env, stdio: 'ignore' });
      expect(await once(child, 'exit')).toEqual([0, null]);
      expect(readFileSync(join(folder, 'results/a.tsv'), 'utf8')).toBe('listed');
    } finally {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true });
    }
  });
});
