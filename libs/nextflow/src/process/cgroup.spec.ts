import { ownCgroup } from './cgroup.ts';

describe('the cgroup v2 of a process', () => {
  it('is in its mount, alone or beside version 1', () => {
    const alone = 'proc /proc proc rw 0 0\ncgroup2 /sys/fs/cgroup cgroup2 rw,nosuid 0 0\n';
    expect(ownCgroup(alone, '0::/system.slice/reprise.service\n')).toBe('/sys/fs/cgroup/system.slice/reprise.service');
    const hybrid = 'cgroup /sys/fs/cgroup/cpu cgroup rw,cpu 0 0\ncgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0\n';
    expect(ownCgroup(hybrid, '2:cpu:/\n0::/\n')).toBe('/sys/fs/cgroup/unified/');
  });

  it('is absent if only version 1 exists', () => {
    expect(ownCgroup('cgroup /sys/fs/cgroup/cpu cgroup rw,cpu 0 0\n', '2:cpu:/\n')).toBeNull();
  });
});
