import { pausePreview } from './pause.ts';

const NOW = Date.parse('2026-11-26T12:00:00.000Z');
const task = (process: string, minutesAgo: number) => ({
  process,
  step: process.toLowerCase(),
  started_at: new Date(NOW - minutesAgo * 60_000).toISOString(),
});

describe('the preview of a pause', () => {
  it('counts the rest of a limit from the first task that started, and lists the shortest first', () => {
    const running = [
      task('OLD', 1),
      task('FREE', 5),
      task('ALIGN', 2),
      task('ALIGN', 12),
      task('CALL', 1),
      task('NEW', 1),
    ];
    const limits = { FREE: null, ALIGN: 20 * 60_000, CALL: 3 * 60_000 };
    expect(pausePreview(running, limits, { ALIGN: 1, OLD: 600_000 }, NOW).steps).toEqual([
      {
        process: 'CALL',
        step: 'call',
        tasks: 1,
        known: true,
        limit_ms: 180_000,
        of_earlier_job: false,
        left_ms: 120_000,
      },
      {
        process: 'ALIGN',
        step: 'align',
        tasks: 2,
        known: true,
        limit_ms: 1_200_000,
        of_earlier_job: false,
        left_ms: 480_000,
      },
      { process: 'OLD', step: 'old', tasks: 1, known: true, limit_ms: 600_000, of_earlier_job: true, left_ms: 540_000 },
      { process: 'FREE', step: 'free', tasks: 1, known: true, limit_ms: null, of_earlier_job: false, left_ms: null },
      { process: 'NEW', step: 'new', tasks: 1, known: false, limit_ms: null, of_earlier_job: false, left_ms: null },
    ]);
  });
});
