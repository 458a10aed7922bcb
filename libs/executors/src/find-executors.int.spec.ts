import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findExecutors } from './find-executors.ts';

describe('the executors available to tasks', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'reprise-reach-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const tool = (name: string, script: string) =>
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const find = (env: Record<string, string> = {}, as: Parameters<typeof findExecutors>[1] = {}) =>
    findExecutors({ PATH: folder, ...env }, as);

  it('are those with a tool on their PATH, with what prevents tasks from using them', async () => {
    tool('docker', 'echo "permission denied while trying to connect to the Docker daemon socket." >&2; exit 1');
    tool('sinfo', 'exit 0');
    writeFileSync(join(folder, 'podman'), 'not executable');
    expect(await find({ DOCKER_HOST: 'tcp://10.0.0.7:2376' })).toEqual([
      {
        name: 'docker',
        proof: 'answers',
        problem: 'permission denied while trying to connect to the Docker daemon socket',
      },
      { name: 'slurm', problem: null, proof: 'answers' },
    ]);
  });

  it.each([
    ['sge', 'qconf'],
    ['pbs', 'pbsnodes'],
    ['lsf', 'lsid'],
  ])('have a unique tool: %s', async (name, only) => {
    for (const each of [only, 'qstat', 'qsub', 'qdel']) tool(each, 'exit 0');
    expect(await find()).toEqual([{ name, problem: null, proof: 'answers' }]);
  });

  it('are queried as tasks would query them', async () => {
    tool('podman', '[ "$AS" = task ]');
    expect(await find()).toMatchObject([{ name: 'podman', problem: expect.any(String) }]);
    expect(await find({}, { prefix: ['/usr/bin/env', 'AS=task'] })).toEqual([
      { name: 'podman', problem: null, proof: 'processes' },
    ]);
  });

  it('are rootless Podman without a query if attempts have namespaces, since it works there for one job at a time', async () => {
    tool('podman', `: > ${folder}/asked`);
    const [podman] = await find({}, { inNamespace: true });
    expect(podman?.problem).toContain('one job at a time');
    expect(existsSync(join(folder, 'asked'))).toBe(false);
    expect(await find({ CONTAINER_HOST: 'unix:///podman.sock' }, { inNamespace: true })).toMatchObject([
      { name: 'podman', problem: null },
    ]);
  });

  it('are none without a PATH', async () => {
    expect(await findExecutors({})).toEqual([]);
  });
});
