/** A task was submitted, or ended. */
const PROGRESS = / (?:Submitted process|Cached process|Task completed) > /;
const MONITOR = String.raw`^\w{3}-\d\d [\d:.]+ \[Task (?:monitor|submitter)\] DEBUG \S*TaskPollingMonitor - `;
/** Nextflow runs no task, as it says at each `dumpInterval`. */
const IDLE = new RegExp(`${MONITOR}!! executor local > No more task to compute`);
const WAITING = new RegExp(`${MONITOR}%% executor local > tasks in the submission queue: (\\d+)`);

/**
 * Returns how many tasks wait, if a run stands still by the end of its log: twice in a row the local executor ran none and
 * had some to submit. It can lose its count of free processors and memory while short tasks end, and then goes on never.
 * Source: LocalPollingMonitor of Nextflow, `availCpus`, mended on 2026-09-21 by https://github.com/nextflow-io/nextflow/pull/7652
 * @returns null if it goes on
 */
export function stallIn(log: string): number | null {
  const lines = log.split('\n');
  const since = lines.slice(lines.findLastIndex((line) => PROGRESS.test(line)) + 1);
  const waiting = since.map((line) => WAITING.exec(line)?.[1]).findLast((count) => count !== undefined);
  const timesIdle = since.filter((line) => IDLE.test(line)).length;
  return waiting !== undefined && timesIdle > 1 ? Number(waiting) : null;
}
