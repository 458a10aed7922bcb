import { tmpdir } from 'node:os';
import { diskId, diskIdIn } from './disk-id.ts';

const MOUNTS = `21 1 8:1 / / rw - ext4 /dev/sda1 rw
22 21 8:17 / /data rw shared:1 - xfs /dev/sdb1 rw
23 21 0:45 / /mnt/lab\\040files rw - nfs4 nas:/export/lab rw,vers=4.2
24 21 0:46 / /mnt/same rw - nfs4 nas:/export/lab rw,vers=4.2
`;

describe('the id of a disk', () => {
  const idOf = (path: string, boot = 'b1') => diskIdIn(MOUNTS, path, boot);

  it('is equal for all folders of one file system of a machine, and different on another machine', () => {
    expect([idOf('/data/a'), idOf('/data')]).toEqual(['b1:8:17', 'b1:8:17']);
    expect([idOf('/database'), idOf('/srv')]).toEqual(['b1:8:1', 'b1:8:1']);
    expect(idOf('/data/a', 'b2')).toBe('b2:8:17');
  });

  it('is equal on all machines that share a file system', () => {
    const share = 'nfs4:nas:/export/lab';
    expect([idOf('/mnt/lab files/x'), idOf('/mnt/same', 'b2')]).toEqual([share, share]);
  });

  it('is available on this machine, and missing for a folder that does not exist', async () => {
    expect(await diskId(tmpdir())).toMatch(/^.+:.+/);
    expect(await diskId('/dev/shm')).not.toBe(await diskId('/proc'));
    expect(await diskId('/none/such')).toBeNull();
  });
});
