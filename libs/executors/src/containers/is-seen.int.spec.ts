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

  it('of Docker are seen by root, where its daemon is on this machine', () => {
    expect(isSeen(docker, {}, true)).toBe(true);
    expect(isSeen(docker, {}, false)).toBe(false);
    expect(isSeen(docker, { DOCKER_HOST: 'unix:///run/own.sock' }, true)).toBe(true);
    expect(isSeen(docker, { DOCKER_HOST: 'tcp://10.0.0.7:2376' }, true)).toBe(false);
    expect(isSeen(docker, { DOCKER_HOST: 'ssh://lab@node7' }, true)).toBe(false);
  });

  it('of a Docker in another context are not', () => {
    expect(isSeen(docker, { DOCKER_CONTEXT: 'node7' }, true)).toBe(false);
    inContext('node7');
    expect(isSeen(docker, { DOCKER_CONFIG: home }, true)).toBe(false);
    expect(isSeen(docker, { DOCKER_CONFIG: home, DOCKER_HOST: 'unix:///run/own.sock' }, true)).toBe(true);
    inContext('default');
    expect(isSeen(docker, { DOCKER_CONFIG: home }, true)).toBe(true);
  });

  it('of Podman are seen by whoever called it, unless its service or root did', () => {
    expect(isSeen(podman, {}, false)).toBe(true);
    expect(isSeen(podman, { CONTAINER_HOST: 'unix:///run/podman/podman.sock' }, false)).toBe(false);
    expect(isSeen({ ...podman, bySudo: true }, {}, false)).toBe(false);
    expect(isSeen({ ...podman, bySudo: true }, {}, true)).toBe(true);
  });
});
