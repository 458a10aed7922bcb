import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localServer } from './local-server.ts';

const { env } = process;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-local-server-'));
  writeFileSync(join(folder, 'admin.token'), 'secret\n');
});
afterEach(() => {
  process.env = env;
  rmSync(folder, { recursive: true });
});

describe('the Reprise of this machine', () => {
  it.each([
    [{}, 'http://127.0.0.1:8080'],
    [{ REPRISE_HOST: '10.0.0.7', REPRISE_PORT: '9000' }, 'http://10.0.0.7:9000'],
    [{ REPRISE_HOST: '0.0.0.0' }, 'http://127.0.0.1:8080'],
    [{ REPRISE_HOST: '::' }, 'http://[::1]:8080'],
  ])('is reached at its configured address: %j', (settings, url) => {
    process.env = { REPRISE_DATA_DIR: folder, ...settings };
    expect(localServer()).toEqual({ url, token: 'secret' });
  });

  it('is unknown if it uses a free port, and its token is sent to no other server', () => {
    process.env = { REPRISE_DATA_DIR: folder, REPRISE_PORT: '0' };
    expect(localServer()).toBeNull();
  });
});
