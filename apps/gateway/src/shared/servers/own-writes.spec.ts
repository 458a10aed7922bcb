import { OwnWrites } from './own-writes.ts';

describe('the writes of a gateway', () => {
  let position = 0;
  const writes = new OwnWrites({ position: () => position });

  it('are known by job and by person until the tables hold them', () => {
    writes.add(7, 'job-1', 'ada');
    writes.add(9, 'job-2', 'bo');
    writes.add(12, 'job-1', 'bo');
    const ofJob = (jobId: string) => writes.lastOf({ jobId, actor: 'ada' });
    const ofPerson = (actor: string) => writes.lastOf({ actor });
    expect([ofJob('job-1'), ofJob('job-2'), ofJob('job-3')]).toEqual([12, 9, 0]);
    expect([ofPerson('ada'), ofPerson('bo'), ofPerson('chen')]).toEqual([7, 12, 0]);
    position = 9;
    expect([ofJob('job-1'), ofJob('job-2'), ofPerson('ada'), ofPerson('bo')]).toEqual([12, 0, 0, 12]);
  });

  it('are the latest of each, also when they are noted out of order', () => {
    writes.add(20, 'job-4', 'ada');
    writes.add(18, 'job-4', 'ada');
    expect(writes.lastOf({ jobId: 'job-4', actor: 'ada' })).toBe(20);
  });
});
