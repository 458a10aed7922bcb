import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { identify } from '@reprise/local-servers';
import { memoryGroupsIn, MemoryLimit, memoryProblem, pathIn } from './memory-limit.ts';

/** Allocates 10 MiB every 50 ms, up to 1 GiB. */
const EATER = `
const eaten = [];
console.log('started');
setInterval(() => eaten.length < 100 && eaten.push(Buffer.alloc(10 * 2 ** 20, 1)), 50);
`;

describe('a memory limit', () => {
  it('lets the kernel kill a process that needs more memory, and no other one', async () => {
    const problem = memoryProblem();
    if (problem !== null) return expect(problem).toMatch(/root|control groups/);
    const [eater, other] = [spawn(process.execPath, ['-e', EATER]), spawn('sleep', ['600'])];
    const ended = once(eater, 'exit');
    await once(eater.stdout, 'data');
    const limit = new MemoryLimit();
    const applied = limit.apply([identify(eater.pid!)!], 60_000);
    expect(await ended).toEqual([null, 'SIGKILL']);
    limit.heal();
    expect(await applied).toBe(1);
    expect(other.exitCode).toBeNull();
    other.kill();
  });

  it('uses version 1 or 2 of control groups, where it controls memory', () => {
    const first = 'cgroup /sys/fs/cgroup/cpu cgroup rw,cpu 0 0\ncgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0\n';
    const second = 'cgroup2 /sys/fs/cgroup cgroup2 rw,nosuid 0 0\n';
    expect(memoryGroupsIn(first, () => [])).toEqual({ version: 1, root: '/sys/fs/cgroup/memory' });
    expect(memoryGroupsIn(second, () => ['cpu', 'memory'])).toEqual({ version: 2, root: '/sys/fs/cgroup' });
    expect(memoryGroupsIn(second, () => ['cpu'])).toBeUndefined();
  });

  it('returns a process to the group that it was in', () => {
    const groups = '4:memory:/service/one\n1:cpu:/\n0::/user.slice\n';
    expect(pathIn({ version: 1, root: '' }, groups)).toBe('/service/one');
    expect(pathIn({ version: 2, root: '' }, groups)).toBe('/user.slice');
    expect(pathIn({ version: 1, root: '' }, '')).toBe('/');
  });
});
