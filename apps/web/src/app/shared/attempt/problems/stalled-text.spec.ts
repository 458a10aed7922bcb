import { stalledText } from './stalled-text.ts';

describe('a stalled run', () => {
  it('is shown with the number of waiting tasks, and the remedy', () => {
    const since = '2026-11-30T10:00:00.000Z';
    expect(stalledText({ since, tasks_waiting: 446 }, Date.parse(since))).toMatch(
      /^Has stood still since .*: Nextflow runs no task, and submits none of the 446 tasks that wait\. If it does not continue, cancel and resume: finished tasks come from the cache\.$/,
    );
  });
});
