import { isTaskEntry, type TaskType, type TypedHistoryEntry } from '@reprise/contracts';
import { clockTime } from '../../../shared/format.ts';
import type { LogLine } from './log-lines.ts';

/** Verb and colour of a line; `null` for types that are omitted. */
const VERBS: Record<TaskType, { verb: string; tone: LogLine['tone'] } | null> = {
  task_submitted: { verb: 'Submitted', tone: '' },
  task_started: null,
  task_cached: { verb: 'Cached', tone: 'hl' },
  task_cache_missed: null,
  task_completed: { verb: 'Completed', tone: '' },
  task_failed: { verb: 'Failed', tone: 'er' },
  task_retried: { verb: 'Failed, tried again', tone: 'er' },
  task_aborted: { verb: 'Stopped', tone: 'wa' },
};

/** The task events of an attempt as log lines in Nextflow's format. */
export const taskLog = (history: TypedHistoryEntry[], attempt: number): LogLine[] =>
  history.filter(isTaskEntry).flatMap((entry) => {
    const { type, at, data } = entry;
    const line = VERBS[type];
    if (!line || entry.attempt !== attempt) return [];
    const exit = data.exit_code ? `, exit ${data.exit_code}` : '';
    return [{ time: clockTime(at), text: `[${data.hash}] ${line.verb} > ${data.name}${exit}`, tone: line.tone }];
  });
