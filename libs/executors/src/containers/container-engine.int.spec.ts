import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '@reprise/testing';
import type { AttemptSpec } from '../executor.ts';
import { containerEngine } from './container-engine.ts';

/** The container journey uses real engines. */
describe('a container engine', () => {
  let folder: string;
  let workRoot: string;
  let attempt: AttemptSpec;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-engine-')));
    workRoot = join(folder, 'work');
    mkdirSync(workRoot);
    attempt = { workRoot, attemptDir: folder, attemptDirs: [folder], marker: {}, graceMs: 0 };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Installs a fake engine tool that records its calls. */
  const tool = (name: string, script: string) =>
    writeFileSync(join(folder, name), `#!/bin/sh\necho "$*" >> ${folder}/asked\n${script}\n`, { mode: 0o755 });
  /** An engine with containers, by id with their state. `rm` removes them, `pause` stops them. */
  const has = (name: string, containers: Record<string, readonly [state: string, dir: string, args?: string]>) => {
    mkdirSync(join(folder, 'containers'));
    for (const [id, [state, dir, args = '"-c"']] of Object.entries(containers))
      writeFileSync(join(folder, 'containers', id), `${state}\t"${dir}"\t[${args}]\n`);
    tool(
      name,
      `cd ${folder}/containers
      case "$1" in
        ps) ls ;;
        inspect) shift 3; for id; do printf '%s\\t' "$id"; cat "$id"; done ;;
        rm) for id; do rm -f "$id"*; done ;;
        pause | unpause) verb=$1; shift
          for id; do [ $verb = pause ] && sed -i s/^running/paused/ "$id"* || sed -i s/^paused/running/ "$id"*; done ;;
      esac`,
    );
  };
  const asked = () => readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n');
  const engine = (name: 'docker' | 'podman' = 'docker', bySudo = false) =>
    containerEngine({ name, bySudo }, { PATH: `${folder}:/usr/bin:/bin` }, { everyMs: 1, withinMs: 1_000 });

  it('lists the containers of the work dirs that have a process, or may get one', async () => {
    const runs = (dir: string) => `"-c","eval $(nxf_container_env); /bin/bash -ue ${dir}/.command.sh"`;
    has('docker', {
      a1234567890123: ['running', `${workRoot}/1/ab/c1`],
      b1: ['created', `${workRoot}/1/ab/c2`],
      c1: ['exited', `${workRoot}/1/ab/c3`],
      d1: ['running', `${workRoot}-of-another/1/ab/c4`],
      e1: ['paused', '/tmp/nxf.scratch', runs(`${workRoot}/1/ab/c5`)],
      f1: ['running', '/tmp/nxf.scratch', runs('/elsewhere/1/ab/c6')],
    });
    expect(await engine().list(attempt)).toEqual({
      alive: [
        { native_id: 'a12345678901', phase: 'running', state: 'running', work_dir: `${workRoot}/1/ab/c1` },
        { native_id: 'b1', phase: 'blocked', state: 'created', work_dir: `${workRoot}/1/ab/c2` },
        { native_id: 'e1', phase: 'stopped', state: 'paused', work_dir: `${workRoot}/1/ab/c5` },
      ],
    });
    expect(asked()[0]).toBe('ps --all --quiet --no-trunc --filter name=^/?nxf-');
  });

  it('removes them, also those that have not begun, and reports twice that none is left', async () => {
    has('docker', { a1: ['running', `${workRoot}/1/ab/c1`], b1: ['created', `${workRoot}/1/ab/c2`] });
    expect(await engine().end(attempt)).toMatchObject({
      name: 'docker',
      label: 'Docker',
      noun: 'container',
      isAsked: true,
      ended: ['a1', 'b1'],
      left: { alive: [] },
      proven_at: expect.any(String),
    });
    await waitUntil(() => asked().length === 6, { what: 'it was asked for those that had ended' });
    expect(asked().map((line) => line.split(' ')[0])).toEqual(['ps', 'inspect', 'rm', 'ps', 'ps', 'ps']);
    expect(asked()[2]).toBe('rm --force a1 b1');
  });

  it('also removes those that had ended, or whose removal it abandoned', async () => {
    const [mine, another] = [`${workRoot}/1/ab/c1`, `${workRoot}-of-another/1/ab/c2`];
    has('docker', { a1: ['exited', mine], b1: ['running', mine], c1: ['exited', another], d1: ['running', another] });
    const removal = `shift 2; for id; do sed -i s/^running/exited/ "$id"; done; echo "tried to kill container, but did not receive an exit event" >&2; exit 1`;
    const script = readFileSync(join(folder, 'docker'), 'utf8');
    writeFileSync(join(folder, 'docker'), script.replace('rm) ', `rm) if [ "$2" = --force ]; then ${removal}; fi; `));
    expect(await engine().end(attempt)).toMatchObject({ ended: ['b1'], left: { alive: [] } });
    const containers = () => readdirSync(join(folder, 'containers')).join();
    await waitUntil(() => containers() === 'c1,d1', { what: 'those that had ended are removed' });
    expect(asked().filter((line) => line.startsWith('rm'))).toEqual(['rm --force b1', 'rm a1 b1']);
  });

  it('stops running ones in a freeze, lets them finish in a drain, and continues them', async () => {
    has('podman', { a1: ['running', `${workRoot}/1/ab/c1`], b1: ['created', `${workRoot}/1/ab/c2`] });
    expect(await engine('podman').hold(attempt)).toBeNull();
    expect(await engine('podman').suspend(attempt)).toBeNull();
    expect(await engine('podman').list(attempt)).toMatchObject({ alive: [{ state: 'paused' }, { state: 'created' }] });
    expect(await engine('podman').resume(attempt)).toBeNull();
    expect(await engine('podman').list(attempt)).toMatchObject({ alive: [{ state: 'running' }, { state: 'created' }] });
  });

  it('unfreezes containers, so that a KILL on this machine ends them', async () => {
    const dir = `${workRoot}/1/ab/c1`;
    has('docker', { a1: ['paused', dir], b1: ['running', dir], c1: ['paused', `${workRoot}-of-another/1/ab/c2`] });
    await engine().thaw!(attempt);
    expect(asked().filter((line) => line.startsWith('unpause'))).toEqual(['unpause a1']);
    await engine().thaw!(attempt);
    expect(asked().filter((line) => line.startsWith('unpause'))).toHaveLength(1);
  });

  it('reports no running container and no failure if it is unavailable', async () => {
    tool('docker', 'exit 1');
    await expect(engine().thaw!(attempt)).resolves.toBeUndefined();
  });

  it('reports containers as unknown, not as none, if it is unavailable', async () => {
    tool(
      'docker',
      'echo "Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?" >&2; exit 1',
    );
    const unknown = 'Cannot connect to the Docker daemon at unix:///x';
    expect(await engine().list(attempt)).toEqual({ unknown });
    expect(await engine().end(attempt)).toMatchObject({ left: { unknown }, proven_at: null });
    expect(await engine().suspend(attempt)).toEqual({
      name: 'docker',
      left: null,
      message: `Docker does not answer: ${unknown}`,
    });
  });

  it.each([
    ['docker', 'Error: No such object: b1', { alive: [{ native_id: 'a1' }] }],
    ['podman', 'Error: inspecting object: no such object: "b1"', { alive: [{ native_id: 'a1' }] }],
    ['docker', 'Cannot connect to the Docker daemon', { unknown: 'Cannot connect to the Docker daemon' }],
  ] as const)(
    'of %s that reports "%s" has others only if that one was removed in the meantime',
    async (name, said, found) => {
      const line = `a1\trunning\t"${workRoot}/1/ab/c1"\t[]`;
      tool(name, `case "$1" in ps) echo a1; echo b1 ;; inspect) echo '${line}'; echo '${said}' >&2; exit 1 ;; esac`);
      expect(await engine(name).list(attempt)).toMatchObject(found);
    },
  );

  it('is called as root if tasks call it as root', async () => {
    tool('sudo', '');
    expect(await engine('docker', true).list(attempt)).toEqual({ alive: [] });
    expect(asked()[0]).toMatch(/^--non-interactive docker ps /);
  });
});
