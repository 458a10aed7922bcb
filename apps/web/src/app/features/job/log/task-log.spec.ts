import { anEntry } from '../../../testing/views.ts';
import { taskLog } from './task-log.ts';

describe('the log of a past moment', () => {
  it('shows the recorded facts about the tasks of an attempt', () => {
    const data = { hash: '3e/9ac41f', name: 'ALIGN (NA12878)' };
    const history = [
      anEntry('attempt_started'),
      anEntry('task_submitted', { data }),
      anEntry('task_started', { data }),
      anEntry('task_retried', { data: { ...data, exit_code: 137 } }),
      anEntry('task_cached', { attempt: 2, data }),
    ];
    expect(taskLog(history, 1).map(({ text, tone }) => [text, tone])).toEqual([
      ['[3e/9ac41f] Submitted > ALIGN (NA12878)', ''],
      ['[3e/9ac41f] Failed, tried again > ALIGN (NA12878), exit 137', 'er'],
    ]);
  });
});
