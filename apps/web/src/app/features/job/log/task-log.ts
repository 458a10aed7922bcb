import type { HistoryEntry } from '@reprise/contracts';
import { clockTime } from '../../../shared/format.ts';
import type { LogLine } from './log-lines.ts';

const SAYS: Record<string, { verb: string; tone: LogLine['tone'] }> = {
  task_cached: { verb: 'Cached', tone: 'hl' },
  task_submitted: { verb: 'Submitted', tone: '' },
  task_completed: { verb: 'Completed', tone: '' },
  task_failed: { verb: 'Failed', tone: 'er' },
  task_retried: { verb: 'Failed, tried again', tone: 'er' },
  task_aborted: { verb: 'Stopped', tone: 'wa' },
};

/** The task events of an attempt as lines of a log, in Nextflow's manner of speaking. */
export function taskLog(history: HistoryEntry[], attempt: number): LogLine[] {
  return history.flatMap((entry) => {
    const said = SAYS[entry.type];
    if (!said || entry.attempt !== attempt) return [];
    const { hash, name, exit_code } = entry.data;
    const exit = typeof exit_code === 'number' && exit_code !== 0 ? `, exit ${exit_code}` : '';
    return [
      { time: clockTime(entry.at), text: `[${String(hash)}] ${said.verb} > ${String(name)}${exit}`, tone: said.tone },
    ];
  });
}
