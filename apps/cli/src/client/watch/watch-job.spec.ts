import { JobView } from '@reprise/contracts';
import { jobRoutes } from '@reprise/contracts/routes';
import type { Connection } from '../connection/connection.ts';
import type { Context } from '../context.ts';
import { watchJob } from './watch-job.ts';

const at = (time: string) => `2026-01-01T${time}.000Z`;
const tasks = { total: 1, waiting: 0, running: 0, completed: 1, cached: 0, failed: 0, ignored: 0, retried: 0 };
const job: JobView = {
  ...JobView.parse(jobRoutes.show.answer.example),
  status: 'completed',
  pending_action: null,
  started_at: at('08:00:00'),
  completed_at: at('08:10:00'),
  paused: null,
  paused_ms: 300_000,
  steps: [
    {
      process: 'CALL',
      step: 'CALL',
      state: 'done',
      tasks: { ...tasks, aborted: 0 },
      started_at: at('08:00:00'),
      completed_at: at('08:10:00'),
    },
  ],
};
const history = [
  { type: 'paused', at: at('08:02:00'), attempt: 1, data: { mode: 'freeze' } },
  { type: 'unpaused', at: at('08:07:00'), attempt: 1, data: {} },
];

describe('watchJob', () => {
  it('excludes the time in which a step was frozen', async () => {
    let written = '';
    const terminal = {
      isTty: true,
      width: 120,
      height: 40,
      paint: (_: string, text: string) => text,
      write: (text: string) => void (written += text),
      err: (text: string) => void (written += text),
    };
    const connection = {
      open: () => Promise.resolve(new Response('event: ready\ndata: {}\n\n')),
      api: {
        get: (path: string) => Promise.resolve(path.endsWith('/history') ? { items: history, next_cursor: null } : job),
      },
    };
    const context = { terminal, signal: new AbortController().signal, now: () => Date.parse(at('12:00:00')) };
    const options = { jobId: job.job_id, json: false };
    await watchJob(context as unknown as Context, connection as unknown as Connection, options);
    expect(written).toMatch(/CALL +done +1\/1 +5 m 00 s/);
  });
});
