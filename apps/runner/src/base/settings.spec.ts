import { resolve } from 'node:path';
import { readSettings } from './settings.ts';

const needed = {
  NATS_URL: 'nats://127.0.0.1:4222',
  REPRISE_DATA_DIR: '/data',
  REPRISE_NEXTFLOW: 'nextflow',
  REPRISE_BUILTIN_PIPELINES: '/pipelines',
};

describe('the settings of a runner', () => {
  it('are read in milliseconds and bytes, with defaults', () => {
    expect(readSettings({ ...needed, REPRISE_CANCEL_GRACE: '1.5s' })).toMatchObject({
      REPRISE_CANCEL_GRACE: 1500,
      REPRISE_DISK_RESERVE: 2 ** 30,
      REPRISE_RUNNER_SLOTS: 2,
    });
  });

  it('are each rejected by name, with the allowed values', () => {
    const wrong = { ...needed, NATS_URL: undefined, REPRISE_RUNNER_SLOTS: 'many', REPRISE_CGROUP: 'on' };
    expect(() => readSettings({ ...wrong, REPRISE_DISK_RESERVE: '1 gig' })).toThrow(
      [
        'REPRISE_RUNNER_SLOTS must be a number from 1 to 1000; it is "many"',
        'REPRISE_DISK_RESERVE must be a size, such as 1GiB; it is "1 gig"',
        'REPRISE_CGROUP must be auto or off; it is "on"',
        'NATS_URL is required',
      ].join('\n'),
    );
  });

  it.each([
    ['REPRISE_RUNNER_LEASE', '0', 'must be seconds from 1 to 86400, such as 20 or 20s'],
    ['REPRISE_RUNNER_LEASE', '9999999', 'must be seconds from 1 to 86400, such as 20 or 20s'],
    ['REPRISE_CANCEL_GRACE', 'soon', 'must be seconds from 0 to 86400, such as 20 or 20s'],
    ['REPRISE_DATA_DIR', '', 'is required'],
  ])('have the same bounds as at `npm start`: %s=%s', (name, value, why) => {
    expect(() => readSettings({ ...needed, [name]: value })).toThrow(`${name} ${why}`);
  });

  it('count as unset if they are empty, and resolve folders from the working directory', () => {
    const set = { REPRISE_CANCEL_GRACE: '', REPRISE_CGROUP: '', REPRISE_DATA_DIR: 'data', REPRISE_INPUT_ROOTS: 'a:/b' };
    expect(readSettings({ ...needed, ...set })).toMatchObject({
      REPRISE_CANCEL_GRACE: 20_000,
      REPRISE_CGROUP: 'auto',
      REPRISE_NEXTFLOW: 'nextflow',
      REPRISE_DATA_DIR: resolve('data'),
      REPRISE_INPUT_ROOTS: [resolve('a'), '/b'],
    });
  });

  it('name further Nextflow versions with their launchers', () => {
    expect(readSettings(needed).REPRISE_NEXTFLOWS).toEqual([]);
    expect(readSettings({ ...needed, REPRISE_NEXTFLOWS: '22.10.7=/opt/a/nextflow, lab=/opt/b=c' })).toMatchObject({
      REPRISE_NEXTFLOWS: [
        { name: '22.10.7', launcher: '/opt/a/nextflow' },
        { name: 'lab', launcher: '/opt/b=c' },
      ],
    });
    for (const wrong of ['/opt/nextflow', '22.10.7=nextflow', '=/opt/nextflow'])
      expect(() => readSettings({ ...needed, REPRISE_NEXTFLOWS: wrong })).toThrow(
        'REPRISE_NEXTFLOWS must be like 25.10.4=/opt/nextflow-25.10.4/nextflow',
      );
  });

  it('are rejected under an unknown name', () => {
    expect(() => readSettings({ ...needed, REPRISE_DISK_RESERV: '1GiB' })).toThrow(
      'REPRISE_DISK_RESERV is no setting; did you mean REPRISE_DISK_RESERVE? Correct it, or unset it',
    );
  });
});
