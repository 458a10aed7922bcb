import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseIsolation, namespacePrefix } from './choose-isolation.ts';
import { covered } from './covered.ts';
import { handOver } from './hand-over.ts';

/** A user that exists on every Debian. These tests run as root, as in CI, or as an ordinary user. */
const USER = 'nobody';
const isRoot = process.getuid?.() === 0;

let data: string;
let job: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'reprise-isolation-'));
  job = join(data, 'jobs/one/launch');
  mkdirSync(job, { recursive: true });
  writeFileSync(join(data, 'secret'), 'secret');
});
afterEach(() => rmSync(data, { recursive: true }));

const spec = (part: Partial<Parameters<typeof chooseIsolation>[0]> = {}) => ({
  setting: 'auto' as const,
  user: isRoot ? USER : undefined,
  hidden: [data],
  reached: [join(data, 'jobs/one')],
  ...part,
});

/** Returns the output of a shell in isolation, including errors. */
function inIsolation(prefix: readonly string[], script: string): string {
  const { stdout, stderr } = spawnSync('env', [...prefix, 'sh', '-c', script], { encoding: 'utf8' });
  return `${stdout}${stderr}`.trim();
}

describe('tasks in isolation', () => {
  it('write in their folder and read no secret, by any path', async () => {
    const isolation = chooseIsolation(spec());
    expect(isolation).toMatchObject({ kind: isRoot ? 'user' : 'namespace', warnings: [] });
    await isolation.handOver([job]);
    const prefix = isolation.prefix({ cwd: job, paths: [join(data, 'absent')] });
    expect(inIsolation(prefix, 'cd "$0" && echo made >made && cat made && pwd'.replace('"$0"', job))).toBe(
      `made\n${job}`,
    );
    for (const path of [join(data, 'secret'), '../../../secret', `/proc/${process.pid}/root${data}/secret`])
      expect(inIsolation(prefix, `cd ${job}; cat ${path}`)).toMatch(/No such file|Permission denied/);
    expect(inIsolation(prefix, `cat /proc/${process.pid}/environ`)).toMatch(/Permission denied/);
    expect(inIsolation(prefix, `umount ${data}; unshare -Urm umount ${data}; cat ${data}/secret`)).toMatch(
      /No such file|Permission denied/,
    );
  });

  it('keep the process that becomes theirs, with its id and group', async () => {
    const isolation = chooseIsolation(spec());
    await isolation.handOver([job]);
    const line = `echo $$; exec ${isolation.prefix({ cwd: job }).map(quoted).join(' ')} sh -c 'echo $$'`;
    const [before, after] = execFileSync('sh', ['-c', line], { encoding: 'utf8' }).trim().split('\n');
    expect(after).toBe(before);
  });

  it('cause a warning if the setting is off, or no user is available', () => {
    expect(chooseIsolation(spec({ setting: 'off' }))).toMatchObject({
      kind: 'none',
      environment: {},
      warnings: [expect.stringContaining('REPRISE_TASK_ISOLATION is off')],
    });
    const nobody = chooseIsolation(spec({ user: 'reprise-no-such-user' }));
    if (isRoot) expect(nobody.warnings).toEqual([expect.stringContaining('there is no user reprise-no-such-user')]);
    if (isRoot) expect(chooseIsolation(spec({ user: 'root' })).warnings).toEqual([expect.stringContaining('is root')]);
  });
});

describe('a hidden file', () => {
  it('cannot be read, written or removed, while its siblings exist', () => {
    const file = join(data, 'secret');
    writeFileSync(join(data, 'beside'), 'beside');
    const root = isRoot ? [] : ['--user', '--map-root-user'];
    const prefix = ['unshare', ...root, '--mount', ...covered({ hidden: [file] }, { cwd: data })];
    expect(inIsolation(prefix, 'cat beside')).toBe('beside');
    expect(inIsolation(prefix, 'cat secret 2>/dev/null')).toBe('');
    expect(inIsolation(prefix, 'chmod 644 secret; echo other >secret; rm -f secret')).toMatch(
      /Read-only file system.*Read-only file system.*busy/s,
    );
    expect(readFileSync(file, 'utf8')).toBe('secret');
  });
});

describe('a mount namespace', () => {
  it('shows what is mounted outside while a task runs, such as on demand', () => {
    const own = { uid: process.getuid!(), gid: process.getgid!() };
    const prefix = namespacePrefix({ hidden: [] }, own)({ cwd: job });
    // The task waits until the mount exists.
    const task = `exec ${prefix.map(quoted).join(' ')} sh -c 'echo >began; read -r _ <mounted; ls folder'`;
    const script = `mkdir folder; mkfifo began mounted; (${task}) & read -r _ <began
      mount -t tmpfs late folder; echo >folder/late; echo >mounted; wait`;
    const outside = ['unshare', '--user', '--map-root-user', '--mount', '--propagation', 'shared'];
    const { stdout, stderr } = spawnSync('env', [...outside, 'sh', '-c', script], { encoding: 'utf8', cwd: job });
    expect({ stdout, stderr }).toEqual({ stdout: 'late\n', stderr: '' });
  });
});

describe('handing a folder over to the user of tasks', () => {
  // Only root can change owners.
  const owner = isRoot ? { uid: 65534, gid: 65534 } : { uid: process.getuid!(), gid: process.getgid!() };

  it('includes its content, but neither link targets nor hard links from elsewhere', async () => {
    const outside = join(data, 'secret');
    symlinkSync(outside, join(job, 'link'));
    linkSync(outside, join(job, 'input'));
    mkdirSync(join(job, 'below'));
    writeFileSync(join(job, 'below/file'), '');
    chmodSync(join(job, 'below'), 0o500);
    await handOver(job, owner);
    for (const path of ['.', 'link', 'below', 'below/file']) expect(lstatSync(join(job, path)).uid).toBe(owner.uid);
    expect(statSync(join(job, 'below')).mode & 0o777).toBe(isRoot ? 0o700 : 0o500);
    expect(statSync(outside).uid).toBe(process.getuid!());
  });

  it('does nothing for a missing folder, or one that was handed over before', async () => {
    await handOver(join(data, 'absent'), owner);
    await handOver(job, owner);
    writeFileSync(join(job, 'later'), '');
    await handOver(job, owner);
    expect(statSync(join(job, 'later')).uid).toBe(process.getuid!());
  });
});

const quoted = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;
