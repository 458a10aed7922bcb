import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../process/process-identity.ts';
import { pollUntil } from '../process/poll-until.ts';
import { Scratch, testEnv } from '../testing/scratch.ts';
import { attemptFiles } from './attempt-files.ts';
import { abortGate, openGate } from './gate.ts';
import { readIdentity } from './identity-file.ts';
import { inspectAttempt } from './inspect-attempt.ts';
import { launchGated } from './launch-gated.ts';
import type { Launch, LaunchSpec } from './spec.ts';
import { waitForEnd } from './wait-for-end.ts';

describe('a gated launch', () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

  const gated = (launch: Launch) => {
    if (launch.status !== 'gated') throw new Error(`expected a gated child, got ${JSON.stringify(launch)}`);
    return launch.process;
  };
  /** An environment in which `sync` first runs a line of shell. */
  const withSync = (line: string) => {
    const bin = join(scratch.dir, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'sync'), `#!/bin/sh\n${line}\nPATH=$PATH_BEFORE exec sync "$@"\n`, { mode: 0o755 });
    const env = testEnv();
    return { ...env, PATH: `${bin}:${env['PATH']}`, PATH_BEFORE: env['PATH']! };
  };
  const stdout = (spec: LaunchSpec) => readFileSync(attemptFiles(spec.attemptDir).stdout, 'utf8');

  it('runs nothing of the program before the gate opens', async () => {
    const spec = scratch.spec(['sh', '-c', 'echo ran']);
    const process = gated(await launchGated(spec));

    expect(inspectAttempt(spec.attemptDir)).toEqual({ status: 'gated', process, supervised: true });
    expect(stdout(spec)).toBe('');

    expect(await openGate(spec.attemptDir)).toBe('opened');
    await waitForEnd(spec.attemptDir);
    expect(stdout(spec)).toBe('ran\n');
  });

  it('gives the program the pid, group and session of the gated child, its unchanged argv and exactly the given environment', async () => {
    const odd = 'a b"c\'d$(e)`f`\n*;';
    const program =
      'process.stdout.write(JSON.stringify({ pid: process.pid, argv: process.argv.slice(1), env: process.env }))';
    const spec = scratch.spec(['node', '-e', program, '--', odd, ''], {
      env: { PATH: process.env['PATH'] ?? '', ONE: '1' },
    });
    const { pid } = gated(await launchGated(spec));
    await openGate(spec.attemptDir);
    await waitForEnd(spec.attemptDir);

    const printed = JSON.parse(stdout(spec)) as { pid: number; argv: string[]; env: Record<string, string> };
    expect(printed.pid).toBe(pid);
    expect(printed.argv).toEqual([odd, '']);
    expect(printed.env).toMatchObject({ ONE: '1', ...spec.marker });
    expect(Object.keys(printed.env).sort()).toEqual(
      ['ONE', 'PATH', 'PWD', 'OLDPWD', ...Object.keys(spec.marker)].sort(),
    );
  });

  it('records the exit code, and the signal if one ended the program', async () => {
    const failing = scratch.spec(['sh', '-c', 'exit 3']);
    const killed = scratch.spec(['sh', '-c', 'kill -9 $$'], { lockFile: join(scratch.dir, 'lock-2') });
    for (const spec of [failing, killed]) {
      gated(await launchGated(spec));
      await openGate(spec.attemptDir);
    }
    expect(await waitForEnd(failing.attemptDir)).toMatchObject({ status: 'exited', exit_code: 3, signal: null });
    expect(await waitForEnd(killed.attemptDir)).toMatchObject({ status: 'exited', exit_code: 137, signal: 'SIGKILL' });
  });

  it('has vanished if the exit code could not be written', async () => {
    const spec = scratch.spec(['true'], { env: withSync('[ ! -e "${1%exit.tmp}opened" ] || exit 1') });
    const process = gated(await launchGated(spec));
    await openGate(spec.attemptDir);
    expect(await waitForEnd(spec.attemptDir)).toEqual({ status: 'vanished', process });
  });

  it('can be followed by the next one as soon as its end is recorded', async () => {
    // The last sync, which is that of the folder, waits for a file.
    const goOn = join(scratch.dir, 'go-on');
    const wait = `while [ -d "$1" ] && [ ! -e '${goOn}' ]; do sleep 0.1; done`;
    const first = scratch.spec(['true'], { env: withSync(wait) });
    gated(await launchGated(first));
    await openGate(first.attemptDir);
    await waitForEnd(first.attemptDir);
    gated(await launchGated(scratch.spec(['true'])));
    expect(isAlive(readIdentity(attemptFiles(first.attemptDir).supervisor)!)).toBe(true);
    writeFileSync(goOn, '');
  });

  it('reports a program that cannot be started by its exit code and its message', async () => {
    const spec = scratch.spec([join(scratch.dir, 'missing')]);
    gated(await launchGated(spec));
    await openGate(spec.attemptDir);
    expect(await waitForEnd(spec.attemptDir)).toMatchObject({ status: 'exited', exit_code: 127 });
    expect(stdout(spec)).toContain('not found');
  });

  it('never runs after an abort, whatever is requested afterwards', async () => {
    const spec = scratch.spec(['sh', '-c', 'echo ran']);
    const process = gated(await launchGated(spec));

    expect(await abortGate(spec.attemptDir)).toBe('aborted');
    expect(await waitForEnd(spec.attemptDir)).toEqual({ status: 'aborted', process });
    expect(isAlive(process)).toBe(false);
    expect(await openGate(spec.attemptDir)).toBe('aborted');
    expect(stdout(spec)).toBe('');
  });

  it('answers a late abort with "opened"', async () => {
    const spec = scratch.spec(['true']);
    gated(await launchGated(spec));
    await openGate(spec.attemptDir);
    expect(await abortGate(spec.attemptDir)).toBe('opened');
  });

  it('is refused for a job whose program lives, also after its supervisor was killed', async () => {
    const first = scratch.spec(['sleep', '60']);
    const { pid } = gated(await launchGated(first));
    await openGate(first.attemptDir);
    const second = scratch.spec(['true']);
    expect(await launchGated(second)).toEqual({ status: 'locked' });

    process.kill(readIdentity(attemptFiles(first.attemptDir).supervisor)!.pid, 'SIGKILL');
    await pollUntil(() => inspectAttempt(first.attemptDir).status === 'running');
    expect(await launchGated(second)).toEqual({ status: 'locked' });

    process.kill(pid, 'SIGKILL');
    expect(await waitForEnd(first.attemptDir)).toMatchObject({ status: 'vanished' });
    expect(await launchGated(second)).toMatchObject({ status: 'gated' });
  });

  it('uses an attempt dir once', async () => {
    const spec = scratch.spec(['true']);
    gated(await launchGated(spec));
    expect(await launchGated(spec)).toEqual({ status: 'used' });
    await openGate(spec.attemptDir);
    await waitForEnd(spec.attemptDir);
    expect(await launchGated(spec)).toEqual({ status: 'used' });
  });

  it('succeeds once among several for one job', async () => {
    const specs = Array.from({ length: 4 }, () => scratch.spec(['true']));
    const launches = await Promise.all(specs.map((spec) => launchGated(spec)));
    expect(launches.map(({ status }) => status).sort()).toEqual(['gated', 'locked', 'locked', 'locked']);
  });

  it('gives the reason if the lock file cannot be created', async () => {
    const spec = scratch.spec(['true'], { lockFile: join(scratch.dir, 'missing', 'lock') });
    expect(await launchGated(spec)).toEqual({ status: 'failed', reason: expect.stringContaining('missing/lock') });
    expect(inspectAttempt(spec.attemptDir)).toEqual({ status: 'none' });
  });

  it('runs after one whose child could not report itself, and is not read as ended', async () => {
    const failing = scratch.spec(['true'], { env: withSync('[ "${1%process.tmp}" = "$1" ] || exit 1') });
    expect(await launchGated(failing)).toMatchObject({ status: 'failed' });
    const { exit } = attemptFiles(failing.attemptDir);
    await pollUntil(() => existsSync(exit), { withinMs: 120_000 });
    const spec = { ...failing, argv: ['sleep', '60'] as const, env: testEnv() };
    const process = gated(await launchGated(spec));
    await openGate(spec.attemptDir);
    expect(inspectAttempt(spec.attemptDir)).toEqual({ status: 'running', process, supervised: true });
  });

  it('detects that another one, just begun, is about to reach the gate', async () => {
    const spec = scratch.spec(['true']);
    mkdirSync(spec.attemptDir);
    const [supervise, gate] = ['supervise.sh', 'gate.sh'].map((name) => join(import.meta.dirname, name));
    const child = ['sh', gate!, spec.attemptDir, spec.launchDir, '', ...spec.argv];
    const slowly = ['sh', '-c', 'sleep 3; exec "$@"', 'sh', ...child];
    spawn('sh', [supervise!, spec.attemptDir, spec.lockFile, ...slowly], { detached: true, stdio: 'ignore' }).unref();
    await pollUntil(() => existsSync(attemptFiles(spec.attemptDir).supervisor)); // it has the lock

    expect(await launchGated(spec)).toEqual({ status: 'used' });
    expect(inspectAttempt(spec.attemptDir)).toMatchObject({ status: 'gated', supervised: true });
    await openGate(spec.attemptDir);
    expect(await waitForEnd(spec.attemptDir)).toMatchObject({ exit_code: 0 });
  });

  describe('with a starter that is killed at the gate', () => {
    /** Starts an attempt in a separate process that is killed with -9 once the child waits. */
    const launchAndDie = async (spec: LaunchSpec) => {
      const script = join(scratch.dir, 'starter.mjs');
      const launch = JSON.stringify(new URL('./launch-gated.ts', import.meta.url).href);
      writeFileSync(
        script,
        `import { launchGated } from ${launch};\nawait launchGated(${JSON.stringify(spec)});\nsetInterval(() => {}, 1e6);`,
      );
      const starter = spawn('node', [script], { stdio: 'inherit' });
      const dead = new Promise((resolve) => starter.once('exit', resolve));
      await pollUntil(() => existsSync(attemptFiles(spec.attemptDir).process) || starter.exitCode !== null);
      starter.kill('SIGKILL');
      await dead;
    };

    it('is found by the next one, which opens it and sees its end', async () => {
      const spec = scratch.spec(['sh', '-c', 'exit 5']);
      await launchAndDie(spec);
      expect(inspectAttempt(spec.attemptDir)).toMatchObject({ status: 'gated', supervised: true });
      expect(await launchGated(spec)).toEqual({ status: 'used' });
      expect(await openGate(spec.attemptDir)).toBe('opened');
      expect(await waitForEnd(spec.attemptDir)).toMatchObject({ status: 'exited', exit_code: 5 });
    });

    it('can be aborted, which ends child and supervisor', async () => {
      const spec = scratch.spec(['sh', '-c', 'echo ran']);
      await launchAndDie(spec);
      const supervisor = readIdentity(attemptFiles(spec.attemptDir).supervisor)!;
      expect(await abortGate(spec.attemptDir)).toBe('aborted');
      expect(await pollUntil(() => !isAlive(supervisor), { withinMs: 120_000 })).toBe(true);
      expect(stdout(spec)).toBe('');
    });
  });

  it('has vanished if its pid was reused, or belongs to an earlier boot', async () => {
    const spec = scratch.spec(['sleep', '60']);
    const { pid, start_time, boot_id } = gated(await launchGated(spec));
    await openGate(spec.attemptDir);
    const { process: file, supervisor } = attemptFiles(spec.attemptDir);
    process.kill(readIdentity(supervisor)!.pid, 'SIGKILL');
    await pollUntil(() => !isAlive(readIdentity(supervisor)!));

    writeFileSync(file, `${pid} ${Number(start_time) + 1} ${boot_id}\n`);
    expect(inspectAttempt(spec.attemptDir)).toMatchObject({ status: 'vanished' });
    writeFileSync(file, `${pid} ${start_time} 00000000-0000-0000-0000-000000000000\n`);
    expect(inspectAttempt(spec.attemptDir)).toMatchObject({ status: 'vanished' });
    writeFileSync(file, `${pid} ${start_time} ${boot_id}\n`);
    expect(inspectAttempt(spec.attemptDir)).toMatchObject({ status: 'running', supervised: false });
  });
});
