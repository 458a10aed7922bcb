import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dockerProblem } from './docker-problem.ts';

describe("the problem of Docker's daemon", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'reprise-docker-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const tool = (name: string, script: string) =>
    writeFileSync(join(folder, name), `#!/bin/sh\necho "$*" >> ${folder}/${name}-args\n${script}\n`, { mode: 0o755 });
  const problem = (bySudo = false, prefix: readonly string[] = []) =>
    dockerProblem(bySudo, { env: { PATH: `${folder}:/usr/bin:/bin` }, prefix });

  it('is what Docker prints', async () => {
    tool(
      'docker',
      'echo "Cannot connect to the Docker daemon at unix:///d.sock. Is the docker daemon running?" >&2; exit 1',
    );
    expect(await problem()).toBe('Cannot connect to the Docker daemon at unix:///d.sock');
  });

  it('is null if the daemon answers', async () => {
    tool('docker', 'echo 20.10');
    expect(await problem()).toBeNull();
  });

  it('is found like a task finds it', async () => {
    tool('sudo', 'exit 0');
    expect(await problem(true, ['env'])).toBeNull();
    expect(readFileSync(join(folder, 'sudo-args'), 'utf8')).toMatch(/^--non-interactive docker version /);
  });

  it('names the missing program', async () => {
    tool('docker', 'exit 0');
    expect(await problem(false, ['/no/setpriv'])).toBe('there is no /no/setpriv on the PATH of the runner');
  });
});
