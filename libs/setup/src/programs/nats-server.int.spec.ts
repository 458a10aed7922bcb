import { hash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Machine } from '../machine.ts';
import { ensureNatsServer, type Releases } from './nats-server.ts';

const ARCHIVE = 'nats-server-v2.15.2-linux-amd64';
const PROGRAM = '#!/bin/sh\necho the official one\n';

let scratch: string;
let machine: Machine;
let server: Server;
let published: Record<string, Buffer | string>;
/** URLs that the server does not answer. */
let silent: string[];
let releases: Releases;
let said: string[];

beforeEach(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'reprise-nats-release-'));
  const archive = packed();
  published = {
    '/v2.15.2/SHA256SUMS': `${'0'.repeat(64)}  another.zip\n${hash('sha256', archive)}  ${ARCHIVE}.tar.gz\n`,
    [`/v2.15.2/${ARCHIVE}.tar.gz`]: archive,
  };
  silent = [];
  said = [];
  server = createServer(({ url = '' }, response) => {
    if (silent.includes(url)) return;
    const content = published[url];
    response.writeHead(content === undefined ? 404 : 200).end(content);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  releases = { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` };
  mkdirSync(join(scratch, 'bin'));
  for (const name of ['tar', 'gzip']) command(name, `exec ${pathOf(name)} "$@"`);
  machine = {
    platform: 'linux',
    arch: 'x64',
    uid: 1000,
    distribution: [],
    hasSystemd: false,
    root: join(scratch, 'root'),
    env: { PATH: join(scratch, 'bin') },
  };
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
  rmSync(scratch, { recursive: true });
});

/** Writes a command to the machine's PATH, which contains only such commands. */
function command(name: string, script: string): void {
  writeFileSync(join(scratch, 'bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

const pathOf = (name: string) => execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();

/** An archive like those of the releases. */
function packed(): Buffer {
  mkdirSync(join(scratch, ARCHIVE));
  writeFileSync(join(scratch, ARCHIVE, 'nats-server'), PROGRAM, { mode: 0o755 });
  execFileSync('tar', ['-czf', 'archive.tar.gz', ARCHIVE], { cwd: scratch });
  return readFileSync(join(scratch, 'archive.tar.gz'));
}

/** Writes a fake Go that reports its builds. */
function installGo(): void {
  const made = 'echo "echo built from $2" >"$GOBIN/nats-server"';
  command('go', `${pathOf('mkdir')} -p "$GOBIN"; ${made}; ${pathOf('chmod')} 755 "$GOBIN/nats-server"`);
}

const ensure = (from = releases) => ensureNatsServer(machine, (line) => said.push(line), from);
const run = (file: string) => execFileSync('sh', [file], { encoding: 'utf8' });
const BUILT = 'built from github.com/nats-io/nats-server/v2@v2.15.2\n';
const BUILDING = 'nats-server v2.15.2: building it with Go (about half a minute)';

describe('nats-server', () => {
  it('comes from its official release although Go could build it, with a message', async () => {
    installGo();
    const file = await ensure();
    expect(run(file)).toBe('the official one\n');
    expect(said).toEqual(['nats-server v2.15.2: installed from its official release']);
    published = {};
    expect(await ensure()).toBe(file);
  });

  it('is not installed if it differs from the published file', async () => {
    published['/v2.15.2/SHA256SUMS'] = `${'0'.repeat(64)}  ${ARCHIVE}.tar.gz\n`;
    await expect(ensure()).rejects.toThrow(/has the SHA-256 .*, and 0{64} is published: it was not installed/);
    expect(existsSync(join(machine.root, '.tools/bin/nats-server'))).toBe(false);
    published['/v2.15.2/SHA256SUMS'] = '';
    await expect(ensure()).rejects.toThrow('and none is published: it was not installed');
    installGo();
    expect(run(await ensure())).toBe(BUILT);
    expect(said).toEqual([expect.stringContaining('none is published'), BUILDING]);
  });

  it('is built with Go if its releases cannot be reached, with the reason', async () => {
    server.close();
    await expect(ensure()).rejects.toThrow(/cannot be reached .*ECONNREFUSED.* Put nats-server 2\.12 or newer on PATH/);
    installGo();
    expect(run(await ensure())).toBe(BUILT);
    expect(said).toEqual([expect.stringContaining('SHA256SUMS cannot be reached'), BUILDING]);
  });

  it('is built with Go if the server of its releases does not answer in time', async () => {
    silent = ['/v2.15.2/SHA256SUMS'];
    installGo();
    expect(run(await ensure({ ...releases, limitMs: 100 }))).toBe(BUILT);
    expect(said).toEqual([expect.stringContaining('timeout'), BUILDING]);
  });

  it('is built with Go if the release lacks this system', async () => {
    delete published[`/v2.15.2/${ARCHIVE}.tar.gz`];
    installGo();
    expect(run(await ensure())).toBe(BUILT);
    expect(said).toEqual([expect.stringContaining('answered 404'), BUILDING]);
  });
});
