import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSeen } from './is-seen.ts';

const docker = { name: 'docker', bySudo: false } as const;
const podman = { name: 'podman', bySudo: false } as const;

describe('the processes of containers', () => {
  let home: string;
  beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'reprise-seen-'))));
  afterEach(() => rmSync(home, { recursive: true }));
  const inContext = (currentContext: string) =>
    writeFileSync(join(home, 'config.json'), JSON.stringify({ currentContext }));

  it('are visible to root for Docker with a daemon on this machine', () => {
    expect(isSeen(docker, {}, true)).toBe(true);
    expect(isSeen(docker, {}, false)).toBe(false);
    expect(isSeen(docker, { DOCKER_HOST: 'unix:///run/own.sock' }, true)).toBe(true);
    expect(isSeen(docker, { DOCKER_HOST: 'tcp://10.0.0.7:2376' }, true)).toBe(false);
    expect(isSeen(docker, { DOCKER_HOST: 'ssh://lab@node7' }, true)).toBe(false);
  });

  it('are not visible for a Docker in another context', () => {
    expect(isSeen(docker, { DOCKER_CONTEXT: 'node7' }, true)).toBe(false);
    inContext('node7');
    expect(isSeen(docker, { DOCKER_CONFIG: home }, true)).toBe(false);
    expect(isSeen(docker, { DOCKER_CONFIG: home, DOCKER_HOST: 'unix:///run/own.sock' }, true)).toBe(true);
    inContext('default');
    expect(isSeen(docker, { DOCKER_CONFIG: home }, true)).toBe(true);
  });

  it('are visible to the caller of Podman, unless its service or root started them', () => {
    expect(isSeen(podman, {}, false)).toBe(true);
    expect(isSeen(podman, { CONTAINER_HOST: 'unix:///run/podman/podman.sock' }, false)).toBe(false);
    expect(isSeen({ ...podman, bySudo: true }, {}, false)).toBe(false);
    expect(isSeen({ ...podman, bySudo: true }, {}, true)).toBe(true);
  });
});
