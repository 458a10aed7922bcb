import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '@reprise/testing';
import { removeLeftContainers } from './remove-left-containers.ts';

/** The container journey uses a real Docker. */
describe('the containers that killed wrappers left behind', () => {
  let folder: string;
  let workDir: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reprise-left-'));
    workDir = join(folder, 'work');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A task dir, with an exit code if the task ended by itself. */
  const task = (hash: string, wrapper: string, exit?: number): string => {
    const dir = join(workDir, hash.slice(0, 2), hash.slice(2).padEnd(30, '0'));
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, '.command.run'), wrapper);
    if (exit !== undefined) writeFileSync(join(dir, '.exitcode'), String(exit));
    return dir;
  };
  /** Installs a fake docker that prints these containers and records its calls. */
  const docker = (inspected: string[], exit = 0, name = 'docker') => {
    const say = (lines: string[]) => `printf '%s\\n' ${lines.map((line) => `'${line}'`).join(' ')}`;
    const script = [
      `echo "$*" >> ${folder}/asked`,
      `case "$1" in ps) ${say(['c1', 'c2'])} ;; inspect) ${say(inspected)}; exit ${String(exit)} ;; esac`,
    ];
    writeFileSync(join(folder, name), `#!/bin/sh\n${script.join('\n')}\n`, { mode: 0o755 });
  };
  const asked = () => (existsSync(join(folder, 'asked')) ? readFileSync(join(folder, 'asked'), 'utf8') : '');
  const remove = (prefix: string[] = []) =>
    removeLeftContainers({
      workDir,
      prefix: () => prefix,
      endedAt: new Date('2026-11-30T12:00:00Z'),
      env: { PATH: `${folder}:/usr/bin:/bin` },
    });
  const DOCKER = '#!/bin/bash\nlaunch() {\n    docker run -i own /bin/bash\n}\n';

  const PODMAN = DOCKER.replace('docker', 'podman');

  it.each([0, 1, 125])(
    'are removed if their work dir is in that of the attempt (inspect exits with %i)',
    async (exit) => {
      const before = '2026-11-30T11:59:59.123456789Z';
      docker([`c1 false ${before} ${task('ab12', DOCKER)}`, `c2 false ${before} ${workDir}-of-another/ab/12`], exit);
      expect(await remove()).toEqual(['c1']);
      expect(asked()).toMatch(/^rm c1$/m);
    },
  );

  it('are also removed from Podman, as the user of the tasks', async () => {
    const before = '"2026-11-30T11:59:59.123456789Z"';
    docker([`c1 false ${before} ${task('ab12', PODMAN)}`], 0, 'podman');
    writeFileSync(join(folder, 'as-user'), `#!/bin/sh\necho "as user $*" >> ${folder}/asked; exec "$@"\n`, {
      mode: 0o755,
    });
    expect(await remove([join(folder, 'as-user')])).toEqual(['c1']);
    expect(asked()).toMatch(/^as user podman rm c1$/m);
  });

  it('are removed from Podman by force if it does not notice their end', async () => {
    const facts = `"2026-11-30T11:59:59.123456789Z" ${task('ab12', PODMAN)}`;
    // The first removal of one of them fails.
    const script = [
      `echo "$*" >> ${folder}/asked; cd ${folder}`,
      'case "$1" in',
      '  ps) echo c1; echo c2 ;;',
      `  inspect) [ -e first ] || echo 'c1 true ${facts}'; [ -e second ] || echo 'c2 true ${facts}' ;;`,
      '  rm) if [ -e first ]; then touch second; else touch first; exit 125; fi ;;',
      'esac',
    ];
    writeFileSync(join(folder, 'podman'), `#!/bin/sh\n${script.join('\n')}\n`, { mode: 0o755 });
    expect(await remove()).toEqual(['c1', 'c2']);
    expect(asked().match(/^rm .*$/gm)).toEqual(['rm --force --time 0 c1 c2', 'rm --force --time 0 c2']);
  });

  it.each([137, 143])('are removed if Docker was stopped while they ran: %i', async (exit) => {
    docker([`c1 false 2026-11-30T11:59:59Z ${task('ab12', DOCKER, exit)}`]);
    expect(await remove()).toEqual(['c1']);
  });

  it('are left if they began after the attempt, or not yet, since the next one has the same work dir', async () => {
    const dir = task('ab12', DOCKER);
    const ended = `c2 false 2026-11-30T11:59:59Z ${dir}`;
    docker([`c1 false 2026-11-30T12:00:00.5Z ${dir}`, ended, `c3 false 0001-01-01T00:00:00Z ${dir}`]);
    expect(await remove()).toEqual(['c2']);
  });

  it('are awaited until Docker reports their end', async () => {
    const facts = `2026-11-30T11:59:59Z ${task('ab12', DOCKER)}`;
    docker([`c1 true ${facts}`]);
    const removing = remove();
    await waitUntil(() => /^inspect/m.test(asked()), { what: 'Docker is asked' });
    docker([`c1 false ${facts}`]);
    expect(await removing).toEqual(['c1']);
  });

  it('are not searched if every task ended by itself, or ran in none', async () => {
    docker([]);
    task('ab12', DOCKER, 1);
    task('cd34', '#!/bin/bash\n# docker run\nbash .command.sh\n');
    expect(await remove()).toEqual([]);
    expect(asked()).toBe('');
  });

  it('are left with a message if Docker does not answer', async () => {
    task('ab12', DOCKER);
    writeFileSync(join(folder, 'docker'), '#!/bin/sh\necho "Cannot connect to the Docker daemon" >&2; exit 1\n', {
      mode: 0o755,
    });
    await expect(remove()).rejects.toThrow('Cannot connect to the Docker daemon');
  });
});
