/** A task was submitted, or ended. */
const PROGRESS = / (?:Submitted process|Cached process|Task completed) > /;
const MONITOR = String.raw`^\w{3}-\d\d [\d:.]+ \[Task (?:monitor|submitter)\] DEBUG \S*TaskPollingMonitor - `;
/** At each `dumpInterval`, Nextflow reports that it runs no task. */
const IDLE = new RegExp(`${MONITOR}!! executor local > No more task to compute`);
const WAITING = new RegExp(`${MONITOR}%% executor local > tasks in the submission queue: (\\d+)`);

/**
 * Returns how many tasks wait if a run makes no progress at the end of its log, which means that the local executor
 * twice in a row ran no tasks and had some to submit. The executor can lose its count of free processors and memory
 * while short tasks end, and then never continues. Source: LocalPollingMonitor of Nextflow, `availCpus`, fixed on
 * 2026-09-21 by https://github.com/nextflow-io/nextflow/pull/7652
 * @returns null if the run makes progress
 */
export function stallIn(log: string): number | null {
  const lines = log.split('\n');
  const since = lines.slice(lines.findLastIndex((line) => PROGRESS.test(line)) + 1);
  const waiting = since.map((line) => WAITING.exec(line)?.[1]).findLast((count) => count !== undefined);
  const timesIdle = since.filter((line) => IDLE.test(line)).length;
  return waiting !== undefined && timesIdle > 1 ? Number(waiting) : null;
}
