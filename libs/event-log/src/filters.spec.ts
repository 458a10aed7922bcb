import { covers, filterList } from './filters.ts';

describe('A filter', () => {
  it.each([
    ['reprise.jobs.j.life.*', 'reprise.jobs.j.life.paused', true],
    ['reprise.jobs.j.life.*', 'reprise.jobs.k.life.paused', false],
    ['reprise.jobs.j.life.*', 'reprise.jobs.j.life', false],
    ['reprise.jobs.j.life.*', 'reprise.jobs.j.life.a.b', false],
    ['reprise.jobs.j.>', 'reprise.jobs.j.task.task_started', true],
    ['reprise.jobs.j.>', 'reprise.jobs.j', false],
    ['reprise.jobs.*.life.*', 'reprise.jobs.j.task.paused', false],
    ['reprise.>', 'reprise.queues.q.slot_taken', true],
    ['a.b', 'a.b', true],
  ])('%s covers %s: %s', (filter, subject, is) => {
    expect(covers(filter, subject)).toBe(is);
  });

  it.each([
    [['reprise.jobs.j.life.*', 'reprise.jobs.j.task.*'], false],
    [['reprise.jobs.*.life.*', 'reprise.queues.*.*'], false],
    [['reprise.jobs.j.>', 'reprise.jobs.k.>'], false],
    [['reprise.jobs.j.>', 'reprise.jobs.*.life.*'], true],
    [['reprise.>', 'reprise.queues.q.*'], true],
    [['a.*.c', 'a.b.*'], true],
    [['a.b', 'a.b.c'], false],
  ])('of %j overlaps with another: %s', (filters, is) => {
    const list = () => filterList(filters);
    if (is) expect(list).toThrow('must not overlap');
    else expect(list()).toEqual(filters);
  });
});
